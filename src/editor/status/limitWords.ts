import * as l10n from '@vscode/l10n';
import type { KnownLimit } from '../../engine/failover';
import { duration, shownNumber } from '../../engine/model';

/** What a host has left: "requests left 12 of 50, tokens left 31K of 40K, full again in 40 s". */
export function limitsInWords(limits: readonly KnownLimit[], now: number): string {
  const shown = [tightest(limits.filter(isOfRequests)), tightest(limits.filter((limit) => !isOfRequests(limit)))];
  const parts = shown.flatMap((limit) => (limit ? [leftInWords(limit)] : []));
  const until = Math.max(...shown.flatMap((limit) => limit?.until ?? []));
  if (until > now) parts.push(l10n.t('full again in {0}', duration(until - now)));
  return parts.reduce((all, part) => l10n.t('{0}, {1}', all, part));
}

function isOfRequests({ unit }: KnownLimit): boolean {
  return unit === 'requests';
}

/** The one that is reached first, by the share that is left. */
function tightest(limits: readonly KnownLimit[]): KnownLimit | undefined {
  const shareOf = ({ remaining, limit }: KnownLimit): number => (limit === undefined ? 1 : remaining / limit);
  return [...limits].sort((one, other) => shareOf(one) - shareOf(other))[0];
}

function leftInWords(known: KnownLimit): string {
  const [left, all] = [compact(known.remaining), known.limit === undefined ? undefined : compact(known.limit)];
  if (isOfRequests(known))
    return all === undefined ? l10n.t('requests left {0}', left) : l10n.t('requests left {0} of {1}', left, all);
  return all === undefined ? l10n.t('tokens left {0}', left) : l10n.t('tokens left {0} of {1}', left, all);
}

function compact(value: number): string {
  return shownNumber(value, { notation: 'compact', maximumFractionDigits: 1 });
}
