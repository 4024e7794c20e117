import assert from 'node:assert/strict';
import type { Consent } from '../../../src/failover/providerManager';
import type { FailureKind } from '../../../src/model/failure';
import { retryDelay } from '../../../src/failover/retry';
import { count, counts, engine, fails, failsAfter, link, question, type Script, scripted, textShown } from './engine';
import { failure } from './fixtures';

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

describe('when no other provider is left', () => {
  it('the one that failed for a moment is asked once more, after a moment', async () => {
    const a = scripted('a', inTurn(overloaded));
    const { ask, clock } = engine([link(a)], { random: () => 0.8 });
    const startedAt = clock.now();
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.equal(a.requests.length, 2);
    assert.ok(clock.now() - startedAt >= 400);
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

  it('the first choice among those that failed for a moment is asked once more', async () => {
    const a = scripted('a', inTurn(overloaded));
    const b = scripted('b', overloaded);
    const events = await engine([link(a), link(b)]).ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual([a.requests.length, b.requests.length], [2, 1]);
  });

  it('one that is down by what is known is asked before anybody is asked twice', async () => {
    const a = scripted('a', overloaded);
    const b = scripted('b', counts);
    const { ask } = engine([link(a), link(b)]);
    await ask();
    a.script = counts;
    b.script = unreachable;
    const events = await ask();
    assert.equal(textShown(events), count(1, 40));
    assert.deepEqual([a.requests.length, b.requests.length], [2, 2]);
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

  it('nobody is asked a third time', async () => {
    const a = scripted('a', overloaded);
    const events = await engine([link(a)]).ask();
    assert.equal(events.at(-1)?.type, 'failed');
    assert.equal(a.requests.length, 2);
  });

  it('nobody is asked again who asks for patience', async () => {
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
    await clock.advance(100);
    controller.abort();
    await clock.advance(1_000);
    assert.equal((await reading).at(-1), 'cancelled');
    assert.equal(a.requests.length, 1);
    assert.equal(clock.timers(), 1);
  });
});

describe('a failure', () => {
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
