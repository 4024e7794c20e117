import type { Failure } from '../../model/failure/failure';

/** Requests of one lane ask the same route of a link and share its response times; silence counts for each lane apart. */
export type Lane = 'chat' | 'completion';

/** What is known of a route now, for planning and for surfaces. */
export interface RouteHealth {
  readonly state: 'healthy' | 'degraded' | 'down';
  /** Why, when not healthy: an open circuit (unknown length) or a cooldown (known cause, mostly known end). */
  readonly cause?: 'circuit' | 'cooldown' | 'slow' | 'refuses';
  readonly failure?: Failure;
  /** Milliseconds since the epoch when the route may be asked again; absent: only a user action helps. */
  readonly until?: number;
  /** The open time is over and the next request may be the probe. */
  readonly halfOpen: boolean;
  /** Half-open, and one probe had a good end: a second good end closes the circuit. */
  readonly proven?: boolean;
}
