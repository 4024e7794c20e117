import type { RateLimit } from '../../model/provider/rateLimit';
import type { HeaderReader } from '../errors/wireFault';
import { durationMs, numberIn, waitOf } from './headerTime';
import { limitsInField } from './rateLimitField';
import type { WrittenLimit } from './writtenLimit';

/** The headers of one limit. */
interface LimitHeaders {
  readonly unit: RateLimit['unit'];
  readonly remaining: string;
  readonly limit: string;
  readonly reset?: string;
  /** The name says how long the window is. */
  readonly windowMs?: number;
  /** Where it fills up steadily, so that the reset is when it is full: always, or where the reset is a Go duration. */
  readonly refills?: 'always' | 'as-duration';
  readonly sparesStored?: boolean;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** The limit fills up all the time, its reset is when it is full, and input read from the cache does not count. */
function anthropic(unit: RateLimit['unit']): LimitHeaders {
  const name = `anthropic-ratelimit-${unit}`;
  const of = { unit, remaining: `${name}-remaining`, limit: `${name}-limit`, reset: `${name}-reset` };
  return { ...of, refills: 'always', sparesStored: true };
}

function suffixed(suffix: string, unit: RateLimit['unit'], windowMs?: number): LimitHeaders {
  const of = (what: string): string => `x-ratelimit-${what}-${suffix}`;
  const names = { unit, remaining: of('remaining'), limit: of('limit'), reset: of('reset') };
  // OpenAI's and Groq's examples: 59 of 60 a minute are full again in 1s, 14,370 of 14,400 a day in 2m59.56s.
  return windowMs === undefined ? { ...names, refills: 'as-duration' } : { ...names, windowMs };
}

/** All spellings that are known; docs/budgets.md says whose they are. */
const known: readonly LimitHeaders[] = [
  anthropic('requests'),
  anthropic('input-tokens'),
  anthropic('output-tokens'),
  anthropic('tokens'),
  suffixed('requests', 'requests'),
  suffixed('tokens', 'tokens'),
  suffixed('input-tokens', 'input-tokens'),
  suffixed('output-tokens', 'output-tokens'),
  suffixed('req-minute', 'requests', minuteMs),
  suffixed('requests-day', 'requests', dayMs),
  suffixed('tokens-minute', 'tokens', minuteMs),
  suffixed('tokens-per-minute', 'tokens', minuteMs),
  suffixed('tokens-per-day', 'tokens', dayMs),
  {
    unit: 'requests',
    remaining: 'x-ratelimit-remaining',
    limit: 'x-ratelimit-limit',
    reset: 'x-ratelimit-reset',
  },
  { unit: 'requests', remaining: 'ratelimit-remaining', limit: 'ratelimit-limit', reset: 'ratelimit-reset' },
  {
    unit: 'tokens',
    remaining: 'ratelimitbysize-remaining',
    limit: 'ratelimitbysize-limit',
    reset: 'ratelimitbysize-reset',
  },
  {
    unit: 'tokens',
    remaining: 'x-ratelimitbysize-remaining-minute',
    limit: 'x-ratelimitbysize-limit-minute',
    windowMs: minuteMs,
  },
];

/** More is no limit. */
const mostUnits = 1e12;
/** A limit that is full again later is no help now, and a wrong clock more likely. */
const longestResetMs = dayMs;

/** The limits that a response tells, as far as they can be believed. `now`: milliseconds since the epoch. Never throws. */
export function rateLimitsIn(headers: HeaderReader, now: number): readonly RateLimit[] {
  return writtenLimits(headers, now).flatMap(({ remaining, limit, resetMs, windowMs, ...rest }) => {
    const [left, all] = [unitsOf(remaining), unitsOf(limit)];
    // A limit of nothing is no limit that fills up again: the account may not ask at all, which its refusal tells.
    if (left === undefined || all === 0) return [];
    const wait = Math.min(resetMs ?? Infinity, windowMs ?? Infinity);
    return [
      {
        ...rest,
        remaining: left,
        ...(all !== undefined && left <= all && { limit: all }),
        ...(wait >= 0 && wait <= longestResetMs && { resetMs: wait }),
      },
    ];
  });
}

export function writtenLimits(headers: HeaderReader, now: number): readonly WrittenLimit[] {
  const clock = serverTime(headers) ?? now;
  return [...known.flatMap((names) => limitOf(names, headers, clock) ?? []), ...limitsInField(headers)];
}

function unitsOf(value: number | undefined): number | undefined {
  return value !== undefined && value >= 0 && value <= mostUnits ? Math.floor(value) : undefined;
}

function limitOf(names: LimitHeaders, headers: HeaderReader, now: number): WrittenLimit | undefined {
  const { unit, refills, windowMs, sparesStored } = names;
  const remaining = numberOf(headers.get(names.remaining));
  if (remaining === undefined) return undefined;
  const limit = numberOf(headers.get(names.limit));
  const reset = names.reset === undefined ? null : headers.get(names.reset);
  const resetMs = waitOf(reset, now);
  const isSteady = refills === 'always' || (refills === 'as-duration' && durationMs(reset?.trim() ?? '') !== undefined);
  return {
    unit,
    remaining,
    ...(limit !== undefined && { limit }),
    ...(resetMs !== undefined && { resetMs }),
    // A reset that is there and cannot be read is no reason to take the longest that it can be.
    ...(windowMs !== undefined && (reset === null || resetMs !== undefined) && { windowMs }),
    ...(isSteady && { refills: true }),
    ...(sparesStored === true && { sparesStored }),
  };
}

/** A list, as in `10, 10;w=1, 50;w=60`, has the limit that is reached next at its head. */
function numberOf(value: string | null): number | undefined {
  const amount = numberIn(value?.split(/[,;]/, 1)[0] ?? '');
  return Number.isNaN(amount) ? undefined : amount;
}

/** By the clock that wrote the resets, so that a clock here that is wrong moves none of them. */
function serverTime(headers: HeaderReader): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : date;
}
