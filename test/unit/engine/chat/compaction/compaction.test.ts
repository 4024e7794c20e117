import assert from 'node:assert/strict';
import { compact } from '../../../../../src/engine/chat/compaction/compaction';
import { conversationFromJson, conversationToJson } from '../../../../../src/engine/chat/exchange/json';
import { shownTurns } from '../../../../../src/engine/chat/conversation/conversation';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import type { RunOptions } from '../../../../../src/engine/failover/api/providerManager';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { alpha, asks, attempt, done, failure, says } from '../fixtures';
import { chatWorld, type ChatWindow, settled, tells } from '../session/chatWorld';

const long = (text: string): string => `${text.padEnd(5)} ${'word '.repeat(200)}`;
const answers = ['One', 'Two', 'Three', 'Four'].map((text) => tells(asks(alpha), says(long(text)), done()));

describeWithSqlite('compact', () => {
  let world: ReturnType<typeof chatWorld>;
  let window: ChatWindow;
  let requests: { readonly request: ChatRequest; readonly options: RunOptions }[];
  beforeEach(async () => {
    requests = [];
    world = chatWorld();
    window = await world.open(answers);
    for (const prompt of ['a', 'b', 'c', 'd']) {
      window.send(prompt);
      await settled();
    }
  });
  afterEach(() => world.dispose());

  const run = (
    events: readonly AnswerEvent[],
    focus = '',
    signal = new AbortController().signal,
  ): ReturnType<typeof compact> =>
    compact(
      window.session,
      {
        ask: (request, options) => {
          requests.push({ request, options });
          return tells(...events)(options, []);
        },
        prepare: () => Promise.resolve(),
        budget: () => 10_000,
      },
      focus,
      signal,
    );
  const summaries = (open = window): readonly (string | undefined)[] =>
    shownTurns(open.session.state).map(({ answer }) => answer.summary?.text);
  const summed = [asks(alpha), says('SUM\n'), done([attempt({ cost: 0.5 })])];

  it('keeps what a model made of the older half, loses no turn, and counts what it cost', async () => {
    const before = window.lines();
    const outcome = await run(summed, 'the parser');
    assert.deepEqual(outcome, { type: 'done', turns: 2, turnId: window.session.state.turns[1]?.id });
    assert.deepEqual(summaries(), [undefined, 'SUM', undefined, undefined]);
    assert.deepEqual(window.lines(), before);
    const { summary } = window.session.state.turns[1]!.answer;
    assert.deepEqual([summary?.turns, summary?.writer?.label, summary?.effort?.cost], [2, 'Alpha', 0.5]);
    assert.equal(window.conversations.view().cost, 0.5);
    assert.match(requests[0]?.request.system ?? '', /the parser/);
  });

  it('outlives a kill, goes along into a branch, an export and another window, and can be taken back', async () => {
    const other = await world.open([], { shown: { id: window.session.id } });
    await run(summed);
    void world.clock.advance(5_000);
    await settled();
    other.session.refresh();
    assert.deepEqual(summaries(other), [undefined, 'SUM', undefined, undefined]);
    const json = conversationToJson(window.conversations.exported(window.session.id)!);
    assert.equal(conversationFromJson(json)?.turns[1]?.answer.summary?.text, 'SUM');
    window.kill();
    const again = await world.open([], { shown: { id: other.session.id } });
    assert.deepEqual(summaries(again), [undefined, 'SUM', undefined, undefined]);
    again.conversations.add(conversationFromJson(json)!);
    assert.deepEqual(summaries(again), [undefined, 'SUM', undefined, undefined]);
    again.conversations.fork(again.session.state.turns[2]!.id);
    assert.deepEqual(summaries(again), [undefined, 'SUM', undefined]);
    again.session.setSummary(again.session.state.turns[1]!.id, undefined);
    assert.deepEqual(summaries(again), [undefined, undefined, undefined]);
    const last = await world.open([], { shown: { id: again.session.id } });
    assert.deepEqual(summaries(last), [undefined, undefined, undefined]);
  });

  it('takes an earlier summary in, which is there again when the later one is taken back', async () => {
    await run(summed);
    const second = await run([asks(alpha), says('SUM of more'), done()]);
    assert.deepEqual(second.type === 'done' && second.turns, 3);
    assert.deepEqual(summaries(), [undefined, 'SUM', 'SUM of more', undefined]);
    window.session.setSummary(window.session.state.turns[2]!.id, undefined);
    assert.deepEqual(summaries(), [undefined, 'SUM', undefined, undefined]);
  });

  it('changes nothing where nobody could answer, and says why', async () => {
    const attempts = [attempt({ outcome: 'failed', failure: failure('overloaded', { status: 529 }) })];
    const outcome = await run([{ type: 'failed', failure: { attempts, skipped: [] } }]);
    assert.match(outcome.type === 'refused' ? outcome.why : '', /Alpha is overloaded/);
    assert.deepEqual(summaries(), [undefined, undefined, undefined, undefined]);
  });

  it('changes nothing when it is stopped', async () => {
    const stopped = new AbortController();
    stopped.abort();
    assert.deepEqual(await run([{ type: 'cancelled', attempts: [] }], '', stopped.signal), { type: 'cancelled' });
    assert.deepEqual(await run(summed, '', stopped.signal), { type: 'cancelled' });
    assert.deepEqual(summaries(), [undefined, undefined, undefined, undefined]);
  });

  it('takes neither nothing nor what is longer than what it stands for', async () => {
    for (const text of ['', 'x'.repeat(20_000)]) {
      const outcome = await run([asks(alpha), says(text), done()]);
      assert.match(outcome.type === 'refused' ? outcome.why : '', /longer than what it stands for/);
    }
    assert.deepEqual(summaries(), [undefined, undefined, undefined, undefined]);
  });

  it('asks the model that was chosen for the conversation', async () => {
    window.session.change((state) => ({ ...state, choice: { providerId: 'beta', model: 'b' } }));
    await run(summed);
    assert.deepEqual(requests[0]?.options.model, { providerId: 'beta', model: 'b' });
  });

  it('has nothing to do with fewer than two answers', async () => {
    window.conversations.newConversation();
    const outcome = await run(summed);
    assert.match(outcome.type === 'refused' ? outcome.why : '', /nothing to summarise yet/);
    assert.equal(requests.length, 0);
  });
});
