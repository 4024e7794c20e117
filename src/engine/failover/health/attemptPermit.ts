import type { Failure } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import type { Via } from './circuit/circuit';
import type { Permit } from './health';
import type { Lane } from '../api/routeHealth';

/** What health needs to know of an attempt when its report comes. */
export interface PermitFacts {
  /** Counts up from 1 in this window. */
  readonly number: number;
  readonly route: Route;
  readonly lane: Lane;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** Why each circuit let it through, by key. */
  readonly vias: ReadonlyMap<string, Via>;
  readonly inPanic: boolean;
  /** Its host was expected to refuse until then, milliseconds since the epoch, by what it had said of its limits. */
  readonly limitedUntil?: number;
}

/** What happens to an attempt; `released`: it ended without a success or a failure. */
export interface AttemptObserver {
  firstContent(attempt: PermitFacts, ms: number): void;
  succeeded(attempt: PermitFacts): void;
  failed(attempt: PermitFacts, failure: Failure): void;
  released(attempt: PermitFacts): void;
}

/** Reports the first content once at most and exactly one end; later reports are ignored. */
export class AttemptPermit implements Permit {
  private state: 'asked' | 'has-content' | 'settled' = 'asked';

  constructor(
    private readonly facts: PermitFacts,
    private readonly observer: AttemptObserver,
  ) {}

  firstContent(ms: number): void {
    if (this.state !== 'asked') return;
    this.state = 'has-content';
    this.observer.firstContent(this.facts, ms);
  }

  succeeded(): void {
    if (this.settle()) this.observer.succeeded(this.facts);
  }

  failed(failure: Failure): void {
    if (!this.settle()) return;
    // A cancelled request says nothing about the provider.
    if (failure.kind === 'cancelled') this.observer.released(this.facts);
    else this.observer.failed(this.facts, failure);
  }

  released(): void {
    if (this.settle()) this.observer.released(this.facts);
  }

  private settle(): boolean {
    if (this.state === 'settled') return false;
    this.state = 'settled';
    return true;
  }
}
