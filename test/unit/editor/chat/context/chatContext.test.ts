import assert from 'node:assert/strict';
import type * as Context from '../../../../../src/editor/chat/context/chatContext';
import type { ChatContextDeps, ShownDraft } from '../../../../../src/editor/chat/context/chatContext';
import type { ContextSource } from '../../../../../src/editor/chat/context/contextSource';
import type * as Page from '../../../../../src/editor/chat/context/sources/pageSource';
import type * as Terminal from '../../../../../src/editor/chat/context/sources/terminalSource';
import type { Gathered } from '../../../../../src/engine/chat/context/gathered';
import { type MentionKind, mentionKinds } from '../../../../../src/engine/chat/conversation/attachment';
import { Emitter } from '../../../../../src/engine/model/async/event';
import { silentLog } from '../../../../../src/engine/model/log';
import { attachment } from '../../../engine/chat/fixtures';
import { released } from '../../../engine/privacy/released';
import { loadWithEditor, workspaceStub } from '../../vscodeStub';

class EventEmitter extends Emitter<void> {
  constructor() {
    super((error) => {
      throw error;
    });
  }
}

const copied: string[] = [];
const editor = {
  EventEmitter,
  workspace: workspaceStub,
  window: { activeTerminal: { name: 'zsh' } },
  env: { clipboard: { readText: () => Promise.resolve('mine'), writeText: () => Promise.resolve() } },
  commands: {
    executeCommand: (id: string) => {
      copied.push(id);
      return Promise.resolve();
    },
  },
};
const { ChatContext } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/chat/context/chatContext') as unknown,
) as typeof Context;
const { TerminalSource } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/chat/context/sources/terminalSource') as unknown,
) as typeof Terminal;
const { PageSource } = loadWithEditor(
  editor,
  () => require('../../../../../src/editor/chat/context/sources/pageSource') as unknown,
) as typeof Page;

const mention = (name: string): ShownDraft['mentions'][number] => ({ id: `file:${name}`, kind: 'file', label: name });

/** A window that shows a conversation, over files that hold these texts. */
function windowWith(texts: Map<string, string>, first: ShownDraft) {
  const kept = new Map<string, ShownDraft>([[first.id, first]]);
  let shown = first.id;
  const gather = (id: string): Promise<Gathered> => {
    const text = texts.get(id.slice('file:'.length));
    if (text === undefined) return Promise.resolve({ pieces: [], keptBack: [], note: 'It cannot be read.' });
    const lines = { first: 1, last: 1, total: 1, cut: false };
    return Promise.resolve({
      pieces: [{ attachment: attachment({ path: id, text: released(text), lines }) }],
      keptBack: [],
    });
  };
  const find: ContextSource['find'] = (name) => Promise.resolve({ items: [{ ...mention(name), detail: '' }] });
  const source = (): ContextSource => ({ root: () => undefined, find, gather });
  const nothing = { onDidChange: () => ({ dispose: () => {} }), ready: () => Promise.resolve(), prepare: () => {} };
  const draft = (): ShownDraft => kept.get(shown) ?? { id: shown, text: '', mentions: [] };
  const context = new ChatContext({
    editor: { ...nothing, offers: () => [], keptBack: () => [] },
    sources: Object.fromEntries(mentionKinds.map((kind) => [kind, source()])) as Record<MentionKind, ContextSource>,
    rules: { ...nothing, rules: { type: 'none' } },
    preview: {},
    budget: () => 10_000,
    draft,
    keep: (id: string, mentions: ShownDraft['mentions']) =>
      void kept.set(id, { ...(kept.get(id) ?? draft()), mentions }),
    log: silentLog,
  } as unknown as ChatContextDeps);
  return {
    context,
    add: async (name: string): Promise<void> => {
      await context.find(name);
      await context.addMention(`file:${name}`);
    },
    /** What is kept of a conversation, as another window reads it. */
    stored: (id: string): ShownDraft => JSON.parse(JSON.stringify(kept.get(id))) as ShownDraft,
    put: (next: ShownDraft): void => void kept.set(next.id, next),
    show: async (id: string): Promise<void> => {
      shown = id;
      await context.follow();
    },
    chips: (): readonly string[] => context.chips().map(({ label, note, detail }) => `${label}: ${note}, ${detail}`),
    sent: async (conversationId?: string): Promise<readonly string[]> =>
      (await context.collect('Why?', undefined, conversationId)).attachments.map(({ text }) => text),
  };
}

describe('ChatContext', () => {
  const empty = (id: string): ShownDraft => ({ id, text: '', mentions: [] });

  it('keeps what was mentioned and reads it anew in the next window, where what is gone says so', async () => {
    const texts = new Map([
      ['a.ts', 'first'],
      ['gone.ts', 'x'],
    ]);
    const before = windowWith(texts, empty('one'));
    await before.add('a.ts');
    await before.add('gone.ts');
    await before.add('a.ts');
    texts.set('a.ts', 'second');
    texts.delete('gone.ts');
    const stored = before.stored('one');
    assert.deepEqual(stored.mentions, [mention('a.ts'), mention('gone.ts')]);
    const next = windowWith(texts, stored);
    await next.context.follow();
    assert.deepEqual(next.chips(), ['a.ts: 1 line, file:a.ts', 'gone.ts: nothing to send, It cannot be read.']);
    assert.deepEqual(await next.sent(), ['second']);
    next.context.remove('file:gone.ts');
    assert.deepEqual(next.stored('one').mentions, [mention('a.ts')]);
    next.context.sent('one');
    assert.deepEqual([next.stored('one').mentions, next.chips()], [[], []]);
  });

  it('leaves with each conversation what was mentioned in it, also while another is shown', async () => {
    const window = windowWith(
      new Map([
        ['a.ts', 'A'],
        ['b.ts', 'B'],
      ]),
      empty('one'),
    );
    await window.add('a.ts');
    await window.show('two');
    await window.add('b.ts');
    assert.deepEqual(await window.sent(), ['B']);
    assert.deepEqual(await window.sent('one'), ['A']);
    window.context.sent('one');
    assert.deepEqual(await window.sent(), ['B']);
    await window.show('one');
    assert.deepEqual(window.chips(), []);
  });

  it('follows what another window mentions in the conversation', async () => {
    const window = windowWith(
      new Map([
        ['a.ts', 'A'],
        ['b.ts', 'B'],
      ]),
      empty('one'),
    );
    await window.add('a.ts');
    window.put({ ...empty('one'), mentions: [mention('b.ts')] });
    await window.context.follow();
    assert.deepEqual(window.chips(), ['b.ts: 1 line, file:b.ts']);
    assert.deepEqual(await window.sent(), ['B']);
  });
});

describe('what is mentioned and cannot be read again', () => {
  const signal = new AbortController().signal;

  it('is the text of a terminal of an earlier window: no other terminal is read in its place', async () => {
    const { note, pieces } = await new TerminalSource().gather('terminal:selection:earlier:1');
    assert.match(note ?? '', /has to be added again/);
    assert.deepEqual([pieces, copied], [[], []]);
    const [own] = (await new TerminalSource().find()).items;
    await new TerminalSource().gather(own!.id);
    assert.equal(copied.length, 1);
  });

  it('is a page whose address holds a secret, which its id does not hold', async () => {
    const token = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    const [item] = (await new PageSource().find(`http://localhost:1/?token=${token}`)).items;
    assert.ok(item && !JSON.stringify(item).includes(token), JSON.stringify(item));
    assert.match((await new PageSource().gather(item.id, '', signal)).note ?? '', /has to be added again/);
    const [plain] = (await new PageSource().find('http://localhost:1/a')).items;
    assert.equal(plain?.id, 'page:http://localhost:1/a');
  });

  it('is not said of it while the window is the same', async () => {
    const source = new PageSource();
    const address = `http://localhost:1/?token=ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    const [item] = (await source.find(address)).items;
    const [again] = (await source.find(address)).items;
    assert.equal(again?.id, item?.id);
    const asked: string[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = (url) => {
      asked.push((url as URL).href);
      return Promise.reject(new Error('refused'));
    };
    try {
      assert.match((await source.gather(item!.id, '', signal)).note ?? '', /localhost:1 cannot be reached/);
    } finally {
      globalThis.fetch = fetch;
    }
    assert.deepEqual(asked, [address]);
  });
});
