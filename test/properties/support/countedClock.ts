import type { Clock } from '../../../src/engine/model/async/clock';

/** The same time as `clock`, with timers of its own: `onCount` is told how many of them are set. */
export function countedClock(clock: Clock, onCount: (timers: number) => void): Clock {
  const set = new Set<unknown>();
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    setTimeout: (callback, ms) => {
      const handle = clock.setTimeout(() => {
        set.delete(handle);
        onCount(set.size);
        callback();
      }, ms);
      set.add(handle);
      onCount(set.size);
      return handle;
    },
    clearTimeout: (handle) => {
      clock.clearTimeout(handle);
      set.delete(handle);
      onCount(set.size);
    },
  };
}
