import type { Random } from '../../model/async/clock';
import type { Failure, FailureKind } from '../../model/failure/failure';

/** Kinds that may be over a moment later. Silence is not among them: it was waited for long enough already. */
const passing: ReadonlySet<FailureKind> = new Set(['overloaded', 'server', 'stream-cut', 'in-stream', 'empty']);
/** Codes of a line that broke, unlike a host that is not there. */
const brokenLine: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

const longestJitterMs = 500;
/** A wait that a provider names is worth the same model and its warm cache up to this long: docs/failover.md, measured. */
const longestWaitMs = 3_000;
/** Shorter than the other: few clients retry in place, since a second failure sends them elsewhere. */
const longestJitterInPlaceMs = 100;

/**
 * Milliseconds to wait before the same route is asked once more after this failure; undefined where that makes no sense.
 * Full jitter: clients that saw the same failure do not come back together. A time that the provider names is the least.
 */
export function retryDelay(failure: Failure, random: Random): number | undefined {
  return isPassing(failure) ? delayMs(failure, random() * longestJitterMs) : undefined;
}

/** Milliseconds before a second try in place; undefined where the next route is asked at once. */
export type InPlaceDelay = (failure: Failure, random: Random) => number | undefined;

/**
 * Milliseconds before a route that served well recently is asked again, before any other route. A rate limit with a
 * near, known end is waited for, too.
 */
export const inPlaceDelayMs: InPlaceDelay = (failure, random) => {
  const isShortLimit = failure.kind === 'rate-limited' && failure.retryAfterMs !== undefined;
  return isPassing(failure) || isShortLimit ? delayMs(failure, random() * longestJitterInPlaceMs) : undefined;
};

function isPassing({ kind, code = '' }: Failure): boolean {
  return passing.has(kind) || (kind === 'connect' && brokenLine.has(code));
}

function delayMs({ retryAfterMs: namedMs = 0 }: Failure, jitter: number): number | undefined {
  return namedMs > longestWaitMs ? undefined : Math.round(namedMs + jitter);
}
