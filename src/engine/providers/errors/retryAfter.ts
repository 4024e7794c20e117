import type { HeaderReader } from './wireFault';
import { asRecord } from '../../model/text/jsonValue';
import { durationMs, numberIn, untilDate, validMs, waitOf } from '../limits/headerTime';
import { writtenLimits } from '../limits/rateLimitHeaders';

/** Longer waits are a typing error or a quota, and are looked at again after a day. */
const maxRetryAfterMs = 24 * 3_600_000;

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
    waitOf(headers?.get('retry-after'), now) ??
    retryInfo(error) ??
    exhaustedReset(headers, now) ??
    exhaustedReset(headersInBody(error), now) ??
    inWords(typeof error.message === 'string' ? error.message.slice(0, 2_000) : '', now);
  return found === undefined ? undefined : Math.min(found, maxRetryAfterMs);
}

function milliseconds(value: string | null | undefined): number | undefined {
  return value === null || value === undefined ? undefined : validMs(numberIn(value));
}

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto */
function retryInfo(error: Record<string, unknown>): number | undefined {
  if (!Array.isArray(error.details)) return undefined;
  for (const detail of error.details as readonly unknown[]) {
    const delay = asRecord(detail)?.retryDelay;
    if (typeof delay === 'string') return durationMs(delay);
  }
  return undefined;
}

/** OpenRouter repeats the headers of a limit in the body: https://openrouter.ai/docs/api-reference/limits. */
function headersInBody(error: Record<string, unknown>): HeaderReader | undefined {
  const headers = asRecord(asRecord(error.metadata)?.headers);
  if (!headers) return undefined;
  const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    get: (name) => {
      const value = named.get(name);
      return typeof value === 'string' ? value : null;
    },
  };
}

/** The latest reset among the used-up limits. */
function exhaustedReset(headers: HeaderReader | undefined, now: number): number | undefined {
  const resets = headers
    ? writtenLimits(headers, now).flatMap(({ remaining, resetMs }) => (remaining === 0 ? (resetMs ?? []) : []))
    : [];
  return resets.length === 0 ? undefined : Math.max(...resets);
}

const again = String.raw`\b(?:try again|retry|resets?|wait|regain access)\b[^.\d]{0,20}`;
const goDuration = new RegExp(String.raw`${again}((?:\d+(?:\.\d+)?(?:ms|s|m|h))+)(?![\w])`, 'i');
const amountOfUnit = new RegExp(
  String.raw`${again}(\d+(?:\.\d+)?)\s*(milliseconds?|sec(?:ond)?s?|min(?:ute)?s?|hours?|days?|ms|s|m|h)\b`,
  'i',
);
const dateInWords = new RegExp(
  String.raw`${again}(\d{4}-\d\d-\d\d)(?:(?:T| at | )(\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|UTC|[+-]\d\d:\d\d)?`,
  'i',
);

/** "Try again in 6m0s", "retry in 46.5 seconds", "resets at 2026-12-01T00:00:00Z", "regain access on 2026-12-01 at 00:00 UTC". */
function inWords(message: string, now: number): number | undefined {
  const [, span] = goDuration.exec(message) ?? [];
  if (span !== undefined) return durationMs(span.toLowerCase());
  const [, amount, unit] = amountOfUnit.exec(message) ?? [];
  if (amount !== undefined && unit !== undefined) return validMs(Number(amount) * msOf(unit.toLowerCase()));
  const [, day, time = '00:00', zone = 'Z'] = dateInWords.exec(message) ?? [];
  return day === undefined ? undefined : untilDate(`${day}T${time}${zone.toUpperCase() === 'UTC' ? 'Z' : zone}`, now);
}

function msOf(unit: string): number {
  if (unit.startsWith('ms') || unit.startsWith('milli')) return 1;
  if (unit.startsWith('s')) return 1_000;
  if (unit.startsWith('m')) return 60_000;
  return unit.startsWith('h') ? 3_600_000 : 24 * 3_600_000;
}
