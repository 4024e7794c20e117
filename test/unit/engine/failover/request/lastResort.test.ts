import assert from 'node:assert/strict';
import type { Failure } from '../../../../../src/engine/model/failure/failure';
import { engine, fails, link, scripted } from '../engine';
import { failure, virtualClock } from '../fixtures';
import { answersAfter, complete } from '../typing';

describe('SecondChances: a completion while everything is down', () => {
  /** Both have failed so often that nobody would ask them for ten seconds at least. */
  async function outage(seen: Failure) {
    const clock = virtualClock();
    const a = scripted('a', fails(seen));
    const b = scripted('b', fails(seen));
    const { manager } = engine([link(a), link(b)], { clock });
    while (manager.completionRoute()) await complete({ manager, clock });
    const asked = a.requests.length + b.requests.length;
    return { a, b, clock, manager, asks: () => a.requests.length + b.requests.length - asked };
  }

  it('is tried with each once in five seconds', async () => {
    const { clock, manager, asks } = await outage(failure('server', 'endpoint'));
    for (let key = 0; key < 10; key += 1) {
      await complete({ manager, clock });
      await clock.advance(490);
    }
    assert.equal(asks(), 2);
    await clock.advance(100);
    await complete({ manager, clock });
    assert.equal(asks(), 3);
  });

  it('is answered as soon as one is back', async () => {
    const { a, clock, manager } = await outage(failure('server', 'endpoint'));
    await complete({ manager, clock });
    await complete({ manager, clock });
    a.script = answersAfter(clock, 200);
    await clock.advance(5_000);
    const { by, firstTextMs } = await complete({ manager, clock });
    assert.deepEqual([by, firstTextMs], ['a', 200]);
  });

  const patient: readonly Failure[] = [
    failure('overloaded', 'model', { retryAfterMs: 60_000 }),
    failure('rate-limited', 'credential'),
    failure('auth', 'credential'),
  ];
  for (const seen of patient) {
    it(`asks no route against a word like ${seen.kind}${seen.retryAfterMs === undefined ? '' : ' with a time'}`, async () => {
      const { clock, manager, asks } = await outage(seen);
      for (let key = 0; key < 3; key += 1) {
        await complete({ manager, clock });
        await clock.advance(3_000);
      }
      assert.equal(asks(), 0);
    });
  }
});
