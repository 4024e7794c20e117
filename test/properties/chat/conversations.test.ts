import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describeWithSqlite } from '../../../tools/test/withSqlite';
import type { AnswerEvent } from '../../../src/engine/failover/api/answer';
import type { ChatView, TurnView } from '../../../src/engine/chat/view/protocol';
import { queuedViews, queueNote } from '../../../src/engine/chat/view/queueView';
import { messagesBetween, turnViews } from '../../../src/engine/chat/view/viewModel';
import { isOfView, viewAfter } from '../../../src/webview/chat/state';
import { provider, statusOf } from '../../unit/editor/fixtures';
import { alpha, asks, attempt, beta, done, failure, says } from '../../unit/engine/chat/fixtures';
import { type Ask, type ChatWindow, chatWorld } from '../../unit/engine/chat/session/chatWorld';

/** How one answer goes. */
const fate = fc.constantFrom('whole', 'slow', 'fails', 'refused', 'breaks', 'asks first', 'hangs', 'throws');
type Fate = typeof fate extends fc.Arbitrary<infer T> ? T : never;

/** What happens next, in one of two windows. */
const step = fc.record({
  window: fc.nat(1),
  act: fc.constantFrom(
    ...['send', 'send', 'send', 'edit', 'regenerate', 'branch', 'stop', 'retry', 'continue', 'draft', 'unqueue'],
    ...['send queued', 'new', 'open', 'kill', 'close', 'wait', 'long wait', 'back', 'away'],
  ),
  fate,
  pick: fc.nat(1_000),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const fails = (kind: 'overloaded' | 'auth', next?: typeof beta): AnswerEvent => ({
  type: 'failed',
  failure: {
    attempts: [attempt({ outcome: 'failed', failure: failure(kind) })],
    skipped: [],
    ...(next ? { next } : {}),
  },
});

function answered(how: Fate, wait: (ms: number) => Promise<void>): Ask {
  return async function* ({ signal, resume }) {
    yield asks(alpha);
    if (how === 'fails') {
      yield fails('overloaded');
      return;
    }
    if (how === 'refused') {
      yield fails('auth');
      return;
    }
    if (how === 'throws') throw new Error('a defect');
    // The engine gives no word again that there is already.
    if (!resume) yield says('First half, ');
    if (how === 'slow') await wait(2_000);
    if (how === 'hangs') await new Promise((resolve) => signal.addEventListener('abort', resolve));
    if (signal.aborted) {
      yield { type: 'cancelled', attempts: [] };
      return;
    }
    if (how === 'breaks') {
      yield fails('overloaded');
      return;
    }
    if (how === 'asks first') {
      yield fails('auth', beta);
      return;
    }
    yield says('second half.');
    yield done();
  };
}

/** What a page would show of the conversation. */
function viewOf({ conversations }: ChatWindow): ChatView {
  conversations.flush();
  const { state } = conversations.current;
  return {
    conversation: conversations.view(),
    turns: turnViews(state, () => ({ blocks: 0, isCut: false })),
    draft: state.draft,
    images: [],
    context: [],
    chain: { providers: [], isPinned: false },
    queue: queuedViews(state.queue),
    queueNote: queueNote(state.queue, state.turns),
    tokens: { parts: [], tokens: 0 },
    notice: conversations.notice,
  };
}

/** A page as the messages of its channel have made it. */
class Page {
  private shown: ChatView | undefined;
  private drawn: ChatView | undefined;

  follow(window: ChatWindow): ChatView {
    const next = viewOf(window);
    for (const message of messagesBetween(this.shown, next)) {
      if (isOfView(message)) this.drawn = viewAfter(this.drawn, message);
    }
    this.shown = next;
    return this.drawn!;
  }
}

const plain = (view: ChatView): unknown => JSON.parse(JSON.stringify({ ...view, turns: view.turns.map(lasting) }));

/** What is lost with a window by design: that a provider is ready, and that an answer could go on as it was. */
function lasting(turn: TurnView): TurnView {
  const { answer } = turn;
  const { state } = answer;
  if (state.type === 'asking' || state.type === 'writing')
    return { ...turn, answer: { ...answer, state: { type: 'interrupted' } } };
  if (state.type !== 'failed') return turn;
  const problem = { ...state.problem, ready: undefined, continueWith: undefined };
  return { ...turn, answer: { ...answer, state: { type: 'failed', problem } } };
}

type Clock = ReturnType<typeof chatWorld>['clock'];

/** Stops what hangs, wherever it is written, and lets all else end. */
async function calm(windows: readonly ChatWindow[], clock: Clock): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const window of windows) {
      const { conversations } = window;
      const { id: shown } = conversations.current;
      window.setStatus(statusOf([provider('Alpha')]));
      for (const { id } of conversations.list('', 'all', 0, 1_000).items) {
        conversations.open(id);
        for (const { id: turnId } of conversations.current.state.turns) {
          conversations.current.showBranch(turnId);
          conversations.current.stop();
        }
      }
      conversations.open(shown);
    }
    await clock.advance(60_000);
  }
}

/** It is whole, or says how it ended. */
function assertAtRest({ state, text }: TurnView['answer']): void {
  assert.ok(['done', 'stopped', 'interrupted', 'failed'].includes(state.type), state.type);
  if (state.type === 'done') assert.equal(text, 'First half, second half.');
  if (state.type === 'failed') assert.ok(state.problem.actions.length > 0 || state.problem.continueWith !== undefined);
}

/** What the page offers for the last turn of a conversation leads to a whole answer, and so does what waits in the queue. */
async function goOnToTheEnd({ session }: ChatWindow, clock: Clock): Promise<void> {
  const leaf = (): TurnView['answer'] | undefined =>
    session.state.turns.find(({ id }) => id === session.state.leafId)?.answer;
  const steps = ['first', ...session.state.queue.map(({ id }) => id)];
  for (const step of steps) {
    const { state, text } = leaf() ?? {};
    if (step !== 'first') session.sendQueued(step);
    else if (state?.type === 'interrupted' && text !== '') session.goOn();
    else if (state !== undefined && state.type !== 'done') session.retry();
    await clock.advance(60_000);
    const ended = leaf();
    if (ended) assert.deepEqual([ended.state.type, ended.text.endsWith('second half.')], ['done', true]);
  }
  assert.deepEqual(session.state.queue, []);
}

async function live(steps: readonly Step[]): Promise<void> {
  const world = chatWorld();
  const { clock } = world;
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimeout(resolve, ms));
  let next: Fate = 'whole';
  let prompts = 0;
  const open = (): Promise<ChatWindow> =>
    world.open((options, turns) => answered(next, wait)(options, turns), { shown: { id: 'one' } });
  try {
    const windows = [await open(), await open()];
    const pages = [new Page(), new Page()];
    const sent = new Set<string>();
    for (const { window: index, act, fate: how, pick } of steps) {
      next = how;
      const window = windows[index]!;
      const { session, conversations } = window;
      const { turns, queue } = session.state;
      const turn = turns[pick % Math.max(1, turns.length)];
      const prompt = `Prompt ${(prompts += 1)}`;
      switch (act) {
        case 'send':
          window.send(prompt);
          sent.add(prompt);
          break;
        case 'edit':
          if (turn) {
            session.edit(turn.id, { prompt, attachments: [] });
            sent.add(prompt);
          }
          break;
        case 'regenerate':
          if (turn) session.regenerate(turn.id);
          break;
        case 'branch':
          if (turn) session.showBranch(turn.id);
          break;
        case 'stop':
          session.stop();
          break;
        case 'retry':
          session.retry();
          break;
        case 'continue':
          session.goOn();
          break;
        case 'draft':
          session.setDraft(prompt);
          break;
        case 'unqueue': {
          const gone = queue[0];
          if (gone) {
            sent.delete(gone.prompt);
            session.change((state) => ({ ...state, queue: state.queue.filter(({ id }) => id !== gone.id) }));
          }
          break;
        }
        case 'send queued':
          if (queue[0]) session.sendQueued(queue[0].id);
          break;
        case 'new':
          conversations.newConversation();
          break;
        case 'open': {
          const { items } = conversations.list('', 'all', 0, 100);
          if (items.length > 0) conversations.open(items[pick % items.length]!.id);
          break;
        }
        case 'kill':
        case 'close': {
          const before = plain(pages[index]!.follow(window));
          const { id } = session;
          if (act === 'kill') window.kill();
          else window.close();
          const again = await open();
          if (again.conversations.open(id)) {
            // The store has what the screen had, whatever the other window does not write at this moment.
            const after = plain(viewOf(again)) as ChatView;
            assert.deepEqual(
              after.turns.map(({ prompt: asked, answer }) => [asked, answer.text]),
              (before as ChatView).turns.map(({ prompt: asked, answer }) => [asked, answer.text]),
            );
          }
          windows[index] = again;
          pages[index] = new Page();
          break;
        }
        case 'back':
        case 'away':
          window.setStatus(statusOf(act === 'back' ? [provider('Alpha')] : []));
          break;
        default:
          await clock.advance(act === 'wait' ? 5_500 : 31 * 60_000);
      }
      await clock.advance(pick % 50);
      pages.forEach((page, each) => page.follow(windows[each]!));
    }
    next = 'whole';
    await calm(windows, clock);
    const fresh = await open();
    const ids = fresh.conversations.list('', 'all', 0, 1_000).items.map(({ id }) => id);
    for (const id of ids) {
      fresh.conversations.open(id);
      const { turns, queue } = fresh.session.state;
      for (const { answer } of turns) assertAtRest(answer);
      for (const { prompt } of [...turns, ...queue]) sent.delete(prompt);
    }
    assert.deepEqual([...sent], [], 'lost');
    // The page equals what a fresh window reads from the store.
    for (const [index, window] of windows.entries()) {
      if (!fresh.conversations.open(window.session.id)) continue;
      assert.deepEqual(plain(pages[index]!.follow(window)), plain(viewOf(fresh)));
    }
    fresh.setStatus(statusOf([provider('Alpha')]));
    for (const id of ids) {
      fresh.conversations.open(id);
      await goOnToTheEnd(fresh, clock);
    }
  } finally {
    world.dispose();
  }
}

describeWithSqlite('Conversations in two windows', () => {
  it('lose no prompt and no text, whatever happens, show what is in the store, and can be brought to an end', async function () {
    // Each of the lives waits for a disk many times.
    this.timeout(300_000);
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), live), { numRuns: 200 });
  });
});
