import assert from 'node:assert/strict';
import { createNetwork } from '../../../../../src/engine/failover/health/network';
import { createRetryBudget } from '../../../../../src/engine/failover/policies/retryBudget';
import { counts, engine, hangsAfter, link, scripted } from '../engine';
import { failure, route, virtualClock } from '../fixtures';
import { handClock } from '../handClock';

const minute = 60_000;
const jumps = [-24 * 60 * minute, -60 * minute, -5 * minute, -30_000, 30_000, 60 * minute, 24 * 60 * minute];

/** Milliseconds until the second provider is asked, when the clock is set 2 s into the silence of the first. */
async function untilAsked(words: number, jump: number): Promise<number> {
  const clock = virtualClock();
  const startedAt = clock.monotonicMs();
  let askedAt: number | undefined;
  const a = scripted('a', hangsAfter(words));
  const b = scripted('b', (request, call) => {
    askedAt ??= clock.monotonicMs();
    return counts(request, call);
  });
  clock.setTimeout(() => clock.setTo(clock.now() + jump), 2_000);
  const events = await engine([link(a), link(b)], { clock }).ask();
  assert.equal(events.at(-1)?.type, 'done');
  return (askedAt ?? NaN) - startedAt;
}

describe('a clock that is set while a provider is silent', () => {
  for (const [where, words] of [
    ['before the first word', 0],
    ['in mid-answer', 25],
  ] as const) {
    for (const jump of jumps) {
      it(`by ${jump / minute} min ${where} does not change when the next provider is asked`, async () => {
        assert.equal(await untilAsked(words, jump), await untilAsked(words, 0));
      });
    }
  }

  it('leaves the answer and its record as they are', async () => {
    const clock = virtualClock();
    const a = scripted('a', async function* () {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 1_000));
      clock.setTo(clock.now() - 60 * minute);
      yield { type: 'text', text: 'Here.' };
      yield { type: 'done', reason: 'stop' };
    });
    const last = (await engine([link(a)], { clock }).ask()).at(-1);
    assert.ok(last?.type === 'done');
    assert.equal(last.attempts[0]?.firstContentMs, 1_000);
  });
});

describe('a clock that is set between requests', () => {
  for (const jump of jumps) {
    it(`by ${jump / minute} min does not change how long the machine is believed to be offline`, () => {
      const clock = handClock();
      const network = createNetwork({ clock });
      network.onFailure(route('a'), failure('offline', 'network'));
      clock.setTo(clock.now() + jump);
      clock.advance(minute - 1);
      assert.equal(network.offline, true);
      clock.advance(1);
      assert.equal(network.offline, false);
    });

    it(`by ${jump / minute} min neither refills the budget of second tries nor empties it`, () => {
      const clock = handClock();
      const budget = createRetryBudget({ clock });
      for (let extra = 0; extra < 3; extra += 1) budget.onExtraAttempt('a');
      clock.setTo(clock.now() + jump);
      assert.equal(budget.mayRetry('a'), false);
      clock.advance(5 * minute);
      assert.equal(budget.mayRetry('a'), true);
    });
  }
});
