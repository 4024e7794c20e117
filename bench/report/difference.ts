import { median } from './median';

export interface Difference {
  readonly ms: number;
  /** Bounds of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * Where paired differences lie, by Hodges and Lehmann: the median of the means of any two of them, with the interval that
 * belongs to Wilcoxon's signed-rank test. What slows the machine down for a while meets both of a pair, and single keys
 * that take a quarter of a second decide nothing. Of at least one difference.
 */
export function typicalDifference(differences: readonly number[]): Difference {
  const means = differences.flatMap((one, index) => differences.slice(index).map((other) => (one + other) / 2));
  means.sort((a, b) => a - b);
  const n = differences.length;
  const outside = Math.floor((n * (n + 1)) / 4 - 1.96 * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24));
  const rank = Math.max(0, outside);
  return { ms: median(means), low: means[rank] ?? NaN, high: means.at(-1 - rank) ?? NaN };
}
