import { abortReason } from './abortReason';

/**
 * The source of time for everything that decides by it, so that tests run in virtual time. Timers of a socket or of an SDK
 * in providers/ use Node's own: their waits pass in real time in every test.
 */
export interface Clock {
  /**
   * Milliseconds since the epoch: for times that are stored, shown or compared with those of a host. A user or a time
   * server may set it, so that no deadline and no wait is measured by it.
   */
  now(): number;
  /** Milliseconds since some moment, never set and never back: for deadlines, waits and ages within this process. */
  monotonicMs(): number;
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => {
    clearTimeout(handle as ReturnType<typeof setTimeout>);
  },
};

/** A number in [0, 1), as `Math.random`. */
export type Random = () => number;

/** Resolves after `ms`, or at once when the signal aborts; the caller looks at the signal. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const onAbort = (): void => {
      clock.clearTimeout(timer);
      resolve();
    };
    const timer = clock.setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** The result of `withTimeout` where the promise came too late. */
export const timedOut = Symbol('timed out');

/** The value of the promise, or `timedOut` where `ms` pass or the signal aborts before. Rejects as the promise does. */
export async function withTimeout<T>(
  promise: Promise<T>,
  ms: number,
  clock: Clock,
  signal?: AbortSignal,
): Promise<T | typeof timedOut> {
  const done = new AbortController();
  const late = sleep(clock, ms, signal ? AbortSignal.any([signal, done.signal]) : done.signal);
  try {
    return await Promise.race([promise, late.then((): typeof timedOut => timedOut)]);
  } finally {
    done.abort(abortReason);
  }
}
