import type { ManagerStatus, ProviderStatus } from '../../failover/providerManager';
import type { FailureKind } from '../../model/failure';

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

const causes: Record<FailureKind, string> = {
  cancelled: 'cancelled',
  offline: 'offline',
  connect: 'cannot be reached',
  overloaded: 'overloaded',
  server: 'server error',
  'rate-limited': 'rate limit',
  quota: 'quota used up',
  auth: 'key refused',
  'model-missing': 'model missing',
  'first-token-timeout': 'no answer',
  stalled: 'fell silent',
  'stream-cut': 'broke off',
  'in-stream': 'error in its answer',
  empty: 'empty answer',
  'not-protocol': 'wrong answer',
  'context-exceeded': 'request too long',
  policy: 'refused',
  'bad-request': 'request refused',
  unknown: 'failed',
};

/** A few words for a kind of failure, as they fit behind a name. */
export function causeInWords(kind: FailureKind): string {
  return causes[kind];
}

/** The provider that would answer now and its state. Pure. */
export function statusView(status: ManagerStatus, now: number): StatusView {
  const { next, providers, pinned } = status;
  if (providers.length === 0) {
    return view('$(sparkle) Everpair', 'Everpair: no provider is set up yet', undefined, false);
  }
  if (!next || next.state === 'off') {
    const earliest = Math.min(...providers.map((provider) => provider.chat.until ?? Infinity));
    const wait = Number.isFinite(earliest) ? `, retry in ${duration(earliest - now)}` : '';
    const what = status.offline ? 'offline' : 'no provider available';
    return view(`$(circle-slash) Everpair: ${what}${wait}`, `Everpair: ${what}${wait}`, 'error', wait !== '');
  }
  const { label } = next.link;
  const pin = pinned === undefined ? '' : ' $(pin)';
  const pinWords = pinned === undefined ? '' : ', pinned';
  if (next.state === 'down') {
    const { words, counting } = reasonOf(next, now);
    return view(
      `$(error) ${label}: ${words}${pin}`,
      `Everpair: ${label} is down, ${words}${pinWords}`,
      'error',
      counting,
    );
  }
  const first = providers.find((provider) => provider.state !== 'off');
  if (pinned === undefined && first && first !== next && first.state === 'down') {
    const { words, counting } = reasonOf(first, now);
    const stead = `${first.link.label} ${words}`;
    return view(`$(arrow-swap) ${label} (${stead})`, `Everpair: ${label} answers, ${stead}`, 'warning', counting);
  }
  if (next.state === 'degraded') {
    return view(`$(warning) ${label} slow${pin}`, `Everpair: ${label} is slow${pinWords}`, undefined, false);
  }
  return view(`$(check) ${label}${pin}`, `Everpair: ${label} is healthy${pinWords}`, undefined, false);
}

/** Cause and time of a provider that is down, as "overloaded, retry in 40 s". */
function reasonOf(provider: ProviderStatus, now: number): { readonly words: string; readonly counting: boolean } {
  const { failure, until, halfOpen } = provider.chat;
  const cause = failure ? causeInWords(failure.kind) : 'down';
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
