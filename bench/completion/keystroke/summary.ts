import { median, quantile } from '../../report/median';
import type { Day, Level } from './day';
import type { Cost, Key, Measured } from './host/measured';

/** Milliseconds that 99 of 100 keys may take at most in the longer file. */
const allowedMs = 4;
/** How much more may be allocated for a key in a file a hundred times as long. */
const allowedRatio = 1.25;
/** Growth of the heap from the second quarter of the day to the last, as a share. */
const allowedGrowth = 0.05;

export interface Spread {
  readonly keys: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /**
   * 99th percentile over the keys, of each the median of its repetitions: what else the machine does at that moment does not
   * come again with the same key, and what the key itself costs does.
   */
  readonly steadyP99: number;
  /** Median of bytes allocated for a key. */
  readonly bytes: number;
}

export interface Row extends Spread {
  readonly who: string;
  readonly lines: number;
  readonly kind: string;
}

/** Milliseconds. */
export interface Turns {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

export interface Summary {
  readonly rows: readonly Row[];
  /** The first key in a freshly opened file, which VS Code itself has something to prepare for. */
  readonly first: readonly { readonly lines: number; readonly cost: Cost }[];
  /** Turns of the loop that Everpair took between keys. */
  readonly between: readonly (Turns & { readonly lines: number })[];
  /** All that the engines do for a key in a process without an editor. */
  readonly alone: Turns;
  readonly p99: number;
  readonly ratio: number;
  readonly growth: number;
  readonly met: { readonly time: boolean; readonly allocation: boolean; readonly memory: boolean };
}

const kinds = ['request', 'memory', 'nothing'] as const;

export function summarize(measured: readonly Measured[], alone: readonly number[], day: Day): Summary {
  const rows = measured.flatMap(({ lines, keys, wholeFile }) => {
    const row = (who: string, kind: string, costs: readonly Timed[]): Row => ({ who, lines, kind, ...spread(costs) });
    return [
      row('Everpair', 'all', keys),
      ...kinds.map((each) =>
        row(
          'Everpair',
          each,
          keys.filter(({ kind }) => kind === each),
        ),
      ),
      row('reads the whole file', 'all', wholeFile),
    ];
  });
  const ours = rows.filter(({ who, kind }) => who === 'Everpair' && kind !== 'all' && kind !== 'nothing');
  const ratios = kinds.map((kind) => ratioOf(ours.filter((row) => row.kind === kind)));
  const p99 = rows.findLast(({ who, kind }) => who === 'Everpair' && kind === 'all')?.steadyP99 ?? NaN;
  const ratio = Math.max(...ratios.filter((each) => each !== undefined));
  const growth = growthOf(day.levels);
  return {
    rows,
    first: measured.flatMap(({ lines, keys: [cost] }) => (cost ? [{ lines, cost }] : [])),
    between: measured.map(({ lines, between }) => ({ lines, ...turnsOf(between) })),
    alone: turnsOf(alone),
    p99,
    ratio,
    growth,
    met: { time: p99 < allowedMs, allocation: ratio < allowedRatio, memory: growth < allowedGrowth },
  };
}

function turnsOf(ms: readonly number[]): Turns {
  return { count: ms.length, p50: median(ms), p99: quantile(ms, 0.99), most: Math.max(...ms) };
}

/** Without an `id` it is not known which key it was. */
type Timed = Cost & Partial<Pick<Key, 'id'>>;

function spread(costs: readonly Timed[]): Spread {
  const ms = costs.map((cost) => cost.ms);
  const bytes = costs.map((cost) => cost.bytes).filter((each) => each !== undefined);
  return {
    keys: costs.length,
    p50: ms.length === 0 ? NaN : median(ms),
    p99: ms.length === 0 ? NaN : quantile(ms, 0.99),
    most: Math.max(...ms),
    steadyP99: costs.length === 0 ? NaN : quantile(mediansOf(costs), 0.99),
    bytes: bytes.length === 0 ? NaN : median(bytes),
  };
}

function mediansOf(costs: readonly Timed[]): readonly number[] {
  const repetitions = new Map<string, number[]>();
  for (const [index, { id = String(index), ms }] of costs.entries())
    repetitions.set(id, [...(repetitions.get(id) ?? []), ms]);
  return [...repetitions.values()].map((each) => median(each));
}

/** Of the rows of one kind, the shortest file's first. */
function ratioOf(rows: readonly Row[]): number | undefined {
  const [short, long] = [rows[0], rows.at(-1)];
  return short && long && short !== long ? long.bytes / short.bytes : undefined;
}

function growthOf(levels: readonly Level[]): number {
  const mean = (from: number, to: number): number => {
    const part = levels.slice(Math.floor(levels.length * from), Math.floor(levels.length * to));
    return part.reduce((sum, { bytes }) => sum + bytes, 0) / part.length;
  };
  return mean(0.75, 1) / mean(0.25, 0.5) - 1;
}
