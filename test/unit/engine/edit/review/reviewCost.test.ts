import assert from 'node:assert/strict';
import { isLargeReview, reviewCost } from '../../../../../src/engine/edit/review/reviewCost';
import { reviewOverhead } from '../../../../../src/engine/edit/review/reviewRequest';

const part = (tokens: number): Parameters<typeof reviewCost>[0][number] => ({ texts: [], tokens });

describe('what a review takes', () => {
  const price = { input: 3, output: 15 };

  it('is the tokens of all requests, and dollars with answers of a usual length', () => {
    const { requests, inputTokens, dollars = 0 } = reviewCost([part(10_000), part(4_000)], '', price);
    assert.deepEqual([requests, inputTokens], [2, 14_000 + 2 * reviewOverhead('')]);
    assert.equal(dollars.toFixed(6), ((inputTokens * 3 + 3_000 * 15) / 1e6).toFixed(6));
  });

  it('has no dollars where the price is not known', () => {
    assert.equal(reviewCost([part(10)], '', undefined).dollars, undefined);
  });

  it('is asked about beyond 20,000 tokens', () => {
    const cost = (inputTokens: number): boolean => isLargeReview({ requests: 1, inputTokens });
    assert.deepEqual([cost(20_000), cost(20_001)], [false, true]);
  });
});
