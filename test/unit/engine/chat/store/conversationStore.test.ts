import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyAnswer } from '../../../../../src/engine/chat/conversation/answerState';
import { StoreProblem } from '../../../../../src/engine/storage/storeProblem';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { attachedImage, attachment } from '../fixtures';
import { storedTurn, testStore } from './storeFixtures';

const image = attachedImage();

describeWithSqlite('ConversationStore', () => {
  let test: ReturnType<typeof testStore>;
  beforeEach(() => (test = testStore()));
  afterEach(() => test.database.dispose());

  const create = (id: string, title = id, folder?: { readonly key: string; readonly name: string }): void =>
    test.store.create({ id, title, createdAt: test.clock.now(), ...(folder ? { folder } : {}) });
  const listed = (query?: Partial<Parameters<typeof test.store.list>[0]>): readonly string[] =>
    test.store.list({ offset: 0, limit: 50, ...query }).items.map(({ id }) => id);

  it('gives a conversation back as it was made and changed', () => {
    const { store, clock } = test;
    create('a', 'First words', { key: 'file:///x', name: 'x' });
    const created = store.conversation('a');
    assert.deepEqual(created, {
      id: 'a',
      folder: { key: 'file:///x', name: 'x' },
      title: 'First words',
      titleBy: 'words',
      isPinned: false,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      draft: '',
      draftImages: [],
      draftMentions: [],
      queue: [],
    });
    const changes = {
      title: 'Mine',
      titleBy: 'user',
      isPinned: true,
      leafId: 't',
      draft: 'half a',
      draftImages: [image],
      draftMentions: [{ id: 'file:file:///x/a.ts', kind: 'file', label: 'a.ts' }],
      queue: [{ prompt: 'next' }],
      choice: { providerId: 'p', model: 'm' },
    } as const;
    store.update('a', changes);
    assert.deepEqual(store.conversation('a'), { ...created, ...changes });
    store.update('a', { leafId: null, choice: null });
    const changed = store.conversation('a');
    assert.deepEqual([changed?.leafId, changed?.choice, changed?.draft], [undefined, undefined, 'half a']);
    test.database.run(
      'UPDATE conversation SET draft_mentions = json(\'[{"id":1},{"id":"problems:","kind":"problems","label":"P"}]\')',
    );
    assert.deepEqual(store.conversation('a')?.draftMentions, [{ id: 'problems:', kind: 'problems', label: 'P' }]);
    assert.equal(store.conversation('unknown'), undefined);
  });

  it('gives turns back as they were added, the oldest first, and shows the last', () => {
    const { store, clock } = test;
    create('a');
    clock.advance(1000);
    const first = storedTurn('1', { attachments: [attachment()], chosen: { providerId: 'p', model: 'm' } });
    const turns = [first, storedTurn('2', { parentId: '1', images: [image] }), storedTurn('3', { parentId: '1' })];
    for (const turn of turns) store.addTurn('a', turn);
    assert.deepEqual(store.turns('a'), turns);
    assert.equal(store.conversation('a')?.leafId, '3');
    assert.equal(store.conversation('a')?.updatedAt, clock.now());
  });

  it('adds pieces to the text of an answer until it is saved as a whole', () => {
    const { store } = test;
    create('a');
    store.addTurn('a', storedTurn('1', { answer: { ...emptyAnswer, state: { type: 'writing' } } }));
    const text = (): string | undefined => store.turns('a')[0]?.answer.text;
    store.append('1', { field: 'text', at: 0, text: 'One, ' });
    store.append('1', { field: 'text', at: 5, text: 'two, three' });
    assert.equal(text(), 'One, two, three');
    // What was taken back is replaced by what comes next.
    store.append('1', { field: 'text', at: 8, text: '; 3.' });
    assert.equal(text(), 'One, two; 3.');
    store.saveAnswer('1', { ...emptyAnswer, text: 'One, two; 3.', state: { type: 'writing' } });
    assert.equal(text(), 'One, two; 3.');
    store.append('1', { field: 'text', at: 12, text: ' End.' });
    assert.equal(text(), 'One, two; 3. End.');
    const answer = storedTurn('1', { text: 'All of it.' }).answer;
    store.saveAnswer('1', answer);
    assert.deepEqual(store.turns('a')[0]?.answer, answer);
  });

  it('adds pieces to the thoughts of an answer, with the time that they took', () => {
    const { store } = test;
    create('a');
    const saved = { ...emptyAnswer, thinking: 'First', thinkingMs: 10, state: { type: 'writing' } } as const;
    store.addTurn('a', storedTurn('1', { answer: saved }));
    store.append('1', { field: 'thinking', at: 5, text: ', second', thinkingMs: 20.5 });
    store.append('1', { field: 'text', at: 0, text: 'Answer' });
    store.append('1', { field: 'thinking', at: 13, text: ', third', thinkingMs: 30.5 });
    const { text, thinking, thinkingMs } = store.turns('a')[0]?.answer ?? {};
    assert.deepEqual([text, thinking, thinkingMs], ['Answer', 'First, second, third', 30.5]);
  });

  it('loses a turn that cannot be read, and no other; what cannot be read of a turn is left out', () => {
    const { store, database, log } = test;
    create('a');
    for (const id of ['1', '2', '3']) store.addTurn('a', storedTurn(id, { attachments: [attachment()] }));
    database.run("UPDATE turn SET turn_rest = '{', answer_rest = '[' WHERE id = '1'");
    database.run("UPDATE turn SET prompt = '', answer = '' WHERE id = '2'");
    const [one, three, ...more] = store.turns('a');
    assert.deepEqual(
      [one?.prompt, one?.answer.text, one?.answer.state.type],
      ['Prompt 1', 'Answer to 1.', 'interrupted'],
    );
    assert.deepEqual([three?.id, three?.attachments.length, more.length], ['3', 1, 0]);
    assert.equal(log.warnings.length, 1);
  });

  it('lists pinned conversations first, then the latest, in pages', () => {
    const { store, clock } = test;
    for (const id of ['a', 'b', 'c', 'd']) {
      create(id, id, id === 'b' ? { key: 'f', name: 'F' } : undefined);
      clock.advance(1000);
    }
    store.addTurn('b', storedTurn('1'));
    store.update('c', { isPinned: true });
    assert.deepEqual(listed(), ['c', 'b', 'd', 'a']);
    const page = store.list({ offset: 1, limit: 2 });
    assert.deepEqual([page.items.map(({ id }) => id), page.total], [['b', 'd'], 4]);
    assert.deepEqual(page.items[0], {
      id: 'b',
      folder: { key: 'f', name: 'F' },
      title: 'b',
      isPinned: false,
      updatedAt: clock.now(),
      leafId: '1',
      state: 'done',
    });
    assert.deepEqual(listed({ folderKey: 'f' }), ['b']);
    assert.deepEqual(store.list({ offset: 9, limit: 2 }), { items: [], total: 4 });
  });

  it('finds conversations by words of titles, prompts and answers', () => {
    const { store, clock } = test;
    for (const id of ['a', 'b', 'c']) {
      create(id, `Title ${id === 'a' ? 'Ärger' : id}`);
      clock.advance(1);
    }
    store.addTurn('b', storedTurn('1', { prompt: 'How does failover work?', text: 'By 数据库 and "quotes".' }));
    store.addTurn('c', storedTurn('2', { text: 'Failing over takes a moment.' }));
    assert.deepEqual(listed({ query: 'argern' }), []);
    assert.deepEqual(listed({ query: 'arg' }), ['a']);
    assert.deepEqual(listed({ query: 'fail' }), ['c', 'b']);
    assert.deepEqual(listed({ query: 'failover QUOTES' }), ['b']);
    assert.deepEqual(listed({ query: '据库' }), ['b']);
    assert.deepEqual(listed({ query: '库据' }), []);
    assert.deepEqual(store.list({ query: '"', offset: 0, limit: 9 }), { items: [], total: 0 });
    const { items, total } = store.list({ query: 'moment', offset: 0, limit: 9 });
    assert.equal(total, 1);
    assert.deepEqual(items[0]?.snippet, { text: 'Failing over takes a moment.', marks: [[21, 27]] });
    assert.deepEqual(
      [store.list({ query: 'title', offset: 0, limit: 9 }).total, listed({ query: 'title' }).length],
      [3, 3],
    );
  });

  it('finds what an answer is now, and a title as it was given last', () => {
    const { store } = test;
    create('a', 'Old');
    store.addTurn('a', storedTurn('1', { answer: emptyAnswer }));
    store.saveAnswer('1', storedTurn('1', { text: 'first version' }).answer);
    assert.deepEqual(listed({ query: 'version' }), ['a']);
    store.saveAnswer('1', storedTurn('1', { text: 'second' }).answer);
    store.update('a', { title: 'New', titleBy: 'model' });
    assert.deepEqual(
      ['version', 'old', 'second', 'new'].map((query) => listed({ query }).length),
      [0, 0, 1, 1],
    );
  });

  it('finds words anywhere in a long conversation', () => {
    const { store } = test;
    create('a');
    for (let number = 0; number < 60; number += 1) {
      store.addTurn('a', storedTurn(`${number}`, { text: `word${number} ${'filling '.repeat(100)}` }));
    }
    for (const number of [0, 31, 59]) {
      const { items } = store.list({ query: `word${number}`, offset: 0, limit: 1 });
      assert.match(items[0]?.snippet?.text ?? '', new RegExp(`^word${number} filling`));
    }
  });

  it('brings a deleted conversation back until it is purged', () => {
    const { store, clock, database } = test;
    for (const id of ['a', 'b']) {
      create(id, `needle ${id}`);
      store.addTurn(id, storedTurn(`turn of ${id}`));
      store.addImage(id, `image of ${id}`, { mediaType: 'image/png', bytes: new Uint8Array([1, 2]) });
      store.remove(id);
    }
    assert.deepEqual([listed(), listed({ query: 'needle' }), store.conversation('a')], [[], [], undefined]);
    store.restore('a');
    assert.deepEqual(listed({ query: 'needle' }), ['a']);
    clock.advance(1000);
    store.purge(2000);
    store.restore('b');
    assert.deepEqual(listed(), ['b', 'a']);
    store.remove('b');
    clock.advance(2000);
    store.purge(2000);
    store.restore('b');
    assert.deepEqual(listed(), ['a']);
    assert.deepEqual([store.image('image of a')?.bytes.length, store.image('image of b')], [2, undefined]);
    const left = ['turn', 'search', 'image'].map((table) => database.get(`SELECT count(*) AS n FROM ${table}`)?.n);
    assert.deepEqual(left, [1, 2, 1]);
  });

  it('forks a conversation up to a turn, and neither changes the other', () => {
    const { store, clock } = test;
    create('a', 'Title', { key: 'f', name: 'F' });
    store.addImage('a', 'i', { mediaType: 'image/png', bytes: new Uint8Array([1, 2, 3]) });
    store.addTurn('a', storedTurn('1', { images: [image] }));
    store.addTurn('a', storedTurn('2', { parentId: '1', answer: { ...emptyAnswer, state: { type: 'writing' } } }));
    store.append('2', { field: 'text', at: 0, text: 'So far' });
    store.addTurn('a', storedTurn('other', { parentId: '1' }));
    store.fork('2', 'b', clock.now());
    const copies = store.turns('b');
    const [one, two] = copies;
    assert.equal(copies.length, 2);
    assert.deepEqual([one?.prompt, two?.prompt, two?.parentId], ['Prompt 1', 'Prompt 2', one?.id]);
    assert.deepEqual(two?.answer, { ...emptyAnswer, text: 'So far', state: { type: 'interrupted' } });
    assert.equal(store.conversation('b')?.leafId, two.id);
    assert.deepEqual(store.conversation('b')?.folder, { key: 'f', name: 'F' });
    store.remove('a');
    clock.advance(1);
    store.purge(0);
    assert.equal(store.image('i')?.bytes.length, 3);
    assert.equal(store.turns('b').length, 2);
  });

  it('drops the bytes of an image that nothing has', () => {
    const { store } = test;
    create('a');
    store.addImage('a', 'i', { mediaType: 'image/png', bytes: new Uint8Array([1]) });
    store.removeImage('a', 'i');
    assert.equal(store.image('i'), undefined);
  });

  it('throws its own problem for what is not there, and changes nothing', () => {
    const { store } = test;
    assert.throws(() => store.addTurn('gone', storedTurn('1')), StoreProblem);
    assert.throws(() => store.append('gone', { field: 'text', at: 0, text: 'x' }), StoreProblem);
    assert.throws(() => store.saveAnswer('gone', emptyAnswer), StoreProblem);
    create('a');
    store.addTurn('a', storedTurn('1'));
    assert.throws(() => store.addTurn('a', storedTurn('1')), StoreProblem);
    assert.throws(() => store.fork('gone', 'b', 0), StoreProblem);
    assert.deepEqual([store.turns('a').length, listed()], [1, ['a']]);
  });

  it('is one for two windows', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'everpair-conversations-'));
    const [one, two] = [testStore({ folder, name: 'x.db' }), testStore({ folder, name: 'x.db' })];
    try {
      one.store.create({ id: 'a', title: 'A', createdAt: 1 });
      one.store.addTurn('a', storedTurn('1'));
      two.store.addTurn('a', storedTurn('2', { parentId: '1' }));
      one.store.append('2', { field: 'text', at: 'Answer to 2.'.length, text: ' More.' });
      assert.deepEqual(two.store.turns('a'), one.store.turns('a'));
      assert.equal(one.store.turns('a')[1]?.answer.text, 'Answer to 2. More.');
    } finally {
      one.database.dispose();
      two.database.dispose();
      rmSync(folder, { recursive: true });
    }
  });
});
