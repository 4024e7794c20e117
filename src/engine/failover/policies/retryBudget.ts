import type { Clock } from '../../model/async/clock';

/**
 * Keeps extra attempts (retries of the same route, hedges) from making an outage worse. The bucket is that of gRPC's retry
 * throttling (proposal A6); the share of requests is that of the SRE book, chapter 21.
 */
export interface RetryBudget {
  /** Whether an extra attempt may go to the provider now. Changes nothing. */
  mayRetry(providerId: string): boolean;
  /**
   * Whether a probe of the provider may run now. The circuit limits probes of each route; this limits the total. Changes
   * nothing.
   */
  mayProbe(providerId: string): boolean;
  /** A request has begun; extra attempts are a share of the requests. */
  onRequest(): void;
  onExtraAttempt(providerId: string): void;
  onProbe(providerId: string): void;
  onSuccess(providerId: string): void;
  onFailure(providerId: string): void;
}

/** Tokens of a bucket, in tenths: ten successes are then exactly one failure. */
const fullTenths = 100;
const failureCostTenths = 10;
const successGainTenths = 1;
const neededTenths = 50;

/** After this time without a failure a provider's bucket is full again, however few its successes were. */
const forgottenAfterMs = 600_000;

/** The time over which extra attempts of all providers together are counted. */
const windowMs = 300_000;
const shareOfRequests = 0.1;
const alwaysAllowedCount = 3;
/** Of each provider in that time: one in 20 s, the longest wait of a circuit, and the more frequent ones before. */
const maxProbes = 24;

interface Bucket {
  readonly tenths: number;
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
  /** Times in monotonic milliseconds, the oldest first. */
  const requests: number[] = [];
  const extras: number[] = [];
  const probes = new Map<string, number[]>();

  const tenthsOf = (providerId: string): number => {
    const bucket = buckets.get(providerId);
    if (bucket === undefined) return fullTenths;
    if (clock.monotonicMs() - bucket.lastFailureAt < forgottenAfterMs) return bucket.tenths;
    buckets.delete(providerId);
    return fullTenths;
  };
  const forgetOld = (times: number[]): void => {
    const now = clock.monotonicMs();
    while (times.length > 0 && now - (times[0] ?? now) >= windowMs) times.shift();
  };
  const note = (times: number[]): void => {
    forgetOld(times);
    times.push(clock.monotonicMs());
  };

  const mayAddExtra = (): boolean => {
    forgetOld(requests);
    forgetOld(extras);
    return extras.length < Math.max(alwaysAllowedCount, Math.floor(requests.length * shareOfRequests));
  };
  const probesOf = (providerId: string): number[] => {
    const times = probes.get(providerId) ?? [];
    probes.set(providerId, times);
    forgetOld(times);
    return times;
  };

  return {
    mayProbe: (providerId) => probesOf(providerId).length < maxProbes,
    mayRetry: (providerId) => tenthsOf(providerId) > neededTenths && mayAddExtra(),
    onRequest: () => note(requests),
    onExtraAttempt: () => note(extras),
    onProbe: (providerId) => note(probesOf(providerId)),
    onSuccess: (providerId) => {
      const tenths = tenthsOf(providerId);
      const bucket = buckets.get(providerId);
      if (bucket) buckets.set(providerId, { ...bucket, tenths: Math.min(fullTenths, tenths + successGainTenths) });
    },
    onFailure: (providerId) => {
      const tenths = Math.max(0, tenthsOf(providerId) - failureCostTenths);
      buckets.set(providerId, { tenths, lastFailureAt: clock.monotonicMs() });
    },
  };
}
