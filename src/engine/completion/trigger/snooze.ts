import type { Clock } from '../../model/clock';
import { type Disposable, Emitter } from '../../model/event';

/** Milliseconds that one command is good for. */
export const snoozeStepMs = 5 * 60_000;

/** A rest from automatic suggestions that ends by itself. */
export class Snooze implements Disposable {
  private readonly changed = new Emitter<void>();
  /** Monotonic milliseconds: a clock that is set does not end it. */
  private endMs = -Infinity;
  private timer: unknown;

  /** It began, was made longer or ended. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds since the epoch; undefined while there is none. */
  get until(): number | undefined {
    const left = this.endMs - this.clock.monotonicMs();
    return left > 0 ? this.clock.now() + left : undefined;
  }

  /** Begins, or goes on for as much longer. Returns the end, milliseconds since the epoch. */
  extend(ms = snoozeStepMs): number {
    this.setEnd(Math.max(this.endMs, this.clock.monotonicMs()) + ms);
    return this.clock.now() + this.endMs - this.clock.monotonicMs();
  }

  resume(): void {
    if (this.until !== undefined) this.setEnd(-Infinity);
  }

  dispose(): void {
    this.clock.clearTimeout(this.timer);
    this.changed.dispose();
  }

  private setEnd(endMs: number): void {
    this.clock.clearTimeout(this.timer);
    this.endMs = endMs;
    const wait = endMs - this.clock.monotonicMs();
    this.timer = wait > 0 ? this.clock.setTimeout(() => this.setEnd(-Infinity), wait) : undefined;
    this.changed.fire();
  }
}
