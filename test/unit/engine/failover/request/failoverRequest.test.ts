import assert from 'node:assert/strict';
import type { FailureKind } from '../../../../../src/engine/model/failure/failure';
import type { ChatRequest } from '../../../../../src/engine/model/request/request';
import { count, counts, engine, fails, failsAfter, hangsAfter, link, question, scripted, textShown } from '../engine';
import { failure } from '../fixtures';
import { answeredBy, only } from './answerEvents';

describe('FailoverRequest', () => {
  it('is answered by the first provider of the chain', async () => {
    const a = scripted('a', counts);
    const b = scripted('b', counts);
    const { ask } = engine([link(a), link(b)]);
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(answeredBy(events), 'a');
    assert.equal(b.requests.length, 0);
    assert.deepEqual(only(events, 'switched'), []);
  });

  const movesOn: FailureKind[] = [
    'overloaded',
    'server',
    'rate-limited',
    'quota',
    'auth',
    'model-missing',
    'connect',
    'empty',
    'not-protocol',
    'bad-request',
    'unknown',
  ];
  for (const kind of movesOn) {
    it(`moves on before the first word when the answer is ${kind}, and says so`, async () => {
      const a = scripted('a', fails(failure(kind)));
      const b = scripted('b', counts);
      const events = await engine([link(a), link(b)]).ask();
      assert.equal(textShown(events), count(1, 40));
      assert.equal(answeredBy(events), 'b');
      const [switched] = only(events, 'switched');
      assert.equal(switched?.from.providerId, 'a');
      assert.equal(switched.to.providerId, 'b');
      assert.equal(switched.failure.kind, kind);
      assert.equal(switched.mode, 'before-text');
    });
  }

  it('stops at a refusal by policy, which another vendor must not be asked to get around', async () => {
    const b = scripted('b', counts);
    const events = await engine([link(scripted('a', fails(failure('policy', 'request')))), link(b)]).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(b.requests.length, 0);
  });

  it('goes from a full context window only to a larger one', async () => {
    const small = scripted('small', counts);
    const large = scripted('large', counts);
    const { ask } = engine([
      link(scripted('a', fails(failure('context-exceeded', 'request'))), { traits: { contextWindow: 8_000 } }),
      link(small, { traits: { contextWindow: 8_000 } }),
      link(large, { traits: { contextWindow: 200_000 } }),
    ]);
    assert.equal(answeredBy(await ask()), 'large');
    assert.equal(small.requests.length, 0);
  });

  it('moves on from a provider that never answers, long before a user would cancel', async () => {
    const { ask, clock } = engine([link(scripted('a', hangsAfter(0))), link(scripted('b', counts))]);
    const startedAt = clock.now();
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.ok(clock.now() - startedAt <= 10_100, `${clock.now() - startedAt} ms`);
  });

  it('leaves no timer behind, however it ended', async () => {
    const ends = [counts, fails(failure('overloaded')), failsAfter(3, failure('stream-cut')), hangsAfter(3)];
    for (const end of ends) {
      const { ask, clock, manager } = engine([link(scripted('a', end)), link(scripted('b', counts))]);
      assert.equal(textShown(await ask()), count(1, 40));
      // Health waits for the end of what it knows.
      manager.resetHealth();
      await clock.advance(1);
      assert.equal(clock.timers(), 0);
    }
  });

  it('adds nothing to later requests once a provider is known to be dead', async () => {
    const a = scripted('a', fails(failure('overloaded')));
    const { ask } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    const asked = a.requests.length;
    const events = await ask();
    assert.equal(a.requests.length, asked);
    assert.equal(answeredBy(events), 'b');
    const [switched] = only(events, 'switched');
    assert.equal(switched?.from.providerId, 'a', 'the user is told why the first choice was not asked');
  });

  it('returns to the first provider by itself', async () => {
    const a = scripted('a', fails(failure('overloaded')));
    const { ask, clock } = engine([link(a), link(scripted('b', counts))]);
    await ask();
    a.script = counts;
    await clock.advance(30_000);
    assert.equal(answeredBy(await ask()), 'a');
  });

  it('names each provider with its failure when all of them fail', async () => {
    const { ask } = engine([
      link(scripted('a', fails(failure('auth', 'credential')))),
      link(scripted('b', fails(failure('overloaded', 'model', { retryAfterMs: 30_000 })))),
    ]);
    const last = (await ask()).at(-1);
    assert.ok(last?.type === 'failed');
    assert.deepEqual(
      last.failure.attempts.map((attempt) => [attempt.route.providerId, attempt.failure?.kind]),
      [
        ['a', 'auth'],
        ['b', 'overloaded'],
      ],
    );
    assert.notEqual(last.failure.retryAt, undefined);
  });

  it('fails at once with an empty chain', async () => {
    const last = (await engine([]).ask()).at(-1);
    assert.deepEqual(last, { type: 'failed', failure: { attempts: [], skipped: [], retryAt: undefined } });
  });
});

describe('FailoverRequest: a request that a route refuses in part', () => {
  const signature = failure('bad-request', 'request', { repair: 'thinking-signature' });
  const request: ChatRequest = {
    messages: [
      { role: 'assistant', parts: [{ type: 'thinking', text: 'Hm.', signature: 'x', origin: 'a' }] },
      ...question('Count.').messages,
    ],
  };

  it('is not sent again as it is when there is nothing left to leave out', async () => {
    const a = scripted('a', fails(signature));
    const b = scripted('b', fails(signature));
    await engine([link(a), link(b)]).ask(request);
    assert.deepEqual([a.requests.length, b.requests.length], [2, 1]);
  });

  it('emits the switch when another route has come back meanwhile and is asked instead', async () => {
    const a = scripted('a', fails(failure('overloaded')));
    const b = scripted('b', counts);
    const { ask, clock } = engine([link(a), link(b)]);
    await ask();
    a.script = counts;
    b.script = async function* (asked, call) {
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 9_900));
      yield* fails(signature)(asked, call);
    };
    const events = await ask(request);
    assert.equal(answeredBy(events), 'a');
    const { from, to } = only(events, 'switched').at(-1)!;
    assert.deepEqual([from.providerId, to.providerId], ['b', 'a']);
  });
});

describe('FailoverRequest: a pinned provider', () => {
  it('is the only one asked, even while it is down', async () => {
    const b = scripted('b', fails(failure('overloaded')));
    const a = scripted('a', counts);
    const { manager, ask, clock } = engine([link(a), link(b)]);
    manager.pin('b');
    assert.equal((await ask()).at(-1)?.type, 'failed');
    b.script = counts;
    await clock.advance(6_000);
    assert.equal(answeredBy(await ask()), 'b');
    assert.equal(a.requests.length, 0);
    manager.pin(undefined);
    assert.equal(answeredBy(await ask()), 'a');
  });
});

describe('FailoverRequest: a machine without a network', () => {
  it('goes to the local model at once, without paying a time-out for each cloud', async () => {
    const offline = failure('offline', 'network');
    const clouds = ['a', 'b', 'c'].map((id) => scripted(id, fails(offline)));
    const local = scripted('local', counts);
    const { ask } = engine([...clouds.map((cloud) => link(cloud)), link(local, { trust: 'local' })]);
    assert.equal(answeredBy(await ask()), 'local');
    assert.deepEqual(
      clouds.map((cloud) => cloud.requests.length),
      [1, 0, 0],
    );
  });
});
