import * as l10n from '@vscode/l10n';
import { allProviders, type Budgets } from '../../failover/api/budget';
import { shortened, shownValue } from '../../model/text/shortened';

/** While a limit cannot be understood nothing is spent: it may be the one that matters. */
const nothing: Budgets = new Map([[allProviders, 0]]);

/**
 * Checks the value of `everpair.budgets`: US dollars a month, by the id of a provider or `all`. `wrong`: what is wrong with it, in a
 * sentence. Pure: takes any value from the settings file.
 */
export function readBudgets(value: unknown): { readonly budgets: Budgets; readonly wrong?: string } {
  if (value === undefined) return { budgets: new Map() };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { budgets: nothing, wrong: notAnObject(value) };
  }
  const budgets = new Map<string, number>();
  for (const [id, limit] of Object.entries(value) as readonly [string, unknown][]) {
    if (typeof limit !== 'number' || !Number.isFinite(limit) || limit < 0) {
      return { budgets: nothing, wrong: noLimit(id, limit) };
    }
    budgets.set(id, limit);
  }
  return { budgets };
}

function notAnObject(value: unknown): string {
  return l10n.t(
    'everpair.budgets must be an object of providers and US dollars a month, such as {0}, not {1}. Until then nothing that costs money is asked.',
    '{ "all": 20, "openai": 5 }',
    shownValue(value),
  );
}

function noLimit(id: string, limit: unknown): string {
  return l10n.t(
    'everpair.budgets["{0}"] must be a number of US dollars a month, 0 or more, not {1}. Until then nothing that costs money is asked.',
    shortened(id),
    shownValue(limit),
  );
}
