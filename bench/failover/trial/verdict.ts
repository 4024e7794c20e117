import { median } from '../../report/median';
import { isExact, type Outcome } from './exchange';
import type { Asked } from './trial';

/** One question of one case over all its runs: medians of times, the worst of everything else. */
export interface Verdict {
  readonly exact: boolean;
  readonly outcome: Outcome;
  /** Words; a call counts as one. */
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
  /** Absent where they were not observed. */
  readonly requestsToA?: number;
  readonly requestsToOthers: number;
  /** Requests to A that came to nothing. */
  readonly wastedOnA?: number;
}

/** Milliseconds, medians over answers of B alone. */
export interface Direct {
  readonly firstMs: number;
  readonly totalMs: number;
}

const outcomes: readonly Outcome[] = ['answered', 'error', 'no-answer'];

export function verdictOf(asked: readonly Asked[], reference: Direct): Verdict {
  const worst = (of: (one: Asked) => number): number => Math.max(...asked.map(of));
  const middle = (of: (one: Asked) => number): number => round(median(asked.map(of)));
  const firsts = asked.flatMap(({ firstMs }) => firstMs ?? []);
  const first = firsts.length > 0 ? median(firsts) : undefined;
  const toA = asked.flatMap(({ requestsToA }) => requestsToA ?? []);
  const wasted = asked.flatMap(({ wastedOnA }) => wastedOnA ?? []);
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
    ...(toA.length > 0 ? { requestsToA: Math.max(...toA) } : {}),
    requestsToOthers: worst(({ requestsToOthers }) => requestsToOthers),
    ...(wasted.length > 0 ? { wastedOnA: Math.max(...wasted) } : {}),
  };
}

export function medianOf(times: readonly Direct[]): Direct {
  return { firstMs: median(times.map((time) => time.firstMs)), totalMs: median(times.map((time) => time.totalMs)) };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
