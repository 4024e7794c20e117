import type { Clock } from '../../../../src/engine/model/async/clock';

export interface HandClock extends Clock {
  /** Lets time pass, running timers in order; nothing asynchronous is waited for. */
  advance(ms: number): void;
  /** Lets time pass until the next timer that is due by `at`, in monotonic milliseconds, and runs that one alone; false when there is none. */
  runNext(at: number): boolean;
  /** Sets the wall clock without time passing, as a user or a time server does. */
  setTo(now: number): void;
  /** Timers that have not run. */
  readonly pending: number;
}

export const start = 1_700_000_000_000;

/** A clock moved by hand, whose timers count time passed and not the time of day. */
export function handClock(): HandClock {
  let passed = 0;
  let offset = start;
  let lastHandle = 0;
  const timers = new Map<number, { readonly due: number; readonly callback: () => void }>();
  const runNext = (until: number): boolean => {
    let next: [number, { readonly due: number; readonly callback: () => void }] | undefined;
    for (const timer of timers) if (timer[1].due <= until && !(next && next[1].due <= timer[1].due)) next = timer;
    if (!next) return false;
    const [handle, { due, callback }] = next;
    timers.delete(handle);
    passed = Math.max(passed, due);
    callback();
    return true;
  };
  return {
    now: () => passed + offset,
    monotonicMs: () => passed,
    setTimeout: (callback, ms) => {
      lastHandle += 1;
      timers.set(lastHandle, { due: passed + Math.max(0, ms), callback });
      return lastHandle;
    },
    clearTimeout: (handle) => {
      timers.delete(handle as number);
    },
    advance: (ms) => {
      const until = passed + ms;
      while (runNext(until));
      passed = until;
    },
    runNext,
    setTo: (now) => {
      offset = now - passed;
    },
    get pending() {
      return timers.size;
    },
  };
}
