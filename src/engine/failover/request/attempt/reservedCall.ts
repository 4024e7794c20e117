import type { Failure } from '../../../model/failure/failure';
import type { CallOptions } from '../../../model/provider/provider';
import type { Reservation } from '../../health/limits/rateLimits';

/** Holds what an attempt takes of its host's limits from when it begins until the host says what it has left. */
export class ReservedCall {
  private hasLeft = false;

  constructor(private readonly reservation: Reservation) {}

  options(call: CallOptions): CallOptions {
    return {
      ...call,
      onRequest: () => {
        this.hasLeft = true;
        call.onRequest?.();
      },
      onRateLimits: (limits) => this.reservation.said(limits),
      onHeaders: () => {
        this.reservation.release();
        call.onHeaders?.();
      },
    };
  }

  /** A host counts what it has got, also where its answer was cancelled or too late. */
  ended(failure: Failure | undefined): void {
    if (this.hasLeft && failure?.kind !== 'connect') this.reservation.giveUp();
    else this.reservation.release();
  }
}
