import type { Clock } from '../../model/clock';
import { type Disposable, Emitter } from '../../model/event';

/** Milliseconds that one command is good for. */
export const snoozeStep = 5 * 60_000;

/** A rest from automatic suggestions that ends by itself. */
export class Snooze implements Disposable {
  private readonly changed = new Emitter<void>();
  /** Monotonic milliseconds: a clock that is set does not end it. */
  private end = -Infinity;
  private timer: unknown;

  /** It began, was made longer or ended. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds since the epoch; undefined while there is none. */
  get until(): number | undefined {
    const left = this.end - this.clock.monotonicMs();
    return left > 0 ? this.clock.now() + left : undefined;
  }

  /** Begins, or goes on for as much longer. Returns the end, milliseconds since the epoch. */
  extend(ms = snoozeStep): number {
    this.finishAt(Math.max(this.end, this.clock.monotonicMs()) + ms);
    return this.clock.now() + this.end - this.clock.monotonicMs();
  }

  resume(): void {
    if (this.until !== undefined) this.finishAt(-Infinity);
  }

  dispose(): void {
    this.clock.clearTimeout(this.timer);
    this.changed.dispose();
  }

  private finishAt(end: number): void {
    this.clock.clearTimeout(this.timer);
    this.end = end;
    const wait = end - this.clock.monotonicMs();
    this.timer = wait > 0 ? this.clock.setTimeout(() => this.finishAt(-Infinity), wait) : undefined;
    this.changed.fire();
  }
}
