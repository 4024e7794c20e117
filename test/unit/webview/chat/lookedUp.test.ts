import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../src/engine/failover/api/answer';
import type { Answer } from '../../../../src/engine/chat/conversation/answerState';
import { tokenUse } from '../../../../src/engine/chat/request/tokenUse';
import type { ChatView, ConversationItem, HostMessage } from '../../../../src/engine/chat/view/protocol';
import { queueNote } from '../../../../src/engine/chat/view/queueView';
import { type FailureKind, failureKinds } from '../../../../src/engine/model/failure/failure';
import * as engine from '../../engine/chat/fixtures';
import { inBrowser } from '../dom';
import { chip, provider, turn } from '../fixtures';
import { notLookedUp, speakEnglish, speakPseudoLanguage } from './pseudoLanguage';
import { shown as shownView, withoutTime } from './shownPage';

const { answerOf, asks, attempt, done, failure, route, says } = engine;

/** Routes, prompts and answers have no letter here: a letter without a mark is a text of ours. */
const [one, two] = [route('1', { model: '1.1' }), route('2', { model: '2.2' })] as const;

const failed = (kind: FailureKind): Extract<AnswerEvent, { type: 'failed' }> => ({
  type: 'failed',
  failure: {
    attempts: [attempt({ route: one, outcome: 'failed', failure: failure(kind, { message: '0', status: 500 }) })],
    skipped: [],
  },
});

const moved = (mode: 'before-text' | 'continued' | 'restarted'): AnswerEvent => ({
  type: 'switched',
  from: one,
  to: two,
  failure: failure('overloaded', { message: '0', status: 529 }),
  mode,
});

const providers = [provider('1', { model: '1.1', isNext: true }), provider('2', { model: '2.2', state: 'down' })];
const shown = (view: Partial<ChatView>): ReturnType<typeof shownView> =>
  shownView({ chain: { providers, isPinned: false }, ...view });

const half = [asks(one), says('1, 2')] as const;

const everyAnswer = (): Readonly<Record<string, Answer>> => {
  const { state } = answerOf(asks(one), failed('overloaded'));
  const problem = state.type === 'failed' ? state.problem : undefined;
  assert.ok(problem);
  return {
    'that asks': answerOf(asks(one)),
    'that thinks': answerOf(asks(one), { type: 'thinking', text: '1', origin: '1' }),
    'that is written': answerOf(...half),
    'that is done': answerOf(
      ...half,
      moved('continued'),
      asks(two, 2),
      says('\n\n```\n1\u200b\n```\n\n![](https://0.0/1)\n\n[1](https://0.0)'),
      done([attempt({ route: two, cost: 0.01, maybeBilled: true }), attempt({ route: one, cost: 0.02 })]),
    ),
    'that was begun again': answerOf(
      ...half,
      { type: 'retract', length: 0 },
      moved('restarted'),
      asks(two, 2),
      says('1'),
    ),
    'that was cut off': answerOf(...half, { ...done(), reason: 'length' } as AnswerEvent),
    'that was stopped': { ...answerOf(...half), state: { type: 'stopped' } },
    'that was interrupted': { ...answerOf(...half), state: { type: 'interrupted' } },
    'that waits': { ...answerOf(asks(one)), state: { type: 'waiting', for: '1', since: 0, elsewhere: '2', problem } },
    'that stopped to ask': answerOf(...half, {
      ...failed('overloaded'),
      failure: { ...failed('overloaded').failure, next: two },
    }),
    'that nobody could give': answerOf(asks(one), { type: 'failed', failure: { attempts: [], skipped: [] } }),
    ...Object.fromEntries(failureKinds.map((kind) => [`that failed: ${kind}`, answerOf(asks(one), failed(kind))])),
  };
};

const item = (changes: Partial<ConversationItem>): ConversationItem => ({
  ...{ id: '1', title: '1', isCurrent: false, isPinned: false, updatedAt: Date.now(), state: 'idle' },
  ...changes,
});

describe('ChatPage, in a language of marks', () => {
  inBrowser();
  withoutTime('performance');
  before(() => speakPseudoLanguage());
  after(() => speakEnglish());

  const assertLookedUp = (): void => assert.deepEqual(notLookedUp(document.body), []);

  it('says nothing that was not looked up, without a provider and without a conversation', () => {
    shown({ chain: { providers: [], isPinned: false } });
    assertLookedUp();
    shown({ chain: { providers, isPinned: true, choice: { label: '1', model: '1' } } });
    assertLookedUp();
  });

  for (const name of Object.keys(everyAnswer())) {
    it(`says nothing that was not looked up, with an answer ${name}`, () => {
      const answer = everyAnswer()[name]!;
      const image = { id: '1', name: '1', thumbnail: 'data:image/png;base64,AA', note: '1' };
      const before = turn('1', answer, { prompt: '1', images: [image], branch: { ids: ['1', '2'], index: 0 } });
      shown({ turns: [before, turn('2', answer, { prompt: '2', context: ['1'] })] });
      assertLookedUp();
    });
  }

  it('says nothing that was not looked up about what goes along, the queue and the tokens', () => {
    const own = { detail: '1', note: '1' };
    const stopped: Answer = { ...answerOf(...half), state: { type: 'stopped' } };
    const view: Partial<ChatView> = {
      context: [chip('1', own), chip('2', { ...own, state: 'offered' }), chip('3', { ...own, state: 'blocked' })],
      images: [{ id: '1', name: '1', thumbnail: 'data:image/png;base64,AA', note: '1', problem: '1' }],
      queue: [1, 2].map((id) => ({ id: String(id), prompt: '1', context: ['1'], images: [] })),
      queueNote: queueNote(
        [{ id: '1', prompt: '1', attachments: [], images: [], afterId: '1' }],
        [{ ...engine.turn('1'), answer: stopped }],
      ),
      tokens: tokenUse({
        turns: [engine.turn('1'), engine.turn('2')],
        ...{ draft: '1', images: [], context: [chip('1', { ...own, tokens: 99_000 })] },
        target: { route: one, contextWindow: 1_000, contextWindows: [1_000] },
      }),
      notice: '1',
    };
    shown({ ...view, turns: [turn('1', stopped, { prompt: '1' })] });
    assertLookedUp();
  });

  it('says nothing that was not looked up in its lists and pages', () => {
    const { tell } = shown({ turns: [turn('1', answerOf(...half, done()), { prompt: '1' })] });
    const messages: readonly HostMessage[] = [
      { type: 'deleted', id: '1', title: '1' },
      { type: 'show', what: 'keyboard' },
      { type: 'show', what: 'conversations' },
    ];
    for (const message of messages) {
      tell(message);
      assertLookedUp();
    }
    const states = ['idle', 'writing', 'waiting', 'unfinished'] as const;
    const items = states.map((state, index) => item({ id: String(index), state, isPinned: index === 1, folder: '1' }));
    tell({ type: 'conversations', page: { query: '', scope: 'folder', offset: 0, items, total: items.length } });
    assertLookedUp();
    tell({ type: 'conversations', page: { query: '', scope: 'folder', offset: 0, items: [], total: 0 } });
    assertLookedUp();
  });

  it('is really looked at', () => {
    shown({ turns: [turn('1', answerOf(...half), { prompt: 'A prompt' })] });
    assert.ok(notLookedUp(document.body).includes('A prompt'));
  });
});
