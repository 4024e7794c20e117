/** A clock that was set back by more makes every end doubtful, so that the waiting is over. */
export const clockToleranceMs = 60_000;

/** Neither older than `keptForMs` nor from the future, which is another clock's. `at`, `now`: milliseconds since the epoch. */
export function isWithin(keptForMs: number, at: number, now: number): boolean {
  return now - at < keptForMs && at <= now + clockToleranceMs;
}

/** Whether the clock was set back since then. Milliseconds since the epoch. */
export function isClockSetBack(since: number, now: number): boolean {
  return now < since - clockToleranceMs;
}
