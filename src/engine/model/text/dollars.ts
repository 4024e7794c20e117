import * as l10n from '@vscode/l10n';
import { shownNumber } from './language';

/** An amount of US dollars with the two digits that matter: "about $0.012". */
export function dollars(amount: number): string {
  if (amount < leastDollars) return l10n.t('less than {0}', inDollars(leastDollars, { maximumFractionDigits: 4 }));
  const digits = amount < 0.995 ? { minimumSignificantDigits: 2, maximumSignificantDigits: 2 } : {};
  return l10n.t('about {0}', inDollars(amount, digits));
}

/** An amount of US dollars to the cent: "$5.02". */
export function exactDollars(amount: number): string {
  return inDollars(amount, {});
}

const leastDollars = 0.0001;

function inDollars(amount: number, digits: Intl.NumberFormatOptions): string {
  return shownNumber(amount, { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol', ...digits });
}
