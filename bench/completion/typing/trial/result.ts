import { median, quantile } from '../../../report/median';
import type { Job } from './job';
import type { Strength } from '../model/oracle';
import { none } from '../policies';
import { emptyTally, type Tally } from './tally';

/** All that one run found, with what is needed to repeat it. */
export interface Result {
  readonly node: string;
  readonly seeds: readonly number[];
  readonly isQuick: boolean;
  readonly assumptions: readonly string[];
  readonly corpus: readonly { readonly path: string; readonly languageId: string; readonly origin: string }[];
  readonly rows: readonly Row[];
}

/** One policy at one host with one model, all files and seeds together. Times in milliseconds. */
export interface Row extends Omit<Tally, 'shownAfter' | 'waited'> {
  readonly policy: string;
  readonly backEnd: string;
  readonly strength: Strength;
  /** Of the pauses over 300 ms. */
  readonly shareShown: number;
  readonly shareRight: number;
  /** From the last key to ghost text, where a pause shows it. */
  readonly untilShown: Spread;
  /** The same, and the length of the pause where it shows none. */
  readonly waiting: Spread;
  readonly requestsPer100Keys: number;
  readonly requestsPer1000Written: number;
  readonly tokensPerShown: number;
  readonly tokensPerAccepted: number;
  /** Replaced or vanished while the user agreed, for each hundred shown. */
  readonly flickerPer100Shown: number;
  /** Share of the keys that the same person presses alone. */
  readonly keysSaved: number;
}

export interface Spread {
  readonly median: number;
  readonly mean: number;
  readonly p90: number;
}

export function rowsOf(jobs: readonly Job[], tallies: readonly Tally[]): readonly Row[] {
  const groups = new Map<string, { readonly job: Job; readonly tally: Tally }>();
  for (const [index, job] of jobs.entries()) {
    const key = groupOf(job);
    const group = groups.get(key) ?? { job, tally: emptyTally() };
    groups.set(key, { job, tally: sumOf(group.tally, tallies[index]!) });
  }
  return [...groups.values()]
    .filter(({ job }) => job.policy !== none.id)
    .map(({ job, tally }) => rowOf(job, tally, groups.get(groupOf({ ...job, policy: none.id }))!.tally));
}

function groupOf({ policy, backEnd, strength }: Job): string {
  return `${backEnd} ${strength} ${policy}`;
}

function rowOf({ policy, backEnd, strength }: Job, tally: Tally, alone: Tally): Row {
  const { shownAfter, waited, ...counts } = tally;
  const tokens = tally.inputTokens + tally.outputTokens;
  return {
    policy,
    backEnd,
    strength,
    ...counts,
    shareShown: tally.pausesShown / tally.pauses,
    shareRight: tally.pausesRight / tally.pauses,
    untilShown: spreadOf(shownAfter),
    waiting: spreadOf(waited),
    requestsPer100Keys: (100 * tally.requests) / tally.keys,
    requestsPer1000Written: (1_000 * tally.requests) / tally.written,
    tokensPerShown: tokens / Math.max(1, tally.shown),
    tokensPerAccepted: tokens / Math.max(1, tally.accepted),
    flickerPer100Shown: (100 * (tally.replaced + tally.vanished)) / Math.max(1, tally.shown),
    keysSaved: 1 - tally.keys / alone.keys,
  };
}

function spreadOf(times: readonly number[]): Spread {
  if (times.length === 0) return { median: 0, mean: 0, p90: 0 };
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { median: median(times), mean, p90: quantile(times, 0.9) };
}

function sumOf(a: Tally, b: Tally): Tally {
  const sum = { ...a };
  for (const key of Object.keys(a) as (keyof Tally)[]) {
    if (key === 'shownAfter' || key === 'waited' || key === 'examples') continue;
    sum[key] += b[key];
  }
  return {
    ...sum,
    shownAfter: [...a.shownAfter, ...b.shownAfter],
    waited: [...a.waited, ...b.waited],
    examples: [...a.examples, ...b.examples],
  };
}
