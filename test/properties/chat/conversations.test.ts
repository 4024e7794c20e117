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
  return async function* ({ signal }) {
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
    yield says('First half, ');
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
    turns: turnViews(state),
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
    // Everything comes to an end, or to a state with a next step.
    next = 'whole';
    for (let round = 0; round < 3; round += 1) {
      for (const window of windows) {
        window.setStatus(statusOf([provider('Alpha')]));
        window.session.stop();
      }
      await clock.advance(60_000);
    }
    const [first] = windows as [ChatWindow, ChatWindow];
    const all = first.conversations.list('', 'all', 0, 1_000).items;
    const kept = new Set<string>();
    const fresh = await open();
    for (const { id } of all) {
      fresh.conversations.open(id);
      for (const { prompt, answer } of fresh.session.state.turns) {
        kept.add(prompt);
        assert.ok(
          ['done', 'stopped', 'interrupted', 'failed', 'waiting', 'writing', 'asking'].includes(answer.state.type),
        );
        if (answer.state.type === 'done') assert.equal(answer.text.endsWith('second half.'), true, answer.text);
      }
      for (const { prompt } of fresh.session.state.queue) kept.add(prompt);
    }
    for (const prompt of sent) assert.ok(kept.has(prompt), `${prompt} is lost`);
    // The page equals what a fresh window shows.
    for (const [index, window] of windows.entries()) {
      if (!fresh.conversations.open(window.session.id)) continue;
      assert.deepEqual(plain(pages[index]!.follow(window)), plain(viewOf(fresh)));
    }
  } finally {
    world.dispose();
  }
}

describeWithSqlite('Conversations in two windows', () => {
  it('lose no prompt and no text, whatever happens, and show what is in the store', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), live), { numRuns: 200 });
  });
});
