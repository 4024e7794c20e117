import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importEarlierChat } from '../../../../../src/engine/chat/store/earlierChat';
import { EarlierFile } from '../../../../../src/engine/storage/earlierFile';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { testStore } from './storeFixtures';

const answer = (text: string): object => ({
  state: { type: 'done', reason: 'stop' },
  text,
  thinking: '',
  writers: [{ providerId: 'a', label: 'A', model: 'a-large' }],
  switches: [],
});
const turns = [
  { id: '1', prompt: 'The first\nquestion', attachments: [], answer: answer('One.') },
  { id: '2', prompt: 'And then?', attachments: [], answer: answer('Two.') },
];

describeWithSqlite('a chat of an earlier version', () => {
  let folder: string;
  let windows: ReturnType<typeof testStore>[];
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'everpair-earlier-'));
    windows = [];
  });
  afterEach(() => {
    for (const { database } of windows) database.dispose();
    rmSync(folder, { recursive: true });
  });

  const write = (text: string): void => writeFileSync(path.join(folder, 'chat.json'), text);
  const names = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('chat'));

  function open(file: { readonly folder: string; readonly name: string } | undefined = { folder, name: 'x.db' }) {
    const window = testStore(file);
    windows.push(window);
    const warnings: string[] = [];
    let ids = 0;
    return {
      ...window,
      warnings,
      take: () =>
        importEarlierChat(window.store, {
          file: new EarlierFile(folder, 'chat.json'),
          folder: { key: 'file:///x', name: 'x' },
          newId: () => `chat-${windows.indexOf(window)}-${(ids += 1)}`,
          now: () => 7,
          log: window.log,
          warn: (message) => warnings.push(message),
        }),
      all: () => window.store.list({ offset: 0, limit: 9 }).items,
    };
  }

  it('is taken over once, with its draft, and its file is set aside', async () => {
    write(JSON.stringify({ version: 1, conversation: { turns, draft: 'half a' } }));
    const window = open();
    await window.take();
    await window.take();
    const [row] = window.all();
    assert.deepEqual([window.all().length, row?.title, row?.folder?.name], [1, 'The first question', 'x']);
    const kept = window.store.turns(row?.id ?? '');
    assert.deepEqual(
      kept.map(({ id, parentId, prompt, answer: { text } }) => [id, parentId, prompt, text]),
      [
        ['1', undefined, 'The first\nquestion', 'One.'],
        ['2', '1', 'And then?', 'Two.'],
      ],
    );
    const { leafId, draft } = window.store.conversation(row?.id ?? '') ?? {};
    assert.deepEqual([leafId, draft], ['2', 'half a']);
    assert.deepEqual([names(), window.warnings], [['chat.imported-1.json'], []]);
  });

  it('is taken over once by two windows at the same time', async () => {
    write(JSON.stringify({ version: 1, conversation: { turns, draft: '' } }));
    const [one, two] = [open(), open()];
    await Promise.all([one.take(), two.take()]);
    assert.equal(one.all().length, 1);
    assert.deepEqual(names(), ['chat.imported-1.json']);
  });

  it('is not taken over again where its file stayed or came back', async () => {
    const window = open();
    for (const take of [1, 2]) {
      write(JSON.stringify({ version: 1, conversation: { turns, draft: '' } }));
      await window.take();
      assert.deepEqual([window.all().length, names().length, window.log.warnings], [1, take, []]);
    }
  });

  it('that cannot be read is set aside, and the user is told', async () => {
    write('{"version":1,');
    const window = open();
    await window.take();
    assert.deepEqual([window.all(), names()], [[], ['chat.unreadable-1.json']]);
    assert.match(window.warnings.join(), /^The earlier chat could not be read.*chat\.unreadable-1\.json/);
  });

  it('that can be read in part is taken over in part, and the user is told', async () => {
    write(JSON.stringify({ version: 1, conversation: { turns: [...turns, 7], draft: '' } }));
    const window = open();
    await window.take();
    assert.equal(window.store.turns(window.all()[0]?.id ?? '').length, 2);
    assert.match(window.warnings.join(), /^Some of the earlier chat.*chat\.imported-1\.json/);
  });

  it('stays where it is when nothing can be kept', async () => {
    write(JSON.stringify({ version: 1, conversation: { turns, draft: '' } }));
    const window = open({ folder: path.join(folder, 'chat.json'), name: 'x.db' });
    await window.take();
    assert.equal(window.all().length, 1);
    assert.deepEqual(names(), ['chat.json']);
  });

  it('is nothing where there was none', async () => {
    const window = open();
    await window.take();
    assert.deepEqual([window.all(), window.warnings, window.log.warnings], [[], [], []]);
  });
});
