import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { median, quantile } from '../../median';

export interface Difference {
  /** Of the medians: `ours` less `theirs`. */
  readonly ms: number;
  /** Bounds of the 95 % bootstrap interval. */
  readonly low: number;
  readonly high: number;
}

const resamples = 5_000;
const seed = 20_261;

export function differenceOfMedians(ours: readonly number[], theirs: readonly number[]): Difference {
  const generator = xoroshiro128plus(seed);
  const medianOfResample = (numbers: readonly number[]): number =>
    median(numbers.map(() => numbers[uniformInt(generator, 0, numbers.length - 1)] ?? NaN));
  const drawn = Array.from({ length: resamples }, () => medianOfResample(ours) - medianOfResample(theirs));
  return { ms: median(ours) - median(theirs), low: quantile(drawn, 0.025), high: quantile(drawn, 0.975) };
}
