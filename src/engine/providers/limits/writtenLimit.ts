import type { RateLimit } from '../../model/provider/rateLimit';

/** A limit as a host has written it, whatever the numbers are. */
export interface WrittenLimit extends RateLimit {
  /** Of the window that it is for, where the host names one. It is over by then, whatever else is said. */
  readonly windowMs?: number;
}
