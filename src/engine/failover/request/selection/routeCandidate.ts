import type { Failure } from '../../../model/failure/failure';
import type { Route } from '../../../model/route/route';
import type { ChainLink } from '../../api/providerManager';
import type { Permit } from '../../health/health';

/** A route that may be asked now, with its permit. */
export interface RouteCandidate {
  readonly link: ChainLink;
  readonly route: Route;
  readonly permit: Permit;
  /** No other route could be asked after this one. */
  readonly last: boolean;
  /** Milliseconds to wait before it is asked; it was asked before in this request. */
  readonly retryAfterMs?: number;
  /** It did not go on with the answer, and is asked for a whole one. */
  readonly beginsAgain?: boolean;
  /** What it was down for: it may be back, and is asked together with another route. */
  readonly doubt?: Failure;
  /** The user's first choice, when it is down, out of reach or too small and was passed over for this route. */
  readonly passedOver?: FailedRoute;
}

export interface FailedRoute {
  readonly route: Route;
  readonly failure: Failure;
}

/** As the log names a route. */
export function routeName({ label, model }: Route): string {
  return `${label} (${model})`;
}
