import type { Clock } from '../../../src/engine/model/async/clock';

const tickMs = 20;
/** Of a moment in which this process did nothing but load or compute: nobody could have answered in it. */
const longestMs = 3 * tickMs;

/**
 * A clock that runs `times()` as fast as the real one, which may change: waits for what never comes are short, and what works has all its
 * time, however busy the machine is. To be stopped at the end.
 */
export function pacedClock(times: () => number): Clock & { readonly stop: () => void } {
  const start = Date.now();
  const waiting = new Map<number, { readonly dueMs: number; readonly callback: () => void }>();
  let passedMs = 0;
  let last = performance.now();
  let count = 0;
  const advance = (): void => {
    const now = performance.now();
    passedMs += Math.min(now - last, longestMs) * times();
    last = now;
  };
  const timer = setInterval(() => {
    advance();
    for (const [handle, { dueMs, callback }] of [...waiting]) {
      if (dueMs > passedMs || !waiting.delete(handle)) continue;
      callback();
    }
  }, tickMs);
  return {
    now: () => start + passedMs,
    monotonicMs: () => passedMs,
    setTimeout: (callback, ms) => {
      advance();
      count += 1;
      waiting.set(count, { dueMs: passedMs + ms, callback });
      return count;
    },
    clearTimeout: (handle) => void waiting.delete(handle as number),
    stop: () => clearInterval(timer),
  };
}
