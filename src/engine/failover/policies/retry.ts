import type { Random } from '../../model/clock';
import type { Failure, FailureKind } from '../../model/failure';

/** What may be over a moment later; silence is not among it, since it was waited for long enough already. */
const passing: ReadonlySet<FailureKind> = new Set(['overloaded', 'server', 'stream-cut', 'in-stream', 'empty']);
/** A line that broke, unlike a host that is not there. */
const brokenLine: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Milliseconds. */
const longestJitter = 500;
const longestWait = 3_000;
/** Many see the same failure, but those who ask at once are few: who fails again goes elsewhere. */
const longestJitterInPlace = 100;

/**
 * Milliseconds to wait before the same route is asked once more after this failure; undefined where that has no sense. Full
 * jitter, so that many who saw the same failure do not come back together; a provider's own word is the least.
 */
export function retryDelay(failure: Failure, random: Random): number | undefined {
  return isPassing(failure) ? delayMs(failure, random() * longestJitter) : undefined;
}

/** Milliseconds before a second try in place; undefined where the next route is asked at once. */
export type InPlaceDelay = (failure: Failure, random: Random) => number | undefined;

/**
 * The same for a route that served well lately, before any other is asked; a limit whose end is named and near is waited
 * for, too.
 */
export const inPlaceDelayMs: InPlaceDelay = (failure, random) => {
  const isShortLimit = failure.kind === 'rate-limited' && failure.retryAfterMs !== undefined;
  return isPassing(failure) || isShortLimit ? delayMs(failure, random() * longestJitterInPlace) : undefined;
};

function isPassing({ kind, code = '' }: Failure): boolean {
  return passing.has(kind) || (kind === 'connect' && brokenLine.has(code));
}

function delayMs({ retryAfterMs: told = 0 }: Failure, jitter: number): number | undefined {
  return told > longestWait ? undefined : Math.round(told + jitter);
}
