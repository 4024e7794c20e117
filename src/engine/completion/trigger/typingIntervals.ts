import type { Clock } from '../../model/clock';
import { type CursorPlace, cursorPlaces } from './cursorPlace';

/** Rests after a key that are kept for each kind of place; older ones are forgotten, since hands and tasks change. */
const kept = 60;

/** Milliseconds; longer rests are all the same: the user is not typing. */
const longestRest = 5_000;

/** An answer that is noticed while the user still rests is of use: at least this share of those asked for should be. */
const usefulShare = 0.34;

/** Milliseconds that ghost text stands before it is noticed. With `usefulShare` chosen by what `bench:typing` shows. */
const noticing = 185;

/**
 * Milliseconds: to wait until a longer rest is likely is to be late for it. What is typed while a slow answer is under way
 * agrees with it as often as not, and then it is of use all the same.
 */
const longestRestNeeded = 250;

/** Milliseconds of rest after which an answer is asked for whatever is likely. */
const longestDelay = 400;

const step = 20;

/** Fewer rests than this say nothing. */
const enough = 4;

/**
 * Rests that stand for a user who is not known yet, in milliseconds, as deciles: within words as of ordinary typists
 * (Dhakal et al. 2018: mean 239 ms between keys, fast ones 120 ms), longer where a word or a line begins.
 */
const usual: Readonly<Record<CursorPlace, readonly number[]>> = {
  word: [80, 95, 110, 125, 140, 155, 175, 205, 260, 500],
  space: [90, 115, 140, 165, 195, 235, 300, 420, 700, 1_800],
  opened: [100, 130, 160, 200, 250, 330, 450, 650, 1_000, 2_500],
  closed: [110, 140, 175, 220, 280, 370, 500, 800, 1_500, 3_500],
  'line-start': [150, 220, 320, 450, 600, 850, 1_200, 1_800, 3_000, 5_000],
};

/**
 * How the user types: how long they rest at each kind of place. Tells how long to wait before asking, so that the answer
 * finds them still there.
 */
export class TypingIntervals {
  private readonly rests = new Map<CursorPlace, Rests>(cursorPlaces.map((place) => [place, new Rests(usual[place])]));
  private last: { readonly at: number; readonly place: CursorPlace } | undefined;

  constructor(private readonly clock: Clock) {}

  /** A key was pressed, which led to this place. */
  key(place: CursorPlace): void {
    const at = this.clock.monotonicMs();
    if (this.last && at >= this.last.at) this.rests.get(this.last.place)?.add(Math.min(at - this.last.at, longestRest));
    this.last = { at, place };
  }

  /** Milliseconds since the last key, as long as one is known. */
  get restedFor(): number {
    return this.last ? Math.max(0, this.clock.monotonicMs() - this.last.at) : Infinity;
  }

  /** Milliseconds to rest at a place before asking somebody who takes `latencyMs` to answer. */
  delay(place: CursorPlace, latencyMs: number): number {
    return this.rests.get(place)?.delay(latencyMs) ?? 0;
  }
}

/** The rests at one kind of place. */
class Rests {
  private readonly recent: number[];
  private sorted: readonly number[] | undefined;

  constructor(usualRests: readonly number[]) {
    this.recent = [...usualRests];
  }

  add(rest: number): void {
    this.recent.push(rest);
    if (this.recent.length > kept) this.recent.shift();
    this.sorted = undefined;
  }

  delay(latencyMs: number): number {
    const needed = Math.min(latencyMs + noticing, longestRestNeeded);
    for (let delay = 0; delay < longestDelay; delay += step) {
      const still = this.longerThan(delay);
      if (still < enough || this.longerThan(delay + needed) >= still * usefulShare) return delay;
    }
    return longestDelay;
  }

  private longerThan(ms: number): number {
    this.sorted ??= [...this.recent].sort((a, b) => a - b);
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? Infinity) > ms) high = middle;
      else low = middle + 1;
    }
    return this.sorted.length - low;
  }
}
