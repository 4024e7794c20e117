import { type Boundary, type ManagerStatus, type ProviderStatus, withinBoundary } from '../../engine/failover';
import { failureLabel } from '../../engine/model';

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
const onlyWords: Record<Boundary, string> = { local: 'local only', private: 'private only', any: '' };

export function isOutside({ link }: ProviderStatus, { boundary }: ManagerStatus): boolean {
  return !withinBoundary(link.chat.trust, boundary);
}

/** Milliseconds until a time in the item or its hover is out of date; undefined where none will be. */
export function redrawAfter({ providers }: ManagerStatus, { counting }: StatusView, now: number): number | undefined {
  const waits = providers
    .filter(({ state, chat }) => state === 'down' && !chat.halfOpen)
    .map(({ chat }) => (chat.until ?? 0) - now)
    .filter((wait) => wait > 0);
  if (waits.length === 0) return undefined;
  if (Math.min(...waits) > 99_000) return 15_000;
  // A second for the item itself. For the hover alone five seconds are often enough.
  return counting ? 1_000 : 5_000;
}

/** The provider that would answer now and its state. Pure. */
export function statusView(status: ManagerStatus, now: number): StatusView {
  const { next, providers, pinned, offline } = status;
  if (providers.length === 0) {
    return view('$(sparkle) Everpair', 'Everpair: no provider is set up yet', undefined, false);
  }
  if (!next || next.state === 'off') return noneAvailable(status, now);
  const { label } = next.link;
  const pin = pinned === undefined ? '' : ' $(pin)';
  const pinWords = pinned === undefined ? '' : ', pinned';
  if (offline && next.link.chat.trust === 'cloud') {
    return view(
      `$(circle-slash) ${label}: offline${pin}`,
      `Everpair: ${label} is out of reach, offline${pinWords}`,
      'error',
      false,
    );
  }
  if (next.state === 'down') {
    const { words, counting } = reasonOf(next, now);
    const stand = providers.find(({ state }) => state === 'healthy' || state === 'degraded');
    if (next.chat.halfOpen && pinned === undefined && stand) {
      const behind = `${stand.link.label} stands by`;
      return view(`$(sync) ${label} (${words})`, `Everpair: ${label}, ${words}, ${behind}`, 'warning', counting);
    }
    return view(
      `$(error) ${label}: ${words}${pin}`,
      `Everpair: ${label} is down, ${words}${pinWords}`,
      'error',
      counting,
    );
  }
  const first = providers.find((provider) => provider.state !== 'off');
  if (offline && first && first !== next && pinned === undefined) {
    return view(
      `$(debug-disconnect) ${label} (offline)`,
      `Everpair: ${label} answers, this machine seems to be offline`,
      'warning',
      false,
    );
  }
  if (pinned === undefined && first && first !== next && first.state === 'down') {
    const { words, counting } = reasonOf(first, now);
    const stead = `${first.link.label} ${words}`;
    return view(`$(arrow-swap) ${label} (${stead})`, `Everpair: ${label} answers, ${stead}`, 'warning', counting);
  }
  const only = providers.some((provider) => isOutside(provider, status)) ? onlyWords[status.boundary] : '';
  const kept = only === '' ? '' : ` (${only})`;
  const keptWords = only === '' ? '' : `, ${only}`;
  const [sign, state, words] = next.state === 'degraded' ? ['warning', ' slow', 'slow'] : ['check', '', 'healthy'];
  return view(
    `$(${sign}) ${label}${state}${kept}${pin}`,
    `Everpair: ${label} is ${words}${keptWords}${pinWords}`,
    undefined,
    false,
  );
}

/** Why none of them can serve, and when one may again. */
function noneAvailable(status: ManagerStatus, now: number): StatusView {
  const { next, providers, offline, boundary } = status;
  const asked = next ? [next] : providers;
  if (asked.every((provider) => isOutside(provider, status))) {
    const who = next?.link.label ?? 'Everpair';
    const only = onlyWords[boundary];
    const words = next ? `${who} is outside` : 'every provider is outside';
    return view(`$(circle-slash) ${who}: ${only}`, `Everpair: ${only}, ${words}`, 'error', false);
  }
  const returns = providers.flatMap(({ state, chat }) => (state === 'off' ? [] : [chat.until ?? Infinity]));
  const earliest = Math.min(...returns);
  const wait = Number.isFinite(earliest) ? `, retry in ${duration(earliest - now)}` : '';
  const what = offline ? 'offline' : 'no provider available';
  return view(`$(circle-slash) Everpair: ${what}${wait}`, `Everpair: ${what}${wait}`, 'error', wait !== '');
}

/** Cause and time of a provider that is down, as "overloaded, retry in 40 s". */
function reasonOf(provider: ProviderStatus, now: number): { readonly words: string; readonly counting: boolean } {
  const { failure, until, halfOpen } = provider.chat;
  const cause = failure ? failureLabel(failure.kind) : 'down';
  if (halfOpen) return { words: `${cause}, next request tries it`, counting: false };
  if (until === undefined) return { words: cause, counting: false };
  return { words: `${cause}, retry in ${duration(until - now)}`, counting: true };
}

/** A length of time in its largest fitting unit, rounded up: "40 s", "3 min", "2 h". */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}

function view(text: string, label: string, background: StatusView['background'], counting: boolean): StatusView {
  return { text, label, background, counting };
}
