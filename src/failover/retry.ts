import type { Random } from '../model/clock';
import type { Failure, FailureKind } from '../model/failure';

/** What may be over a moment later; silence is not among it, since it was waited for long enough already. */
const passing: ReadonlySet<FailureKind> = new Set(['overloaded', 'server', 'stream-cut', 'in-stream', 'empty']);
/** A line that broke, unlike a host that is not there. */
const brokenLine: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Milliseconds. */
const longestJitter = 500;
const longestWait = 2_000;

/**
 * Milliseconds to wait before the same route is asked once more after this failure; undefined where that has no sense. Full
 * jitter, so that many who saw the same failure do not come back together; a provider's own word is the least.
 */
export function retryDelay(failure: Failure, random: Random): number | undefined {
  const isPassing = passing.has(failure.kind) || (failure.kind === 'connect' && brokenLine.has(failure.code ?? ''));
  const told = failure.retryAfterMs ?? 0;
  if (!isPassing || told > longestWait) return undefined;
  return Math.round(told + random() * longestJitter);
}
