import type { FailureKind } from '../../../model/failure/failure';

/** What one attempt showed. */
export interface Outcome {
  /** Number of the attempt in this editor window; 0 for one of another window, or from before a restart. */
  readonly attempt: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Absent where it went well. */
  readonly kind?: FailureKind;
  /** 1, or 0.5 for half a sign: a first content before the end of its answer is known, an empty completion. */
  readonly weight: number;
}

/**
 * By count, and small: one developer sends 1 to 20 requests a minute, and windows made for servers (100 calls in
 * resilience4j) would never trip.
 */
const maxOutcomes = 10;
/** The window of client-side throttling in the SRE book, chapter 21. */
export const rememberedForMs = 120_000;

/** The window with one outcome more. An attempt has one outcome, its last. */
export function withOutcome(window: readonly Outcome[], outcome: Outcome): readonly Outcome[] {
  const others = window.filter((other) => other.attempt === 0 || other.attempt !== outcome.attempt);
  return recent([...others, outcome], outcome.at);
}

/** The last ten outcomes that are not older than two minutes. */
export function recent(window: readonly Outcome[], now: number): readonly Outcome[] {
  return window.filter(({ at }) => Math.abs(now - at) <= rememberedForMs).slice(-maxOutcomes);
}

/** Failures since the last good end, by weight. A first content alone does not end the row: the stream may still be cut. */
export function failuresInARow(window: readonly Outcome[]): number {
  let weight = 0;
  for (const outcome of [...window].reverse()) {
    if (outcome.kind !== undefined) weight += outcome.weight;
    else if (outcome.weight >= 1) break;
  }
  return weight;
}

/** Three failures in a row, or at least half of at least four. */
export function tooMany(window: readonly Outcome[]): boolean {
  if (failuresInARow(window) >= 3) return true;
  const total = weigh(window);
  const failed = weigh(window.filter((outcome) => outcome.kind !== undefined));
  return total >= 4 && failed / total >= 0.5;
}

export function weigh(window: readonly Outcome[]): number {
  return window.reduce((sum, outcome) => sum + outcome.weight, 0);
}
