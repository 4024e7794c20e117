import { performance } from 'node:perf_hooks';
import type { Clock } from '../../../../src/engine/model/async/clock';

/**
 * The system's clock, which also tells how long each of its callbacks keeps the loop, with all that follows at once from it:
 * what works between keys must not be felt by the next one.
 */
export function watchedClock(onTurn: (ms: number) => void): Clock {
  return {
    now: () => Date.now(),
    monotonicMs: () => performance.now(),
    setTimeout: (callback, ms) =>
      setTimeout(() => {
        watchTurn(onTurn);
        callback();
      }, ms),
    clearTimeout: (handle) => clearTimeout(handle as NodeJS.Timeout | undefined),
  };
}

/** Tells the milliseconds from now to the end of this turn of the loop. */
function watchTurn(onTurn: (ms: number) => void): void {
  const from = performance.now();
  // A tick that a microtask asks for comes when no microtask is left.
  queueMicrotask(() => process.nextTick(() => onTurn(performance.now() - from)));
}
