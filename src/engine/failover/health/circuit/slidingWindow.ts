import type { FailureKind } from '../../../model/failure';

/** One counted attempt. */
export interface Outcome {
  /** Number of the attempt in this window; 0 when it was another window's, or before a restart. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Absent: it went well. */
  readonly kind?: FailureKind;
  /** 1, or a half for what is only half a sign: a first content whose end is not known yet, an empty answer. */
  readonly weight: number;
}

const kept = 10;
/** Milliseconds. */
export const rememberedFor = 120_000;

/** The last ten outcomes that are not older than two minutes; an attempt has one, its last. */
export function withOutcome(outcomes: readonly Outcome[], outcome: Outcome): readonly Outcome[] {
  const others = outcomes.filter((other) => other.attempt === 0 || other.attempt !== outcome.attempt);
  return recent([...others, outcome], outcome.at);
}

export function recent(outcomes: readonly Outcome[], now: number): readonly Outcome[] {
  return outcomes.filter(({ at }) => Math.abs(now - at) <= rememberedFor).slice(-kept);
}

/** Failures since the last good end. A first content alone does not end the row: the stream may still be cut. */
export function failuresInARow(outcomes: readonly Outcome[]): number {
  let weight = 0;
  for (const outcome of [...outcomes].reverse()) {
    if (outcome.kind !== undefined) weight += outcome.weight;
    else if (outcome.weight >= 1) break;
  }
  return weight;
}

/** Three failures in a row, or at least half of at least four. */
export function tooMany(outcomes: readonly Outcome[]): boolean {
  if (failuresInARow(outcomes) >= 3) return true;
  const total = weigh(outcomes);
  const failed = weigh(outcomes.filter((outcome) => outcome.kind !== undefined));
  return total >= 4 && failed / total >= 0.5;
}

export function weigh(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, outcome) => sum + outcome.weight, 0);
}
