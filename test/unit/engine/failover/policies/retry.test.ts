import assert from 'node:assert/strict';
import type { Consent } from '../../../../../src/engine/failover/api/providerManager';
import type { FailureKind } from '../../../../../src/engine/model/failure/failure';
import { retryDelay } from '../../../../../src/engine/failover/policies/retry';
import { count, counts, engine, fails, failsAfter, link, question, type Script, scripted, textShown } from '../engine';
import { failure, virtualClock } from '../fixtures';
import { sleep } from '../../../../../src/engine/model/async/clock';
import { complete } from '../typing';

/** Does each of these in turn, and counts from then on. */
function inTurn(...scripts: readonly Script[]): Script {
  let calls = 0;
  return (request, call) => {
    const script = scripts[calls] ?? counts;
    calls += 1;
    return script(request, call);
  };
}

const overloaded = fails(failure('overloaded'));
const unreachable = fails(failure('connect', 'endpoint', { code: 'ECONNREFUSED' }));

const silent: Script = async function* () {
  await new Promise(() => undefined);
  yield { type: 'done', reason: 'stop' };
};

const limited = (retryAfterMs?: number): Script => fails(failure('rate-limited', 'model', { retryAfterMs }));

describe('retry in place, after a hiccup', () => {
  const passing: readonly (readonly [string, Script])[] = [
    ['an overload', overloaded],
    ['an internal error', fails(failure('server', 'endpoint'))],
    ['a broken line', fails(failure('connect', 'endpoint', { code: 'ECONNRESET' }))],
    ['an empty answer', fails(failure('empty'))],
    ['an error in the stream', fails(failure('in-stream'))],
    ['a cut before the first word', fails(failure('stream-cut'))],
    ['a cut in mid-answer', failsAfter(25, failure('stream-cut'))],
    ['an error event in mid-answer', failsAfter(25, failure('in-stream'))],
    ['a short limit', limited(2_000)],
  ];
  for (const [name, script] of passing) {
    it(`like ${name} changes neither the model nor anything the user reads`, async () => {
      const a = scripted('a', inTurn(script));
      const b = scripted('b', counts);
      const events = await engine([link(a), link(b)]).ask();
      assert.equal(textShown(events), count(1, 40));
      assert.deepEqual([a.requests.length, b.requests.length], [2, 0]);
      assert.ok(!events.some(({ type }) => type === 'switched' || type === 'retract'));
      const last = events.at(-1);
      assert.ok(last?.type === 'done');
      assert.deepEqual(
        last.attempts.map(({ outcome }) => outcome),
        ['failed', 'served'],
      );
    });
  }

  it('is over within 100 ms', async () => {
    const { ask, clock } = engine([link(scripted('a', inTurn(overloaded))), link(scripted('b', counts))], {
      random: () => 0.99,
    });
    const startedAt = clock.now();
    await ask();
    assert.ok(clock.now() - startedAt < 100);
  });

  it('that names a short wait is waited for, and a longer one is not', async () => {
    for (const [retryAfterMs, asked] of [
      [3_000, [2, 0]],
      [3_001, [1, 1]],
      [undefined, [1, 1]],
    ] as const) {
      const a = scripted('a', inTurn(limited(retryAfterMs)));
      const b = scripted('b', counts);
      const { ask, clock } = engine([link(a), link(b)]);
      const startedAt = clock.now();
      await ask();
      assert.deepEqual([a.requests.length, b.requests.length], asked);
      assert.ok(clock.now() - startedAt >= (asked[0] === 2 ? 3_000 : 0));
    }
  });

  it('that is none is left after one try', async () => {
    const a = scripted('a', overloaded);
    const b = scripted('b', counts);
    const events = await engine([link(a), link(b)]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual([a.requests.length, b.requests.length], [2, 1]);
  });

  it('is believed in once in a request', async () => {
    const [a, b, c] = [scripted('a', overloaded), scripted('b', overloaded), scripted('c', counts)];
    await engine([link(a), link(b), link(c)]).ask();
    assert.deepEqual([a.requests.length, b.requests.length, c.requests.length], [2, 1, 1]);
  });

  it('is not believed in after an outage, nor a moment after another', async () => {
    const a = scripted('a', overloaded);
    const b = scripted('b', counts);
    const { ask, clock } = engine([link(a), link(b)]);
    await ask();
    await clock.advance(10_000);
    const asked = a.requests.length;
    await ask();
    assert.equal(a.requests.length, asked + 1);
  });

  it('is not believed in by a completion', async () => {
    const a = scripted('a', overloaded);
    const b = scripted('b', counts);
    const { manager, clock } = engine([link(a), link(b)]);
    await complete({ manager, clock });
    assert.deepEqual([a.requests.length, b.requests.length], [1, 1]);
  });

  it('is not believed in where the budget for second tries is spent', async () => {
    const a = scripted('a', counts);
    const { ask, clock } = engine([link(a), link(scripted('b', counts))]);
    for (let round = 0; round < 4; round += 1) {
      a.script = inTurn(overloaded);
      await ask();
      // Long enough for the circuit to see no row in them.
      await clock.advance(95_000);
    }
    assert.equal(a.requests.length, 3 * 2 + 1);
  });
});

describe('retry when no other provider is left', () => {
  it('the one that failed for a moment is asked once more, after a moment', async () => {
    const a = scripted('a', inTurn(overloaded));
    const { ask } = engine([link(a)], { random: () => 0.8 });
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(a.requests.length, 2);
    const last = events.at(-1);
    assert.ok(last?.type === 'done');
    assert.deepEqual(
      last.attempts.map(({ outcome }) => outcome),
      ['failed', 'served'],
    );
    assert.ok(!events.some(({ type }) => type === 'switched'));
  });

  it('the one that broke off goes on in its own answer', async () => {
    const a = scripted('a', inTurn(failsAfter(25, failure('stream-cut'))));
    const events = await engine([link(a)]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(events.at(-1)?.type, 'done');
  });

  it('each that is down is asked once, until one serves', async () => {
    const [a, b] = [scripted('a', overloaded), scripted('b', overloaded)];
    const { ask } = engine([link(a), link(b)]);
    await ask();
    b.script = counts;
    assert.equal(textShown(await ask()), count(1, 40));
    await ask();
    a.script = counts;
    b.script = overloaded;
    assert.equal(textShown(await ask()), count(1, 40));
  });

  it('a provider that is down is asked before another is asked twice', async () => {
    const a = scripted('a', overloaded);
    const b = scripted('b', counts);
    const { ask } = engine([link(a), link(b)]);
    await ask();
    const asked = a.requests.length;
    a.script = counts;
    b.script = unreachable;
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual([a.requests.length, b.requests.length], [asked + 1, 2]);
  });

  it('one that is down is not asked without the consent of the user', async () => {
    const decisions = new Map<string, boolean>([['a', true]]);
    const asked: string[] = [];
    const consent: Consent = {
      decided: ({ vendor }) => decisions.get(vendor),
      ask: ({ vendor }) => {
        asked.push(vendor);
        return Promise.resolve(true);
      },
    };
    const a = scripted('a', unreachable);
    const { ask } = engine([link(a)], { consent });
    await ask();
    decisions.delete('a');
    assert.equal((await ask()).at(-1)?.type, 'failed');
    assert.equal(a.requests.length, 1);
    assert.deepEqual(asked, []);
  });

  it('the one that was left for its silence is asked again, with all the patience there is', async () => {
    const clock = virtualClock();
    const late: Script = async function* (request, call) {
      await sleep(clock, 20_000, call.signal);
      if (!call.signal.aborted) yield* counts(request, call);
    };
    const a = scripted('a', late);
    const b = scripted('b', unreachable);
    const events = await engine([link(a), link(b)], { clock }).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual([a.requests.length, b.requests.length], [2, 1]);
  });

  it('a provider that stays silent is not asked a third time', async () => {
    const a = scripted('a', silent);
    const b = scripted('b', unreachable);
    const events = await engine([link(a), link(b)]).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(a.requests.length, 2);
  });

  it('one that is silent and alone is not asked again', async () => {
    const a = scripted('a', silent);
    await engine([link(a)]).ask();
    assert.equal(a.requests.length, 1);
  });

  it('no provider is asked a third time', async () => {
    const a = scripted('a', overloaded);
    const events = await engine([link(a)]).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(a.requests.length, 2);
  });

  it('a provider that wants to wait is not asked again', async () => {
    const a = scripted('a', fails(failure('overloaded', 'model', { retryAfterMs: 30_000 })));
    await engine([link(a)]).ask();
    assert.equal(a.requests.length, 1);
  });

  it('nothing more is asked once the user has given up', async () => {
    const controller = new AbortController();
    const a = scripted('a', overloaded);
    const { manager, clock } = engine([link(a)], { random: () => 0.9 });
    const reading = (async () => {
      const types: string[] = [];
      for await (const event of manager.chat(question('Hi'), { signal: controller.signal })) types.push(event.type);
      return types;
    })();
    await clock.advance(50);
    controller.abort();
    await clock.advance(1_000);
    assert.equal((await reading).at(-1), 'cancelled');
    assert.equal(a.requests.length, 1);
    assert.equal(clock.timers(), 1);
  });
});

describe('retryDelay', () => {
  const random = (): number => 0.5;
  const lasting: FailureKind[] = ['auth', 'quota', 'rate-limited', 'model-missing', 'bad-request', 'policy', 'unknown'];
  for (const kind of [...lasting, 'first-token-timeout', 'context-exceeded', 'not-protocol'] as const) {
    it(`that is ${kind} is no reason to ask the same again`, () => {
      assert.equal(retryDelay(failure(kind), random), undefined);
    });
  }

  it('to reach the host is no reason to ask again, a broken line is', () => {
    assert.equal(retryDelay(failure('connect', 'endpoint', { code: 'ECONNREFUSED' }), random), undefined);
    assert.equal(retryDelay(failure('connect', 'endpoint', { code: 'ECONNRESET' }), random), 250);
  });

  it('that names a short wait is waited for', () => {
    assert.equal(retryDelay(failure('server', 'endpoint', { retryAfterMs: 1_500 }), random), 1_750);
  });
});
