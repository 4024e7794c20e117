import * as l10n from '@vscode/l10n';
import type { TokenRates } from '../price';

/** What a model costs, as a clause. */
export function priceInWords({ input, output }: Pick<TokenRates, 'input' | 'output'>): string {
  if (input === 0 && output === 0) return l10n.t('free');
  return l10n.t('${0} in, ${1} out per million tokens', rate(input), rate(output));
}

/** As vendors write it: "2", "2.50", "0.075". */
function rate(dollars: number): string {
  if (Number.isInteger(dollars)) return String(dollars);
  return dollars < 0.1 ? String(dollars) : dollars.toFixed(2);
}
