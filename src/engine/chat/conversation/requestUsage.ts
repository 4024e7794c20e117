import * as l10n from '@vscode/l10n';
import type { AttemptRecord } from '../../failover/api/answer';
import { capitalised, failureClause } from '../../model/failure/failureText';
import { dollars } from '../../model/text/dollars';

/** Attempts, tokens and cost of one answer. */
export interface RequestUsage {
  readonly attempts: number;
  /** Tokens over all attempts with a known count. */
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** US dollars over all attempts with a known price, an estimate. */
  readonly cost?: number;
  /** The provider may charge for an attempt without a known price. */
  readonly isCostPartial: boolean;
  /** A clause for each attempt, in the order they ended: "Claude (claude-x) answered, about $0.012". */
  readonly tries: readonly string[];
}

export function requestUsageOf(attempts: readonly AttemptRecord[]): RequestUsage {
  const sum = (values: readonly (number | undefined)[]): number | undefined => {
    const known = values.filter((value) => Number.isFinite(value)) as readonly number[];
    return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0);
  };
  return {
    attempts: attempts.length,
    inputTokens: sum(attempts.map((attempt) => attempt.usage?.inputTokens)),
    outputTokens: sum(attempts.map((attempt) => attempt.usage?.outputTokens)),
    cost: sum(attempts.map((attempt) => attempt.cost)),
    isCostPartial: attempts.some(isUnpriced),
    tries: attempts.map(tryInWords),
  };
}

function tryInWords(attempt: AttemptRecord): string {
  const parts = [outcomeInWords(attempt)];
  if (attempt.maybeBilled) parts.push(l10n.t('may have been billed'));
  if (attempt.cost !== undefined && attempt.cost > 0) parts.push(dollars(attempt.cost));
  if (isUnpriced(attempt)) parts.push(l10n.t('price not known'));
  return parts.reduce((all, part) => l10n.t('{0}, {1}', all, part));
}

function outcomeInWords({ route, outcome, failure }: AttemptRecord): string {
  const who = `${route.label} (${route.model})`;
  switch (outcome) {
    case 'served':
      return l10n.t('{0} answered', who);
    case 'hedge-lost':
      return l10n.t('{0} was slower and was stopped', who);
    case 'cancelled':
      return l10n.t('{0} was stopped', who);
    case 'failed':
      return failure ? capitalised(failureClause(route, failure)) : l10n.t('{0} failed', who);
  }
}

function isUnpriced({ route, outcome, cost, maybeBilled }: AttemptRecord): boolean {
  return (outcome === 'served' || maybeBilled) && cost === undefined && route.trust === 'cloud';
}
