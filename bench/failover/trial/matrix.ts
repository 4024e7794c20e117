import { setTimeout as wait } from 'node:timers/promises';
import type { Backends } from '../backend/backends';
import type { Engine } from '../engines/engine';
import type { Protocol } from '../../../tools/wire/protocol';
import { type Scenario, usualTimeoutMs } from '../scenario/scenarios';
import { type Case, direct, type Trial, trial } from './trial';
import { type Direct, medianOf, type Verdict, verdictOf } from './verdict';

export interface Cell {
  readonly engine: string;
  readonly protocol: Protocol;
  readonly scenario: string;
  readonly runs: number;
  readonly first: Verdict;
  /** The next question, with A as it was. */
  readonly second: Verdict;
}

export interface MatrixOptions {
  readonly backends: Backends;
  readonly engines: readonly Engine[];
  readonly protocols: readonly Protocol[];
  readonly scenarios: readonly Scenario[];
  /** Trials of each case that is over quickly. */
  readonly runs: number;
  readonly onProgress: (what: string) => void;
}

export interface Matrix {
  /** By engine. */
  readonly direct: Readonly<Record<string, Direct>>;
  readonly cells: readonly Cell[];
}

/** Milliseconds for both questions; what takes longer waits for a deadline or a second try, and once is enough. */
export const quickMs = 2_000;
/** Milliseconds between the starts of cases that run side by side. */
const staggerMs = 30;

interface Row extends Case {
  readonly scenario: Scenario;
  trials: readonly Trial[];
}

/**
 * First every case once, side by side, those that wait longest first. Then those that were over quickly again, one after
 * the other and engine by engine in turn, and only these runs count for them. Meanwhile only those still wait whose
 * deadline is a minute away.
 */
export async function runMatrix(options: MatrixOptions): Promise<Matrix> {
  const { backends, engines, scenarios, runs, onProgress } = options;
  const rows = rowsOf(options);
  onProgress('warming up');
  for (const row of rowsOf({ ...options, scenarios: scenarios.slice(0, 1) })) await trial(backends, row);
  const waitsLong = ({ scenario }: Row): boolean => scenario.patience > usualTimeoutMs;
  const longest = sideBySide(backends, rows.filter(waitsLong));
  const others = inOrder(rows.filter((row) => !waitsLong(row)));
  onProgress(`${rows.length} cases side by side`);
  await sideBySide(backends, others);
  const quickRows = others.filter(({ trials }) => trials.every(isQuick));
  for (const row of quickRows) row.trials = [];
  const directs = new Map<string, Direct[]>(engines.map(({ id }) => [id, []]));
  for (let run = 0; run < runs; run += 1) {
    onProgress(`${quickRows.length} quick cases in turn, ${run + 1} of ${runs}`);
    for (const row of quickRows) row.trials = [...row.trials, await trial(backends, row)];
    for (const engine of engines) directs.get(engine.id)?.push(await timesOf(backends, engine));
  }
  onProgress('waiting for the last deadlines');
  await longest;
  const direct = Object.fromEntries([...directs].map(([id, times]) => [id, medianOf(times)]));
  return { direct, cells: rows.map((row) => cellOf(row, direct[row.engine.id] ?? { firstMs: 0, totalMs: 0 })) };
}

/** Engines last, so that they take turns. */
function rowsOf({ engines, protocols, scenarios }: MatrixOptions): Row[] {
  return protocols.flatMap((protocol) =>
    scenarios.flatMap((scenario) =>
      engines
        .filter((engine) => engine.lacks?.(protocol) === undefined)
        .map((engine) => ({ engine, protocol, scenario, trials: [] })),
    ),
  );
}

/** Those that wait for a deadline first, and last the one with which some clients keep this process busy for seconds. */
function inOrder(rows: readonly Row[]): Row[] {
  const placeOf = ({ scenario }: Row): number => {
    if (scenario.id === 'endless-line') return 2;
    return scenario.kind === 'silent' || scenario.kind === 'silent-middle' ? 0 : 1;
  };
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

async function sideBySide(backends: Backends, rows: readonly Row[]): Promise<void> {
  const running: Promise<void>[] = [];
  for (const row of rows) {
    running.push(
      trial(backends, row).then((one) => {
        row.trials = [one];
      }),
    );
    await calm();
  }
  await Promise.all(running);
}

/** Waits until the machine keeps up, so that no deadline is missed through a busy processor. */
async function calm(): Promise<void> {
  for (let late = Infinity; late > staggerMs;) {
    const before = performance.now();
    await wait(staggerMs);
    late = performance.now() - before - staggerMs;
  }
}

function isQuick({ first, second }: Trial): boolean {
  return first.totalMs + second.totalMs < quickMs;
}

/** Several, so that the reference is steadier than what is measured against it. */
async function timesOf(backends: Backends, engine: Engine): Promise<Direct> {
  const times: Direct[] = [];
  for (let index = 0; index < 10; index += 1) {
    const { firstMs = 0, totalMs } = await direct(backends, engine);
    times.push({ firstMs, totalMs });
  }
  return medianOf(times);
}

function cellOf({ engine, protocol, scenario, trials }: Row, reference: Direct): Cell {
  return {
    engine: engine.id,
    protocol,
    scenario: scenario.id,
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
