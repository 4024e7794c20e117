const firstWaitMs = 1_000;
const longestWaitMs = 60_000;
/** A server that ran so long is taken to be sound: what ends it then is counted as the first time. */
const soundAfterMs = 60_000;

/** How long a server that ended by itself is not started again: longer each time. */
export class RestartWait {
  private crashes = 0;
  private untilMs = -Infinity;

  /** `ranMs`: how long it had run. Gives the milliseconds to wait. */
  ended(nowMs: number, ranMs: number): number {
    this.crashes = ranMs >= soundAfterMs ? 1 : this.crashes + 1;
    const waitMs = Math.min(firstWaitMs * 2 ** (this.crashes - 1), longestWaitMs);
    this.untilMs = nowMs + waitMs;
    return waitMs;
  }

  leftMs(nowMs: number): number {
    return Math.max(0, this.untilMs - nowMs);
  }

  /** The wait has passed, by the timer that waited for it. */
  over(): void {
    this.untilMs = -Infinity;
  }

  /** The user has changed something: the next start is the first. */
  reset(): void {
    this.crashes = 0;
    this.untilMs = -Infinity;
  }
}
