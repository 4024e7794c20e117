import assert from 'node:assert/strict';
import { sleep } from '../../../../../src/engine/model/async/clock';
import { engine, fails, link, scripted, type Script } from '../engine';
import { failure, virtualClock, type VirtualClock } from '../fixtures';
import { answersAfter, complete } from '../typing';

/** Says, after `ms`, that nothing belongs there. */
function saysNothingAfter(clock: VirtualClock, ms: number): Script {
  return async function* (_request, call) {
    await sleep(clock, ms, call.signal);
    if (!call.signal.aborted) yield { type: 'done', reason: 'stop' };
  };
}

describe('FailoverRequest: a completion that ends without a word', () => {
  it('is an answer: no other route is asked, and its provider stays the first choice', async () => {
    const clock = virtualClock();
    const a = scripted('a', saysNothingAfter(clock, 100));
    const b = scripted('b', answersAfter(clock, 100));
    const rig = engine([link(a), link(b)], { clock });
    for (let times = 0; times < 10; times += 1) {
      const { by, events } = await complete(rig);
      assert.deepEqual(
        [by, ...events.map(({ type }) => type)],
        ['a', 'attempt', 'done'],
        'an answer without a word and without a switch',
      );
    }
    assert.deepEqual([a.requests.length, b.requests.length], [10, 0]);
    for (const task of ['chat', 'completion'] as const) {
      assert.equal(rig.health.view(link(a)[task], task).state, 'healthy');
    }
  });

  it('is answered by the first route to end, in a race too', async () => {
    const clock = virtualClock();
    const a = scripted('a', answersAfter(clock, 500));
    const local = scripted('local', saysNothingAfter(clock, 200));
    const rig = engine([link(a), link(local, { trust: 'local' })], { clock });
    const { by, events, startedAt } = await complete(rig, { race: true });
    assert.deepEqual([by, clock.now() - startedAt], ['local', 200]);
    const last = events.at(-1);
    assert.deepEqual(last?.type === 'done' && last.attempts.map(({ route, outcome }) => [route.providerId, outcome]), [
      ['local', 'served'],
      ['a', 'hedge-lost'],
    ]);
  });

  it('shows that a provider is back, without standing in for the answer of the one that is asked', async () => {
    const clock = virtualClock();
    const a = scripted('a', fails(failure('overloaded')));
    const b = scripted('b', answersAfter(clock, 300));
    const rig = engine([link(a), link(b)], { clock });
    await complete(rig);
    await clock.advance(10_000);
    a.script = saysNothingAfter(clock, 100);
    const { by, firstTextMs } = await complete(rig);
    assert.deepEqual([by, firstTextMs], ['b', 300]);
    assert.equal(rig.health.view(link(a).completion, 'completion').state, 'healthy');
  });

  it('retracts what another route had begun to write there', async () => {
    const clock = virtualClock();
    const a = scripted('a', async function* (_request, call) {
      await sleep(clock, 100, call.signal);
      yield { type: 'text', text: 'ret' };
    });
    const b = scripted('b', saysNothingAfter(clock, 100));
    const { by, events } = await complete(engine([link(a), link(b)], { clock }));
    assert.equal(by, 'b');
    assert.ok(events.some((event) => event.type === 'retract' && event.length === 0));
  });

  it('is a failure where the model had to stop before its first word', async () => {
    const clock = virtualClock();
    const a = scripted('a', async function* () {
      await Promise.resolve();
      yield { type: 'done', reason: 'length' };
    });
    const b = scripted('b', answersAfter(clock, 100));
    assert.equal((await complete(engine([link(a), link(b)], { clock }))).by, 'b');
  });
});
