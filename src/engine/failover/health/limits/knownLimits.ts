import type { KnownLimit } from '../../api/routeLimits';

/** A limit without an end is mostly one of a minute. */
const shownWithoutEndMs = 60_000;
/**
 * What a limit may keep a route from being asked. Where the host really refuses, its refusal says how long, and costs one
 * attempt; where it does not, no header keeps it away for a day.
 */
const longestWaitMs = 3_600_000;

/** What is left of the limit now; undefined where it is full again, or nothing is known any more. `at`: when it was said. */
export function nowOf(limit: KnownLimit, at: number, now: number): KnownLimit | undefined {
  const { until = at + shownWithoutEndMs, remaining, limit: all, refills } = limit;
  if (now >= until) return undefined;
  if (refills !== true || all === undefined) return limit;
  const share = Math.max(0, now - at) / (until - at);
  return { ...limit, remaining: Math.floor(remaining + (all - remaining) * share) };
}

/**
 * When enough is left for a request of so many tokens, milliseconds since the epoch; undefined where that was so from the
 * beginning, or nobody has said when. `taken`: of what was left, by requests that were sent since.
 */
export function freeAt(limit: KnownLimit, at: number, tokens: number, taken: number): number | undefined {
  const { until, remaining, limit: all, refills } = limit;
  const needed = neededOf(limit, tokens);
  const missing = needed + taken - remaining;
  if (until === undefined || missing <= 0) return undefined;
  // What is more than all of it is let through when it is full: then the host decides.
  const share = refills === true && all !== undefined && needed <= all ? Math.min(1, missing / (all - remaining)) : 1;
  return Math.min(at + Math.ceil((until - at) * share), at + longestWaitMs);
}

/** At least one: where nothing is left nothing can be asked. */
function neededOf({ unit, sparesStored }: KnownLimit, tokens: number): number {
  const isOfInput = unit === 'tokens' || unit === 'input-tokens';
  return isOfInput && sparesStored !== true ? Math.max(1, tokens) : 1;
}
