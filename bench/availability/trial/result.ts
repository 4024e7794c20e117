import { quantile } from '../../report/median';
import type { FaultCause } from '../provider/fate';
import type { Job } from './job';
import type { Recovery } from '../provider/recoveries';
import { type Scenario, scenarios } from './scenario';
import { intervalOf } from './share';
import { sumOf, type Tally } from './tally';
import type { Weather } from '../world/weather';
import { type IncidentKind, incidentKinds } from '../world/world';

/** Milliseconds after which a provider that is well again is to be asked at the latest. */
export const returnGoalMs = 60_000;

/** All that one run found, with what is needed to judge and to repeat it. Times in milliseconds. */
export interface Result {
  readonly node: string;
  readonly world: string;
  readonly seeds: readonly number[];
  readonly assumptions: readonly string[];
  readonly weather: Weather;
  readonly rows: readonly Row[];
}

/** One strategy in one scenario, over all years it was run. */
export interface Row extends Omit<Tally, 'addedMs' | 'addedWhenFailingMs' | 'returnsMs' | 'recoveries'> {
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
  };
  /** How soon the first provider was asked again, by what it had failed of. */
  readonly recoveries: { readonly [C in FaultCause | 'incidents']?: RecoveryTimes };
}

/** Milliseconds, and questions that went elsewhere in them. */
export interface RecoveryTimes {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  /** How many took no longer than the goal. */
  readonly within: number;
  /** The same of the user's next questions: as soon as an engine could be that asks only for what the user asks. */
  readonly nextQuestion: { readonly p95: number; readonly within: number };
  readonly passedOver: number;
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
  const { addedMs, addedWhenFailingMs, returnsMs, recoveries, ...counts } = sumOf(tallies);
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
    },
    recoveries: recoveryTimesBy(recoveries),
  };
}

/** `incidents`: of all kinds of them. */
function recoveryTimesBy(recoveries: Tally['recoveries']): Row['recoveries'] {
  const ofIncidents = Object.keys(incidentKinds).flatMap((kind) => recoveries[kind as IncidentKind] ?? []);
  const all = { ...recoveries, ...(ofIncidents.length > 0 && { incidents: ofIncidents }) };
  return Object.fromEntries(Object.entries(all).map(([cause, list]) => [cause, recoveryTimes(list)]));
}

function recoveryTimes(recoveries: readonly Recovery[]): RecoveryTimes {
  const times = recoveries.map(({ afterMs }) => afterMs);
  const next = recoveries.map(({ nextQuestionMs }) => nextQuestionMs);
  const within = (all: readonly number[]): number => all.filter((ms) => ms <= returnGoalMs).length;
  return {
    count: times.length,
    p50: Math.round(quantile(times, 0.5)),
    p95: Math.round(quantile(times, 0.95)),
    max: Math.round(quantile(times, 1)),
    within: within(times),
    nextQuestion: { p95: Math.round(quantile(next, 0.95)), within: within(next) },
    passedOver: recoveries.reduce((sum, { passedOver }) => sum + passedOver, 0),
  };
}

function percentilesOf(times: readonly number[]): Percentiles {
  const at = (share: number): number => (times.length > 0 ? Math.round(quantile(times, share)) : 0);
  return { count: times.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), p999: at(0.999) };
}
