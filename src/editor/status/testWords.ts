import * as l10n from '@vscode/l10n';
import type { ProviderTest } from '../../engine/failover';
import { shownNumber } from '../../engine/model';

/** How a test of one provider ended, one sentence. */
export function testInWords(result: ProviderTest): string {
  const { label } = result.link;
  if (result.ok) return l10n.t('{0} is reachable ({1} ms).', label, shownNumber(Math.round(result.ms)));
  return 'off' in result ? l10n.t('{0} is off: {1}.', label, result.off) : result.failure.message;
}
