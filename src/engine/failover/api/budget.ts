/** US dollars that a month may cost, by the id of a provider; under `allProviders` for all of them together. */
export type Budgets = ReadonlyMap<string, number>;

/** The key of the limit that holds for all providers together. */
export const allProviders = 'all';

/** A budget and what of it was used. */
export interface BudgetUse {
  /** Id of a provider, or `allProviders`. */
  readonly key: string;
  /** US dollars in this month, the estimated ones included. */
  readonly used: number;
  /** US dollars of `used` for which the provider has reported no tokens. */
  readonly estimated: number;
  /** US dollars of `used` that this window has spent. */
  readonly usedHere: number;
  /** US dollars a month. */
  readonly limit: number;
  /** Milliseconds since the epoch when the next month begins. */
  readonly until: number;
}

/** A budget that keeps a route from being asked. */
export type UsedUpBudget = Pick<BudgetUse, 'key' | 'used' | 'limit' | 'until'>;
