import { performance } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';

/** Milliseconds since the epoch with fractions, as a page's `performance.timeOrigin + performance.now()`. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Resolves at that time and not, as a timer alone would, one or two milliseconds later. */
export async function until(epochMs: number): Promise<void> {
  const rest = epochMs - epochNow() - 3;
  if (rest > 0) await wait(rest);
  while (epochNow() < epochMs) await turn();
}
