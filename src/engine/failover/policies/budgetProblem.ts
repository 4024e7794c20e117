import * as l10n from '@vscode/l10n';
import type { Route } from '../../model/route/route';
import { exactDollars } from '../../model/text/dollars';
import { textLanguage } from '../../model/text/language';
import { allProviders, type UsedUpBudget } from '../api/budget';

/** Why the route is not asked: "OpenAI has used $5.02 of $5.00 this month; it is asked again on December 1." */
export function budgetProblem({ label }: Pick<Route, 'label'>, { key, used, limit, until }: UsedUpBudget): string {
  const values = [exactDollars(used), exactDollars(limit), dayInWords(until)] as const;
  return key === allProviders
    ? l10n.t('{1} of {2} are used this month by all providers; {0} is asked again on {3}.', label, ...values)
    : l10n.t('{0} has used {1} of {2} this month; it is asked again on {3}.', label, ...values);
}

/** "December 1", in the time zone of this machine. */
function dayInWords(ms: number): string {
  return new Date(ms).toLocaleDateString(textLanguage(), { month: 'long', day: 'numeric' });
}
