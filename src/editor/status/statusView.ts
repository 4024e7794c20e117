import * as l10n from '@vscode/l10n';
import { type Boundary, type ManagerStatus, type ProviderStatus, isWithin } from '../../engine/failover';
import { duration, failureLabel } from '../../engine/model';

/** What the status-bar item shows. */
export interface StatusView {
  /** With codicons, as `$(check) Anthropic`. */
  readonly text: string;
  /** For screen readers; begins with "Everpair". */
  readonly label: string;
  readonly background: 'warning' | 'error' | undefined;
  /** A time in it counts down, so it has to be drawn again each second. */
  readonly counting: boolean;
}

/** How far code may go, in two words; empty when there is no limit. */
const onlyWords: Record<Boundary, () => string> = {
  local: () => l10n.t('local only'),
  private: () => l10n.t('private only'),
  any: () => '',
};

export function isOutside({ link }: ProviderStatus, reach: ManagerStatus): boolean {
  return !isWithin(link.chat, reach);
}

function reachInWords({ boundary, allowedHosts }: ManagerStatus): string {
  return boundary === 'any' && allowedHosts ? l10n.t('allowed hosts only') : onlyWords[boundary]();
}

const longestWaitMs = 3_600_000;

/** Milliseconds until a time in the item or its hover is out of date; undefined where none will be. */
export function redrawAfter({ providers }: ManagerStatus, { counting }: StatusView, now: number): number | undefined {
  // A budget is full again at the turn of the month; a timer cannot be set as long as that.
  const renewals = providers.flatMap(({ usedUp }) => (usedUp ? [Math.min(usedUp.until - now, longestWaitMs)] : []));
  const waits = providers
    .filter(({ state, chat }) => state === 'down' && !chat.halfOpen)
    .map(({ chat }) => (chat.until ?? 0) - now)
    .filter((wait) => wait > 0);
  const ends = providers.flatMap(({ limits: routes }) =>
    routes.flatMap(({ limits }) => limits.map(({ until = Infinity }) => until - now)),
  );
  // What hosts have left is in the hover alone.
  if (waits.length === 0 && ends.length > 0) return Math.min(...ends) > 99_000 ? 60_000 : 10_000;
  if (waits.length === 0) return renewals.length > 0 ? Math.max(1_000, ...renewals) : undefined;
  if (Math.min(...waits) > 99_000) return 15_000;
  // A second for the item itself. For the hover alone five seconds are often enough.
  return counting ? 1_000 : 5_000;
}

/** The provider that would answer now and its state. Pure. */
export function statusView(status: ManagerStatus, now: number): StatusView {
  const { next, providers, pinned, offline } = status;
  if (providers.length === 0) {
    return view('$(sparkle) Everpair', l10n.t('Everpair: no provider is set up yet'), undefined, false);
  }
  if (!next || next.state === 'off') return noneAvailable(status, now);
  const { label } = next.link;
  const pin = pinned === undefined ? '' : ' $(pin)';
  const pinWords = pinned === undefined ? '' : l10n.t('pinned');
  if (offline && next.link.chat.trust === 'cloud') {
    return view(
      `$(circle-slash) ${l10n.t('{0}: offline', label)}${pin}`,
      listed(l10n.t('Everpair: {0} is out of reach, offline', label), pinWords),
      'error',
      false,
    );
  }
  if (next.state === 'down') return nextIsDown(next, status, now);
  const first = providers.find((provider) => provider.state !== 'off');
  if (offline && first && first !== next && pinned === undefined) {
    return view(
      `$(debug-disconnect) ${l10n.t('{0} (offline)', label)}`,
      l10n.t('Everpair: {0} answers, this machine seems to be offline', label),
      'warning',
      false,
    );
  }
  if (pinned === undefined && first && first !== next && first.state === 'down') {
    const { words, counting } = reasonOf(first, now);
    return view(
      `$(arrow-swap) ${label} (${first.link.label} ${words})`,
      l10n.t('Everpair: {0} answers, {1} {2}', label, first.link.label, words),
      'warning',
      counting,
    );
  }
  const only = providers.some((provider) => isOutside(provider, status)) ? reachInWords(status) : '';
  const kept = only === '' ? '' : ` (${only})`;
  const isSlow = next.state === 'degraded';
  return view(
    `${isSlow ? `$(warning) ${l10n.t('{0} slow', label)}` : `$(check) ${label}`}${kept}${pin}`,
    listed(isSlow ? l10n.t('Everpair: {0} is slow', label) : l10n.t('Everpair: {0} is healthy', label), only, pinWords),
    undefined,
    false,
  );
}

function nextIsDown(next: ProviderStatus, { providers, pinned }: ManagerStatus, now: number): StatusView {
  const { label } = next.link;
  const { words, counting } = reasonOf(next, now);
  const stand = providers.find(({ state }) => state === 'healthy' || state === 'degraded');
  if (next.chat.halfOpen && pinned === undefined && stand) {
    return view(
      `$(sync) ${label} (${words})`,
      l10n.t('Everpair: {0}, {1}, {2} stands by', label, words, stand.link.label),
      'warning',
      counting,
    );
  }
  const isPinned = pinned !== undefined;
  return view(
    `$(error) ${label}: ${words}${isPinned ? ' $(pin)' : ''}`,
    listed(l10n.t('Everpair: {0} is down, {1}', label, words), isPinned ? l10n.t('pinned') : ''),
    'error',
    counting,
  );
}

/** Why none of them can serve, and when one may again. */
function noneAvailable(status: ManagerStatus, now: number): StatusView {
  const { next, providers, offline, pinned } = status;
  const asked = next ? [next] : providers;
  if (asked.every((provider) => isOutside(provider, status))) {
    const only = reachInWords(status);
    const words = next
      ? l10n.t('Everpair: {0}, {1} is outside', only, next.link.label)
      : l10n.t('Everpair: {0}, every provider is outside', only);
    return view(`$(circle-slash) ${next?.link.label ?? 'Everpair'}: ${only}`, words, 'error', false);
  }
  if (next?.usedUp) {
    return view(
      `$(circle-slash) ${l10n.t('{0}: budget used up', next.link.label)}${pinned === undefined ? '' : ' $(pin)'}`,
      l10n.t("Everpair: this month's budget is used up for {0}", next.link.label),
      'error',
      false,
    );
  }
  const returns = providers.flatMap(({ state, chat }) => (state === 'off' ? [] : [chat.until ?? Infinity]));
  const earliest = Math.min(...returns);
  const what = offline ? l10n.t('offline') : l10n.t('no provider available');
  const counting = Number.isFinite(earliest);
  const words = counting ? l10n.t('{0}, retry in {1}', what, duration(earliest - now)) : what;
  return view(`$(circle-slash) Everpair: ${words}`, `Everpair: ${words}`, 'error', counting);
}

/** Cause and time of a provider that is down, as "overloaded, retry in 40 s". */
function reasonOf(provider: ProviderStatus, now: number): { readonly words: string; readonly counting: boolean } {
  const { failure, until, halfOpen } = provider.chat;
  const cause = failure ? failureLabel(failure.kind) : l10n.t('down');
  if (halfOpen) return { words: l10n.t('{0}, next request tries it', cause), counting: false };
  if (until === undefined) return { words: cause, counting: false };
  return { words: l10n.t('{0}, retry in {1}', cause, duration(until - now)), counting: true };
}

/** The parts that are not empty, one after the other. */
function listed(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').reduce((all, part) => l10n.t('{0}, {1}', all, part));
}

function view(text: string, label: string, background: StatusView['background'], counting: boolean): StatusView {
  return { text, label, background, counting };
}
