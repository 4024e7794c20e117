import { type Clock, sleep } from '../../../src/engine/model/async/clock';
import type { Draws } from '../../simulation/draws';
import { minute } from '../../simulation/units';

const coldShare = 0.5;
const usualKeepAliveMs = 5 * minute;

/** Whether the model on this machine is in memory. Times in milliseconds since the epoch. */
export class LocalModel {
  private readyAt = -Infinity;
  private keptUntil = -Infinity;
  private waiting = 0;

  constructor(private readonly clock: Clock) {}

  /** Resolves when it is loaded or the signal aborts. Whoever else waits for the load keeps it going. */
  async use(draws: Draws, signal: AbortSignal, keepAliveMs = usualKeepAliveMs): Promise<void> {
    const now = this.clock.now();
    if (now >= this.keptUntil) this.readyAt = now + this.loadTime(draws);
    this.keptUntil = Math.max(this.keptUntil, this.readyAt + keepAliveMs, now + keepAliveMs);
    if (now >= this.readyAt) return;
    this.waiting += 1;
    await sleep(this.clock, this.readyAt - now, signal);
    this.waiting -= 1;
    // The server stops loading when no request waits for it.
    if (this.waiting === 0 && this.clock.now() < this.readyAt) this.keptUntil = -Infinity;
  }

  /** Something else may have kept the model in memory. */
  private loadTime(draws: Draws): number {
    return draws.chance(coldShare) ? draws.between(5_000, 40_000) : 0;
  }
}
