import type { Event } from '../../model/async/event';
import type { Route } from '../../model/route/route';

/** Whether code may go to a route at this moment, by the user's boundary, consent and chain. */
export interface Allowance {
  mayAsk(route: Route): boolean;
  /** Boundary, consent or chain may have changed. */
  readonly onDidChange: Event<void>;
}
