import assert from 'node:assert/strict';
import { typicalDifference } from '../../../../bench/report/difference';

describe('typicalDifference', () => {
  it('has the interval of the signed-rank test', () => {
    // As R's wilcox.test(1:10, conf.int = TRUE) has it.
    assert.deepEqual(typicalDifference([3, 10, 1, 8, 2, 7, 9, 4, 6, 5]), { ms: 5.5, low: 3, high: 8 });
  });

  it('is not moved by a pair that something else has delayed', () => {
    const { ms } = typicalDifference([1, 2, 3, 2, 1, 2, 3, 2, 900]);
    assert.ok(ms >= 1 && ms <= 3, String(ms));
  });

  it('knows no bounds that a single pair would not reach', () => {
    assert.deepEqual(typicalDifference([-4]), { ms: -4, low: -4, high: -4 });
  });
});
