import type { Clock } from '../../model/async/clock';
import { type CursorPlace, cursorPlaces } from './cursorPlace';

/** Intervals for each kind of place. Older ones are forgotten, since hands and tasks change. */
const maxIntervals = 60;

/** Longer intervals count as this one: the user is not typing. */
const maxIntervalMs = 5_000;

/** An answer is useful when the user notices it before the next key. At least this share of the answers should be. */
const usefulShare = 0.34;

/**
 * Milliseconds that ghost text stands before the user notices it. Chosen together with `usefulShare` by `bench:typing`.
 */
const noticeMs = 185;

/**
 * The longest further rest that must be likely for a request. Waiting for a longer one would miss it. A user who types
 * on during a slow answer often types what it says, and then the answer is useful too.
 */
const maxIdleNeededMs = 250;

/** Milliseconds of rest after which a request is always made. */
const maxDelayMs = 400;

const delayStepMs = 20;

/** Fewer intervals are no evidence. */
const minIntervals = 4;

/**
 * Intervals of a user who is not known yet, as deciles. Within words those of ordinary typists (Dhakal et al. 2018:
 * mean 239 ms between keys, fast typists 120 ms), longer where a word or a line begins.
 */
const usualIntervalsMs: Readonly<Record<CursorPlace, readonly number[]>> = {
  word: [80, 95, 110, 125, 140, 155, 175, 205, 260, 500],
  space: [90, 115, 140, 165, 195, 235, 300, 420, 700, 1_800],
  opened: [100, 130, 160, 200, 250, 330, 450, 650, 1_000, 2_500],
  closed: [110, 140, 175, 220, 280, 370, 500, 800, 1_500, 3_500],
  'line-start': [150, 220, 320, 450, 600, 850, 1_200, 1_800, 3_000, 5_000],
};

/**
 * The user's intervals between keys at each kind of place. They decide how long a request waits, so that its answer
 * comes while the user still rests.
 */
export class TypingIntervals {
  private readonly intervals = new Map<CursorPlace, IntervalsAtPlace>(
    cursorPlaces.map((place) => [place, new IntervalsAtPlace(usualIntervalsMs[place])]),
  );
  private lastKey: { readonly atMs: number; readonly place: CursorPlace } | undefined;

  constructor(private readonly clock: Clock) {}

  /** A key was pressed and led to this place. */
  onKey(place: CursorPlace): void {
    const atMs = this.clock.monotonicMs();
    if (this.lastKey && atMs >= this.lastKey.atMs)
      this.intervals.get(this.lastKey.place)?.record(Math.min(atMs - this.lastKey.atMs, maxIntervalMs));
    this.lastKey = { atMs, place };
  }

  /** Milliseconds since the last key; infinite before the first. */
  get idleMs(): number {
    return this.lastKey ? Math.max(0, this.clock.monotonicMs() - this.lastKey.atMs) : Infinity;
  }

  /** Milliseconds of rest at a place before a request to a route that takes `latencyMs` to answer. */
  delayMs(place: CursorPlace, latencyMs: number): number {
    return this.intervals.get(place)?.delayMs(latencyMs) ?? 0;
  }
}

/** The intervals at one kind of place. */
class IntervalsAtPlace {
  private readonly recentMs: number[];
  private sortedMs: readonly number[] | undefined;

  constructor(usualMs: readonly number[]) {
    this.recentMs = [...usualMs];
  }

  record(intervalMs: number): void {
    this.recentMs.push(intervalMs);
    if (this.recentMs.length > maxIntervals) this.recentMs.shift();
    this.sortedMs = undefined;
  }

  delayMs(latencyMs: number): number {
    const needed = Math.min(latencyMs + noticeMs, maxIdleNeededMs);
    for (let delayMs = 0; delayMs < maxDelayMs; delayMs += delayStepMs) {
      const still = this.longerThan(delayMs);
      if (still < minIntervals || this.longerThan(delayMs + needed) >= still * usefulShare) return delayMs;
    }
    return maxDelayMs;
  }

  private longerThan(ms: number): number {
    this.sortedMs ??= [...this.recentMs].sort((a, b) => a - b);
    let low = 0;
    let high = this.sortedMs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sortedMs[middle] ?? Infinity) > ms) high = middle;
      else low = middle + 1;
    }
    return this.sortedMs.length - low;
  }
}
