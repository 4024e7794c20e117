import TinyQueue from 'tinyqueue';
import type { Clock } from '../../src/engine/model/async/clock';

interface Timer {
  readonly at: number;
  readonly order: number;
  /** Undefined once it was cleared; it leaves the queue when its time comes. */
  callback: (() => void) | undefined;
}

/**
 * Time that passes only when everything that could run has run, so that a year takes as long as its code does. Timers ring
 * in the order of their time, those of the same time in the order in which they were set.
 */
export class VirtualTime implements Clock {
  private readonly timers = new TinyQueue<Timer>([], (a, b) => a.at - b.at || a.order - b.order);
  private timersSet = 0;
  private time: number;

  /** `start` in milliseconds since the epoch. */
  constructor(start: number) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  monotonicMs(): number {
    return this.time;
  }

  setTimeout(callback: () => void, ms: number): unknown {
    this.timersSet += 1;
    const timer: Timer = { at: this.time + Math.max(0, ms), order: this.timersSet, callback };
    this.timers.push(timer);
    return timer;
  }

  clearTimeout(handle: unknown): void {
    if (handle !== undefined) (handle as Timer).callback = undefined;
  }

  /** Lets the time until `at` pass, with all that falls due in it. */
  async runUntil(at: number): Promise<void> {
    await settled();
    for (let next = this.timers.peek(); next && next.at <= at; next = this.timers.peek()) {
      this.timers.pop();
      if (!next.callback) continue;
      this.time = next.at;
      next.callback();
      await settled();
    }
    this.time = Math.max(this.time, at);
  }
}

/**
 * Resolves when no promise is left that could go on without time. Node runs a tick that was asked for in a microtask only
 * when the whole queue of microtasks is empty; this costs a fraction of a turn of the event loop.
 */
function settled(): Promise<void> {
  return new Promise((resolve) => queueMicrotask(() => process.nextTick(resolve)));
}
