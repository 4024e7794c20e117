import type { Failure } from '../../model/failure';
import type { Route } from '../../model/route';
import type { Via } from './circuit';
import type { Permit } from './health';
import type { Lane } from '../api/routeHealth';

/** What health needs to know of an attempt when its verdict comes. */
export interface PermitFacts {
  /** Counts up from 1 in this window. */
  readonly number: number;
  readonly route: Route;
  readonly lane: Lane;
  /** Monotonic milliseconds. */
  readonly startedAt: number;
  /** How each circuit on its way let it through, by key. */
  readonly vias: ReadonlyMap<string, Via>;
  readonly inPanic: boolean;
}

export interface AttemptObserver {
  begun(attempt: PermitFacts, ms: number): void;
  succeeded(attempt: PermitFacts): void;
  failed(attempt: PermitFacts, failure: Failure): void;
  released(attempt: PermitFacts): void;
}

/** Hears one beginning at most and one verdict exactly; whatever comes later is ignored. */
export class AttemptPermit implements Permit {
  private state: 'asked' | 'begun' | 'settled' = 'asked';

  constructor(
    private readonly facts: PermitFacts,
    private readonly sink: AttemptObserver,
  ) {}

  firstContent(ms: number): void {
    if (this.state !== 'asked') return;
    this.state = 'begun';
    this.sink.begun(this.facts, ms);
  }

  succeed(): void {
    if (this.settles()) this.sink.succeeded(this.facts);
  }

  fail(failure: Failure): void {
    if (!this.settles()) return;
    // That the user gave up says nothing about the provider, in whatever dress it comes.
    if (failure.kind === 'cancelled') this.sink.released(this.facts);
    else this.sink.failed(this.facts, failure);
  }

  release(): void {
    if (this.settles()) this.sink.released(this.facts);
  }

  private settles(): boolean {
    if (this.state === 'settled') return false;
    this.state = 'settled';
    return true;
  }
}
