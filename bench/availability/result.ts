import { quantile } from '../median';
import type { Job } from './job';
import { type Scenario, scenarios } from './scenario';
import { intervalOf } from './share';
import { sumOf, type Tally } from './tally';
import type { Weather } from './weather';

/** All that one run found, with what is needed to judge and to repeat it. Times in milliseconds. */
export interface Result {
  readonly node: string;
  readonly seeds: readonly number[];
  readonly assumptions: readonly string[];
  readonly weather: Weather;
  readonly rows: readonly Row[];
}

/** One strategy in one scenario, over all years it was run. */
export interface Row extends Omit<Tally, 'addedMs' | 'addedWhenFailingMs' | 'returnsMs'> {
  readonly scenario: string;
  readonly strategy: string;
  readonly title: string;
  readonly rules: string;
  readonly years: number;
  /** Of the share of useful answers, at 95 %, as if questions were independent of each other. */
  readonly interval: readonly [number, number];
  readonly worstYear: number;
  readonly added: Percentiles;
  readonly addedWhenFailing: Percentiles;
  /** How often the first provider was passed over without need, and how long until it was asked again. */
  readonly returns: {
    readonly count: number;
    readonly minutesPerYear: number;
    readonly p95: number;
    readonly max: number;
  };
}

interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
}

export function rowsOf(jobs: readonly Job[], tallies: readonly Tally[]): readonly Row[] {
  return scenarios.flatMap((scenario) =>
    scenario.strategies.map(({ id, title, rules }) => {
      const own = tallies.filter((_, index) => {
        const job = jobs[index];
        return job?.scenario === scenario.title && job.strategy === id;
      });
      return { ...rowOf(scenario, own), strategy: id, title, rules };
    }),
  );
}

function rowOf({ title }: Scenario, tallies: readonly Tally[]): Omit<Row, 'strategy' | 'title' | 'rules'> {
  const { addedMs, addedWhenFailingMs, returnsMs, ...counts } = sumOf(tallies);
  return {
    scenario: title,
    ...counts,
    years: tallies.length,
    interval: intervalOf(counts.useful, counts.questions),
    worstYear: Math.min(...tallies.map(({ useful, questions }) => useful / questions)),
    added: percentilesOf(addedMs),
    addedWhenFailing: percentilesOf(addedWhenFailingMs),
    returns: {
      count: returnsMs.length,
      minutesPerYear: returnsMs.reduce((sum, ms) => sum + ms, 0) / 60_000 / tallies.length,
      p95: returnsMs.length > 0 ? quantile(returnsMs, 0.95) : 0,
      max: returnsMs.reduce((longest, ms) => Math.max(longest, ms), 0),
    },
  };
}

function percentilesOf(times: readonly number[]): Percentiles {
  const at = (share: number): number => (times.length > 0 ? Math.round(quantile(times, share)) : 0);
  return { count: times.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), p999: at(0.999) };
}
