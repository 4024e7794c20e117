import type { Event } from '../../model/async/event';
import type { Failure } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import type { KnownLimit } from '../api/routeLimits';
import type { RouteHealth, Lane } from '../api/routeHealth';
import type { Reservation } from './limits/rateLimits';

/**
 * The right to ask a route once. Exactly one of the three ends must be reported; later reports are ignored, and a
 * permit without an end lapses when its lease expires.
 */
export interface Permit {
  /** First visible content came, `ms` after the request had left. */
  firstContent(ms: number): void;
  /** The stream reached its end marker. */
  succeeded(): void;
  failed(failure: Failure): void;
  /** It ended without a success or a failure: cancelled, or another attempt was faster. */
  released(): void;
}

/** Health of every route, fed by attempts only. */
export interface Health {
  /**
   * For requests of the lane, chat where absent: silence that is too long for a completion is not for a chat. `tokens`: of the
   * request, where they are known. A host may have less left.
   */
  view(route: Route, lane?: Lane, tokens?: number): RouteHealth;
  /** Whether the route is well, apart from one recent failure at most, which may be a hiccup. */
  failedOnce(route: Route, lane: Lane): boolean;
  /**
   * Undefined when the route must not be asked now, or another request holds its half-open probe. `firstContentMs` is
   * the attempt's deadline for its first content; a probe without a report lapses five seconds after it. What a host has left
   * forbids nothing: by that, `view` keeps the route out of the plan while others can be asked.
   */
  admit(route: Route, lane: Lane, firstContentMs?: number): Permit | undefined;
  /**
   * As `admit`, but asks a route that is down all the same. A completion, which no user waits for, asks each route once in
   * five seconds at most, and never one that has said when it wants to be asked again.
   */
  admitInPanic(route: Route, lane: Lane): Permit | undefined;
  /** A request of so many tokens is sent: what it takes of the limits of its host is not left for others any more. */
  reserve(route: Route, tokens: number): Reservation;
  /** What is left of them now; empty where all are full, or the host says nothing. */
  limits(route: Route): readonly KnownLimit[];
  /** A key was set, a model was pulled, or the user asks to forget: ends cooldowns and open circuits of the provider. */
  reset(providerId?: string): void;
  /** Fires when the state, cause or end of a route has changed, or what its host has left. */
  readonly onDidChange: Event<Route | undefined>;
  dispose(): void;
}
