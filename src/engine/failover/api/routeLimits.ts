import type { RateLimit } from '../../model/provider/rateLimit';
import type { Route } from '../../model/route/route';

/** One limit of a host, as far as it is known now. */
export interface KnownLimit extends Omit<RateLimit, 'resetMs'> {
  /** Milliseconds since the epoch when all of it is there again; absent where the host does not say it. */
  readonly until?: number;
}

/** What the host of a route has left. */
export interface RouteLimits {
  readonly route: Route;
  /** At least one. */
  readonly limits: readonly KnownLimit[];
}
