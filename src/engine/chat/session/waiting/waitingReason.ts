import type { ChainFailure } from '../../../failover/api/answer';
import type { FailureKind } from '../../../model/failure/failure';
import type { Route } from '../../../model/route/route';

/** What passes by itself. All else needs the user, or would fail again. */
const passing: ReadonlySet<FailureKind> = new Set([
  'offline',
  'connect',
  'proxy',
  'overloaded',
  'server',
  'rate-limited',
  'first-token-timeout',
  'stalled',
  'stream-cut',
  'in-stream',
  'empty',
]);

export interface WaitingReason {
  /** The provider that is expected back first. */
  readonly label: string;
  /** When that is, milliseconds since the epoch; absent where it is not known. */
  readonly until?: number;
}

/** Which provider of those that could not serve will be back by itself; undefined where none will. */
export function waitingReason({ attempts, skipped, retryAt }: ChainFailure): WaitingReason | undefined {
  const expected = new Map<string, { readonly route: Route; readonly until?: number }>();
  for (const { route, reason, failure, until } of skipped) {
    const isPassing =
      reason === 'offline' || (reason === 'unhealthy' && failure !== undefined && passing.has(failure.kind));
    if (isPassing) expected.set(route.id, { route, ...(until === undefined ? {} : { until }) });
  }
  for (const { route, failure } of attempts) {
    if (!failure) continue;
    if (passing.has(failure.kind)) expected.set(route.id, { route, ...expected.get(route.id) });
    // Its last failure counts, except after a break, which says more than the attempt to mend it.
    else if (failure.kind !== 'not-continued') expected.delete(route.id);
  }
  const [first, ...others] = expected.values();
  if (!first) return undefined;
  const soonest = others.reduce(
    (best, each) => ((each.until ?? Infinity) < (best.until ?? Infinity) ? each : best),
    first,
  );
  const until = soonest.until ?? retryAt;
  return { label: soonest.route.label, ...(until === undefined ? {} : { until }) };
}
