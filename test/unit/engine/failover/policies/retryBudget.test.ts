import assert from 'node:assert/strict';
import { createRetryBudget, type RetryBudget } from '../../../../../src/engine/failover/policies/retryBudget';
import { type HandClock, handClock } from '../handClock';

function fixture(): { budget: RetryBudget; clock: HandClock } {
  const clock = handClock();
  return { budget: createRetryBudget({ clock }), clock };
}

function times(count: number, act: () => void): void {
  for (let round = 0; round < count; round += 1) act();
}

describe('RetryBudget', () => {
  it('of a provider is used up by five failures more than successes pay for', () => {
    const { budget } = fixture();
    times(4, () => budget.onFailure('a'));
    assert.equal(budget.mayRetry('a'), true);
    budget.onFailure('a');
    assert.equal(budget.mayRetry('a'), false);
    assert.equal(budget.mayRetry('b'), true);
  });

  it('is filled by a tenth with each success, to the full and no further', () => {
    const { budget } = fixture();
    times(5, () => budget.onFailure('a'));
    budget.onSuccess('a');
    assert.equal(budget.mayRetry('a'), true);
    times(500, () => budget.onSuccess('a'));
    times(5, () => budget.onFailure('a'));
    assert.equal(budget.mayRetry('a'), false);
  });

  it('is empty at worst, so that fifty-one successes open it after any outage', () => {
    const { budget } = fixture();
    times(1_000, () => budget.onFailure('a'));
    times(50, () => budget.onSuccess('a'));
    assert.equal(budget.mayRetry('a'), false);
    budget.onSuccess('a');
    assert.equal(budget.mayRetry('a'), true);
  });

  it('is full again after ten minutes without a failure', () => {
    const { budget, clock } = fixture();
    times(10, () => budget.onFailure('a'));
    clock.advance(599_999);
    assert.equal(budget.mayRetry('a'), false);
    clock.advance(1);
    assert.equal(budget.mayRetry('a'), true);
    budget.onFailure('a');
    assert.equal(budget.mayRetry('a'), true);
  });

  it('over all providers is three extra attempts in five minutes when there are few requests', () => {
    const { budget, clock } = fixture();
    times(3, () => {
      assert.equal(budget.mayRetry('a'), true);
      budget.onExtraAttempt('a');
    });
    assert.equal(budget.mayRetry('b'), false);
    clock.advance(300_000);
    assert.equal(budget.mayRetry('b'), true);
  });

  it('over all providers is a tenth of the requests of five minutes', () => {
    const { budget, clock } = fixture();
    times(50, () => budget.onRequest());
    times(4, () => budget.onExtraAttempt('a'));
    assert.equal(budget.mayRetry('a'), true);
    budget.onExtraAttempt('a');
    assert.equal(budget.mayRetry('a'), false);
    times(10, () => budget.onRequest());
    assert.equal(budget.mayRetry('a'), true);
    clock.advance(300_000);
    times(3, () => budget.onExtraAttempt('a'));
    assert.equal(budget.mayRetry('a'), false, 'requests of long ago no longer count');
  });

  it('is not spent by asking', () => {
    const { budget } = fixture();
    times(100, () => budget.mayRetry('a'));
    assert.equal(budget.mayRetry('a'), true);
  });
});
