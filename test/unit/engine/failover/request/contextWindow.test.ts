import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../../../../src/engine/failover/api/answer';
import { type Message, textMessage } from '../../../../../src/engine/model/request/message';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { estimateRequestTokens } from '../../../../../src/engine/model/request/tokenEstimate';
import { counts, engine, fails, link, scripted, type Script } from '../engine';
import { failure } from '../fixtures';
import { SharedRecords } from '../../storage/records/sharedRecords';
import { settled } from '../health/healthFixtures';

/** A conversation of about so many tokens, in turns that may be left out. */
function conversation(tokens: number): ChatRequest {
  const turns = Array.from({ length: 20 }, (_, index): Message[] => [
    textMessage('user', `Question ${index}: ${'why? '.repeat((tokens / 20) * 0.7)}`),
    textMessage('assistant', 'Because.'),
  ]);
  return { messages: [...turns.flat(), textMessage('user', 'And now?')] };
}

/** Holds so many tokens, and says so where it names its limit. */
function holds(window: number, named: boolean): Script {
  return async function* (request, call) {
    const more = named ? { contextWindowTokens: window } : {};
    if (estimateRequestTokens(request) <= window) yield* counts({ messages: [] }, call);
    else yield* fails(failure('context-exceeded', 'request', { status: 400, ...more }))(request, call);
  };
}

const unknown = { traits: { contextWindow: undefined } };

function answeredBy(events: readonly AnswerEvent[]): string | undefined {
  const last = events.at(-1);
  return last?.type === 'done' ? last.route.providerId : undefined;
}

describe('RequestRoutes: a model whose window is not known', () => {
  it('is asked after one that was too small, whatever the size of the request', async () => {
    const { ask } = engine([
      link(scripted('a', holds(8_000, true)), { traits: { contextWindow: 200_000 } }),
      link(scripted('b', counts), unknown),
    ]);
    assert.equal(answeredBy(await ask(conversation(150_000))), 'b');
  });

  it('gets all of the conversation first, and is not asked for one that it did not hold again', async () => {
    const a = scripted('a', holds(8_000, true));
    const large = conversation(30_000);
    const { ask } = engine([link(a, unknown), link(scripted('b', counts), unknown)]);
    await ask(large);
    assert.equal(estimateRequestTokens(a.requests[0]!), estimateRequestTokens(large));
    assert.equal(answeredBy(await ask({ messages: [textMessage('user', 'x'.repeat(60_000))] })), 'b');
    assert.equal(a.requests.length, 1);
  });

  for (const named of [true, false]) {
    it(`is asked again with the oldest turns left out where no model holds more, its limit ${named ? 'named' : 'not named'}`, async () => {
      const a = scripted('a', holds(24_000, named));
      const { ask } = engine([link(a, unknown)]);
      assert.equal(answeredBy(await ask(conversation(30_000))), 'a');
      assert.equal(a.requests.length, 2);
      const [first, second] = a.requests.map((request) => estimateRequestTokens(request));
      assert.ok(second! < first!);
      assert.equal(answeredBy(await ask(conversation(30_000))), 'a');
      assert.equal(a.requests.length, 3, 'what it holds is known by now');
    });
  }

  it('is not sent the same again where nothing can be left out', async () => {
    const a = scripted('a', holds(8_000, true));
    const last = (await engine([link(a, unknown)]).ask({ messages: [textMessage('user', 'x'.repeat(60_000))] })).at(-1);
    assert.equal(last?.type, 'failed');
    assert.equal(a.requests.length, 1);
  });

  it('is known after a restart', async () => {
    const shared = new SharedRecords();
    const a = scripted('a', holds(8_000, true));
    const chain = [link(a, unknown), link(scripted('b', counts), unknown)];
    const first = engine(chain, { records: shared.window() });
    await first.ask(conversation(30_000));
    await first.clock.advance(2_000);
    first.dispose();
    const second = engine(chain, { records: shared.window(), clock: first.clock });
    await settled();
    assert.equal(second.manager.status().providers[0]?.contextWindow, 8_000);
  });
});

describe('RequestRoutes: a model that is too small', () => {
  it('is named with its window, in the switch and in the failure', async () => {
    const request: ChatRequest = { messages: [textMessage('user', 'x'.repeat(60_000))] };
    const small = link(scripted('a', counts), { traits: { contextWindow: 8_000 } });
    const switched = (await engine([small, link(scripted('b', counts))]).ask(request)).find(
      (event) => event.type === 'switched',
    );
    assert.equal(switched?.from.providerId, 'a');
    assert.equal(switched.failure.kind, 'context-exceeded');
    assert.match(switched.failure.message, /A, whose a-large holds 8,000 tokens/);
    const last = (await engine([small]).ask(request)).at(-1);
    assert.ok(last?.type === 'failed');
    assert.deepEqual(
      last.failure.skipped.map(({ route, reason }) => [route.providerId, reason]),
      [['a', 'context']],
    );
  });

  it('is believed to be what the user has set, whatever its host or the table says', async () => {
    const a = scripted('a', counts);
    const set = { ...unknown, settings: { contextWindow: 4_000 } };
    const { ask } = engine([link(a, set), link(scripted('b', counts), unknown)]);
    assert.equal(answeredBy(await ask({ messages: [textMessage('user', 'x'.repeat(60_000))] })), 'b');
    assert.equal(a.requests.length, 0);
  });

  it('is learned from the list of its host, which costs nothing', async () => {
    const a = scripted('a', counts);
    a.listModels = () => Promise.resolve({ ok: true, models: [{ id: 'a-large', contextWindow: 4_096 }] });
    const { manager } = engine([link(a, unknown)]);
    for await (const result of manager.test(new AbortController().signal)) assert.ok(result.ok);
    assert.equal(manager.status().providers[0]?.contextWindow, 4_096);
    manager.resetHealth('a');
    assert.equal(manager.status().providers[0]?.contextWindow, undefined);
  });

  it('says nothing of its window when a request is only too large for a minute', async () => {
    const tooLarge = fails(failure('context-exceeded', 'request', { status: 429 }));
    const { ask, manager } = engine([
      link(scripted('a', tooLarge), { traits: { contextWindow: 100_000 } }),
      link(scripted('b', counts), { traits: { contextWindow: 100_000 } }),
    ]);
    assert.equal(answeredBy(await ask(conversation(40_000))), 'b');
    assert.equal(manager.status().providers[0]?.contextWindow, 100_000);
  });
});
