import type { Clock } from '../../model/async/clock';
import { type Disposable, Emitter } from '../../model/async/event';

/** Milliseconds that one command adds. */
export const snoozeStepMs = 5 * 60_000;

/** A pause of automatic suggestions that ends by itself. */
export class Snooze implements Disposable {
  private readonly changed = new Emitter<void>();
  /** Monotonic milliseconds, so that setting the machine's clock does not end the snooze. */
  private endMs = -Infinity;
  private timer: unknown;

  /** The snooze began, was extended or ended. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds since the epoch; undefined without a snooze. */
  get until(): number | undefined {
    const left = this.endMs - this.clock.monotonicMs();
    return left > 0 ? this.clock.now() + left : undefined;
  }

  /** Begins a snooze, or extends it. Returns the end in milliseconds since the epoch. */
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
