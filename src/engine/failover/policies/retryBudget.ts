import type { Clock } from '../../model/clock';

/** Keeps extra attempts (retries of the same route, hedges) from making an outage worse. */
export interface RetryBudget {
  /** Whether one more extra attempt may go to the provider now. Changes nothing. */
  mayRetry(providerId: string): boolean;
  /** Whether a route of the provider may be tried beside one that serves. Changes nothing. */
  mayProbe(providerId: string): boolean;
  /** A request has begun; requests are what extra attempts are measured against. */
  onRequest(): void;
  onExtraAttempt(providerId: string): void;
  onProbe(providerId: string): void;
  onSuccess(providerId: string): void;
  onFailure(providerId: string): void;
}

/** Tokens in tenths, so that ten successes are exactly one failure. */
const full = 100;
const failureCost = 10;
const successGain = 1;
const needed = 50;

/** Milliseconds without a failure after which a provider's bucket is full again, however few its successes were. */
const forgottenAfter = 600_000;

/** Extra attempts of all providers together, counted over this many milliseconds. */
const window = 300_000;
const shareOfRequests = 0.1;
const alwaysAllowed = 3;
/** Of each provider in that time: one in 20 s, as its circuit has it after a while, and the more frequent ones before that. */
const probesAllowed = 24;

interface Bucket {
  readonly tokens: number;
  readonly lastFailureAt: number;
}

/**
 * A bucket of 10 tokens for each provider: a failure takes one, a success gives a tenth back, and extra attempts are made
 * only above 5. Over all providers, extra attempts stay within a tenth of the requests of five minutes, but three are
 * always allowed.
 */
export function createRetryBudget(deps: { readonly clock: Clock }): RetryBudget {
  const { clock } = deps;
  const buckets = new Map<string, Bucket>();
  /** When each was, in monotonic milliseconds, the oldest first. */
  const requests: number[] = [];
  const extras: number[] = [];
  const probes = new Map<string, number[]>();

  const tokensOf = (providerId: string): number => {
    const bucket = buckets.get(providerId);
    if (bucket === undefined) return full;
    if (clock.monotonicMs() - bucket.lastFailureAt < forgottenAfter) return bucket.tokens;
    buckets.delete(providerId);
    return full;
  };
  const forgetOld = (times: number[]): void => {
    const now = clock.monotonicMs();
    while (times.length > 0 && now - (times[0] ?? now) >= window) times.shift();
  };
  const note = (times: number[]): void => {
    forgetOld(times);
    times.push(clock.monotonicMs());
  };

  const mayAddExtra = (): boolean => {
    forgetOld(requests);
    forgetOld(extras);
    return extras.length < Math.max(alwaysAllowed, Math.floor(requests.length * shareOfRequests));
  };
  const probesOf = (providerId: string): number[] => {
    const times = probes.get(providerId) ?? [];
    probes.set(providerId, times);
    forgetOld(times);
    return times;
  };

  return {
    mayProbe: (providerId) => probesOf(providerId).length < probesAllowed,
    mayRetry: (providerId) => tokensOf(providerId) > needed && mayAddExtra(),
    onRequest: () => note(requests),
    onExtraAttempt: () => note(extras),
    onProbe: (providerId) => note(probesOf(providerId)),
    onSuccess: (providerId) => {
      const tokens = tokensOf(providerId);
      const bucket = buckets.get(providerId);
      if (bucket) buckets.set(providerId, { ...bucket, tokens: Math.min(full, tokens + successGain) });
    },
    onFailure: (providerId) => {
      const tokens = Math.max(0, tokensOf(providerId) - failureCost);
      buckets.set(providerId, { tokens, lastFailureAt: clock.monotonicMs() });
    },
  };
}
