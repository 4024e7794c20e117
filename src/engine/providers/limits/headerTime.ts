/** September 2001; no wait is that long in either unit. */
const firstEpochSecond = 1e9;
const firstEpochMs = 1e12;

/**
 * Milliseconds of a wait as hosts write it: seconds, a duration, a date, or a time since the epoch in seconds or milliseconds.
 * 0 where the time is over, undefined where it is nothing of these. Without an upper bound.
 */
export function waitOf(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined) return undefined;
  const amount = numberIn(value);
  if (Number.isNaN(amount)) return durationMs(value.trim()) ?? untilDate(value, now);
  if (!Number.isFinite(amount)) return undefined;
  if (amount >= firstEpochMs) return Math.max(0, amount - now);
  if (amount >= firstEpochSecond) return Math.max(0, amount * 1_000 - now);
  return validMs(amount * 1_000);
}

/** NaN where it is none. `Number` alone would read an empty header as 0, which means now. */
export function numberIn(value: string): number {
  return /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : NaN;
}

export function validMs(ms: number): number | undefined {
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

/** An HTTP date or RFC 3339; `Date.parse` alone would make a date of nearly any word with a number. */
export function untilDate(value: string, now: number): number | undefined {
  if (!/^\s*(?:[A-Z][a-z]{2,8}, |\d{4}-\d\d-\d\d)/.test(value)) return undefined;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** A Go duration such as `6m0s`, `12ms` or `46s`; undefined for anything else. */
export function durationMs(value: string): number | undefined {
  const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(value)) return undefined;
  let total = 0;
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(amount) * (units[unit ?? ''] ?? 0);
  return validMs(total);
}
