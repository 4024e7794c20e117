import { setTimeout as wait } from 'node:timers/promises';
import type { Backends } from './backends';
import type { Engine } from './engines/engine';
import { isExact, type Outcome } from './exchange';
import type { Fault } from './faults';
import { median } from '../median';
import { type Asked, direct, type Trial, trial } from './trial';

/** One question of one engine under one fault, over all runs: medians of times, the worst of everything else. */
export interface Verdict {
  readonly exact: boolean;
  readonly outcome: Outcome;
  /** Words. */
  readonly lost: number;
  readonly repeated: number;
  readonly foreign: number;
  /** Milliseconds later than the same engine that knows B alone; absent when no text came. */
  readonly addedFirstMs?: number;
  readonly addedTotalMs: number;
  /** Milliseconds. */
  readonly firstMs?: number;
  readonly totalMs: number;
  readonly longestWaitMs: number;
  /** Characters. */
  readonly takenBack: number;
  readonly requestsToA: number;
  readonly requestsToB: number;
}

export interface Cell {
  readonly engine: string;
  readonly fault: Fault;
  readonly runs: number;
  readonly first: Verdict;
  /** The next question, with A as it was. */
  readonly second: Verdict;
}

/** Milliseconds, medians over answers of B alone. */
export interface Direct {
  readonly firstMs: number;
  readonly totalMs: number;
}

export interface MatrixOptions {
  readonly backends: Backends;
  readonly engines: readonly Engine[];
  readonly faults: readonly Fault[];
  /** Trials of each case that is over quickly. */
  readonly runs: number;
  readonly onProgress: (what: string) => void;
}

export interface Matrix {
  readonly direct: Readonly<Record<string, Direct>>;
  readonly cells: readonly Cell[];
}

/** Milliseconds for both questions; what takes longer waits for a deadline or a second try, and once is enough. */
export const quick = 5_000;
/** Milliseconds between the starts of cases that run side by side. */
const stagger = 100;

interface Case {
  readonly engine: Engine;
  readonly fault: Fault;
  trials: readonly Trial[];
}

/**
 * First every case once, side by side, because most of that time is waiting. Then those that were over quickly again,
 * alone on the machine and engine by engine in turn, and only these runs count for them.
 */
export async function runMatrix({ backends, engines, faults, runs, onProgress }: MatrixOptions): Promise<Matrix> {
  const cases: Case[] = faults.flatMap((fault) => engines.map((engine) => ({ engine, fault, trials: [] })));
  onProgress(`${cases.length} cases side by side`);
  await Promise.all(
    cases.map(async (each, index) => {
      await wait(index * stagger);
      each.trials = [await trial(backends, each.engine, each.fault)];
    }),
  );
  const quickCases = cases.filter(({ trials }) => trials.every(isQuick));
  for (const each of quickCases) each.trials = [];
  const directs = new Map<string, Direct[]>(engines.map(({ id }) => [id, []]));
  for (let run = 0; run < runs; run += 1) {
    onProgress(`${quickCases.length} quick cases in turn, ${run + 1} of ${runs}`);
    for (const fault of faults) {
      for (const each of quickCases.filter((one) => one.fault === fault)) {
        each.trials = [...each.trials, await trial(backends, each.engine, fault)];
      }
    }
    for (const engine of engines) directs.get(engine.id)?.push(await timesOf(backends, engine));
  }
  const direct = Object.fromEntries([...directs].map(([id, times]) => [id, medianOf(times)]));
  return { direct, cells: cases.map((each) => cellOf(each, direct[each.engine.id] ?? { firstMs: 0, totalMs: 0 })) };
}

function isQuick({ first, second }: Trial): boolean {
  return first.totalMs + second.totalMs < quick;
}

/** Several, so that the reference is steadier than what is measured against it. */
async function timesOf(backends: Backends, engine: Engine): Promise<Direct> {
  const times: Direct[] = [];
  for (let index = 0; index < 5; index += 1) {
    const { firstMs = 0, totalMs } = await direct(backends, engine);
    times.push({ firstMs, totalMs });
  }
  return medianOf(times);
}

function medianOf(times: readonly Direct[]): Direct {
  return { firstMs: median(times.map((time) => time.firstMs)), totalMs: median(times.map((time) => time.totalMs)) };
}

function cellOf({ engine, fault, trials }: Case, reference: Direct): Cell {
  return {
    engine: engine.id,
    fault,
    runs: trials.length,
    first: verdictOf(
      trials.map((one) => one.first),
      reference,
    ),
    second: verdictOf(
      trials.map((one) => one.second),
      reference,
    ),
  };
}

const outcomes: readonly Outcome[] = ['answered', 'error', 'no-answer'];

function verdictOf(asked: readonly Asked[], reference: Direct): Verdict {
  const worst = (of: (one: Asked) => number): number => Math.max(...asked.map(of));
  const middle = (of: (one: Asked) => number): number => round(median(asked.map(of)));
  const firsts = asked.flatMap(({ firstMs }) => firstMs ?? []);
  const first = firsts.length > 0 ? median(firsts) : undefined;
  return {
    exact: asked.every(isExact),
    outcome: outcomes[worst(({ outcome }) => outcomes.indexOf(outcome))] ?? 'error',
    lost: worst(({ difference }) => difference.lost),
    repeated: worst(({ difference }) => difference.repeated),
    foreign: worst(({ difference }) => difference.foreign),
    ...(first === undefined ? {} : { firstMs: round(first), addedFirstMs: round(first - reference.firstMs) }),
    totalMs: middle(({ totalMs }) => totalMs),
    addedTotalMs: middle(({ totalMs }) => totalMs - reference.totalMs),
    longestWaitMs: middle(({ longestWaitMs }) => longestWaitMs),
    takenBack: worst(({ takenBack }) => takenBack),
    requestsToA: worst(({ requestsToA }) => requestsToA),
    requestsToB: worst(({ requestsToB }) => requestsToB),
  };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
