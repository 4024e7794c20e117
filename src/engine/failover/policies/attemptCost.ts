import type { Failure, FailureKind } from '../../model/failure/failure';
import { type Price, tokenCost } from '../../model/price';
import type { Route } from '../../model/route/route';
import type { Usage } from '../../model/stream/stream';
import type { AttemptOutcome, AttemptRecord } from '../api/answer';

export interface AttemptCostFacts {
  readonly route: Route;
  readonly outcome: AttemptOutcome;
  readonly failure?: Failure;
  readonly firstContentMs?: number;
  readonly usage?: Usage;
  /** Undefined where it is not known. */
  readonly price: Price | undefined;
  /** Tokens of the input as estimated before it was sent, for attempts without usage from the provider. */
  readonly inputTokens: number;
  /** Tokens of the text received, as estimated. */
  readonly outputTokens: number;
}

/** The record of an attempt, with its cost as far as that can be known. */
export function attemptRecord(facts: AttemptCostFacts): AttemptRecord {
  const { route, outcome, failure, firstContentMs, usage } = facts;
  const maybeBilled = outcome !== 'served' && mayBeBilled(failure, firstContentMs);
  const billed = outcome === 'served' || maybeBilled;
  const cost = billed ? costOf(facts) : undefined;
  return { route, outcome, failure, firstContentMs, usage, cost, maybeBilled };
}

/** Ends of an attempt that a vendor may charge for: the model had begun to work. */
const billedKinds: ReadonlySet<FailureKind> = new Set([
  'cancelled',
  'first-token-timeout',
  'stalled',
  'stream-cut',
  'in-stream',
  'empty',
  'not-continued',
]);

function mayBeBilled(failure: Failure | undefined, firstContentMs: number | undefined): boolean {
  return firstContentMs !== undefined || failure === undefined || billedKinds.has(failure.kind);
}

function costOf({ price, usage, inputTokens, outputTokens }: AttemptCostFacts): number | undefined {
  if (!price) return undefined;
  const input = usage?.inputTokens ?? inputTokens;
  const output = usage?.outputTokens ?? outputTokens;
  return tokenCost(price, {
    input,
    output,
    cachedInput: usage?.cachedInputTokens,
    cacheWrite: usage?.cacheWriteTokens,
  });
}

/** US dollars, over all attempts with a known price. */
export function spentOf(attempts: readonly AttemptRecord[]): number {
  return attempts.reduce((sum, attempt) => sum + (attempt.cost ?? 0), 0);
}
