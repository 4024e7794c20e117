import { Draws } from '../../simulation/draws';
import type { Span } from '../../simulation/span';
import { day, hour, minute } from '../../simulation/units';

/** New York without daylight saving: the working day there lies in the hours in which most incidents begin. */
const utcOffsetMs = -5 * hour;
const opensMs = 9 * hour;
const closesMs = 18 * hour;
const burstsOnWorkday = 6;
const burstsOnWeekend = 2;
const weekendsWorked = 0.1;
const turnsInBurst = 20;
/** Milliseconds from one turn to the next in a burst: reading and typing. */
const minPauseMs = 15_000;
const furtherPauseMs = 30_000;

/** When one developer asks, in order: bursts of chat turns on working days. */
export function requestTimes(seed: number, { from, to }: Span): readonly number[] {
  const draws = new Draws(seed, 7);
  const times: number[] = [];
  for (let midnight = Math.floor(from / day) * day - utcOffsetMs; midnight < to; midnight += day) {
    const weekend = [0, 6].includes(new Date(midnight + utcOffsetMs).getUTCDay());
    const bursts = weekend ? (draws.chance(weekendsWorked) ? burstsOnWeekend : 0) : burstsOnWorkday;
    for (let burst = 0; burst < bursts; burst += 1) {
      let at = midnight + draws.between(opensMs, closesMs);
      do {
        times.push(Math.round(at));
        at += pause(draws);
      } while (draws.chance(1 - 1 / turnsInBurst));
    }
  }
  return times.filter((at) => at >= from && at < to).sort((a, b) => a - b);
}

/** Of a user who works through every incident, and before and after it, in order. */
export function timesAround(seed: number, incidents: readonly Span[]): readonly number[] {
  const draws = new Draws(seed, 8);
  const times: number[] = [];
  for (const { from, to } of joined(incidents.map(around))) {
    for (let at = from; at < to; at += pause(draws)) times.push(Math.round(at));
  }
  return times;
}

const workedBeforeMs = 10 * minute;
const workedAfterMs = 20 * minute;
/** Of a longer incident only its end is worked through. */
const workedThroughMs = 3 * hour;

function around({ from, to }: Span): Span {
  return { from: Math.max(from - workedBeforeMs, to - workedThroughMs), to: to + workedAfterMs };
}

/** Spans in order, those that touch as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && span.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else all.push(span);
  }
  return all;
}

function pause(draws: Draws): number {
  return minPauseMs + draws.exponential(furtherPauseMs);
}

export const habits =
  `One developer in New York (UTC−5): ${burstsOnWorkday} bursts of chat turns on each day from Monday to Friday, beginning ` +
  `at any time from ${opensMs / hour} to ${closesMs / hour} o’clock, of ${turnsInBurst} turns on average (geometric) with ` +
  `${minPauseMs / 1000} s and an exponential ${furtherPauseMs / 1000} s between them; ${weekendsWorked * 100} % of weekend ` +
  `days with ${burstsOnWeekend} bursts. A turn does not wait for the one before it.`;
