import { Draws } from './draws';
import type { Span } from './span';
import { day, hour } from './units';

/** New York without daylight saving: the working day there lies in the hours in which most incidents begin. */
const utcOffset = -5 * hour;
const opens = 9 * hour;
const closes = 18 * hour;
const burstsOnWorkday = 6;
const burstsOnWeekend = 2;
const weekendsWorked = 0.1;
const turnsInBurst = 20;
/** Milliseconds from one turn to the next in a burst: reading and typing. */
const shortestPause = 15_000;
const furtherPause = 30_000;

/** When one developer asks, in order: bursts of chat turns on working days. */
export function requestTimes(seed: number, { from, to }: Span): readonly number[] {
  const draws = new Draws(seed, 7);
  const times: number[] = [];
  for (let midnight = Math.floor(from / day) * day - utcOffset; midnight < to; midnight += day) {
    const weekend = [0, 6].includes(new Date(midnight + utcOffset).getUTCDay());
    const bursts = weekend ? (draws.chance(weekendsWorked) ? burstsOnWeekend : 0) : burstsOnWorkday;
    for (let burst = 0; burst < bursts; burst += 1) {
      let at = midnight + draws.between(opens, closes);
      do {
        times.push(Math.round(at));
        at += shortestPause + draws.exponential(furtherPause);
      } while (draws.chance(1 - 1 / turnsInBurst));
    }
  }
  return times.filter((at) => at >= from && at < to).sort((a, b) => a - b);
}

export const habits =
  `One developer in New York (UTC−5): ${burstsOnWorkday} bursts of chat turns on each day from Monday to Friday, beginning ` +
  `at any time from ${opens / hour} to ${closes / hour} o’clock, of ${turnsInBurst} turns on average (geometric) with ` +
  `${shortestPause / 1000} s and an exponential ${furtherPause / 1000} s between them; ${weekendsWorked * 100} % of weekend ` +
  `days with ${burstsOnWeekend} bursts. A turn does not wait for the one before it.`;
