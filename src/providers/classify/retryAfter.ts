import type { HeaderReader } from '../wireFault';
import { asRecord } from './errorBody';

/** Longer waits are a typing error or a quota, and are looked at again after a day. */
const longest = 24 * 3_600_000;

/**
 * Milliseconds until the provider may be asked again, in all the spellings vendors use, the most exact first:
 * `retry-after-ms`, `retry-after` in seconds or as a date, Google's `RetryInfo`, the reset times of exhausted limits,
 * and the words of the message. Undefined when nothing is said; 0 means now; never more than a day.
 */
export function retryAfterMs(
  headers: HeaderReader | undefined,
  error: Record<string, unknown>,
  now: number,
): number | undefined {
  const found =
    milliseconds(headers?.get('retry-after-ms')) ??
    secondsOrDate(headers?.get('retry-after'), now) ??
    retryInfo(error) ??
    exhaustedReset(headers, now) ??
    inWords(typeof error.message === 'string' ? error.message : '');
  return found === undefined ? undefined : Math.min(found, longest);
}

function milliseconds(value: string | null | undefined): number | undefined {
  return value === null || value === undefined ? undefined : valid(number(value));
}

function secondsOrDate(value: string | null | undefined, now: number): number | undefined {
  if (value === null || value === undefined) return undefined;
  const seconds = number(value);
  if (!Number.isNaN(seconds)) return valid(seconds * 1_000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** `Number` alone would read an empty header as 0, which means now. */
function number(value: string): number {
  return /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : NaN;
}

function valid(ms: number): number | undefined {
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto */
function retryInfo(error: Record<string, unknown>): number | undefined {
  if (!Array.isArray(error.details)) return undefined;
  for (const detail of error.details as readonly unknown[]) {
    const delay = asRecord(detail)?.retryDelay;
    if (typeof delay === 'string') return duration(delay);
  }
  return undefined;
}

const limits = ['requests', 'tokens', 'input-tokens', 'output-tokens'] as const;

/** The latest reset among the limits of which nothing remains. */
function exhaustedReset(headers: HeaderReader | undefined, now: number): number | undefined {
  if (!headers) return undefined;
  let latest: number | undefined;
  for (const limit of limits) {
    for (const [remaining, reset] of [
      [`anthropic-ratelimit-${limit}-remaining`, `anthropic-ratelimit-${limit}-reset`],
      [`x-ratelimit-remaining-${limit}`, `x-ratelimit-reset-${limit}`],
    ] as const) {
      const left = headers.get(remaining);
      const value = headers.get(reset);
      if (left === null || value === null || number(left) !== 0) continue;
      const wait = duration(value) ?? secondsOrDate(value, now);
      if (wait !== undefined) latest = Math.max(latest ?? 0, wait);
    }
  }
  return latest;
}

/** A Go duration such as `6m0s`, `12ms` or `46s`; undefined for anything else. */
function duration(value: string): number | undefined {
  const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(value)) return undefined;
  let total = 0;
  for (const [, amount, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g))
    total += Number(amount) * (units[unit ?? ''] ?? 0);
  return valid(total);
}

function inWords(message: string): number | undefined {
  const found =
    /(?:try again|retry|resets?|wait)\b[^.\d]{0,20}(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hours?)\b/i.exec(
      message.slice(0, 2_000),
    );
  if (!found) return undefined;
  const unit = (found[2] ?? '').toLowerCase();
  const factor =
    unit.startsWith('ms') || unit.startsWith('milli')
      ? 1
      : unit.startsWith('s')
        ? 1_000
        : unit.startsWith('m')
          ? 60_000
          : 3_600_000;
  return valid(Number(found[1]) * factor);
}
