import type { Clock } from '../../model/clock';
import { type Disposable, Emitter, type Event } from '../../model/event';
import type { ProviderManager, ProviderStatus } from '../../failover/api/providerManager';

/** Something that nobody could serve. */
export interface Kept<T> {
  readonly value: T;
  /** Milliseconds since the epoch. */
  readonly keptAt: number;
}

export interface OutboxOffer<T> {
  /** Oldest first. */
  readonly values: readonly T[];
  /** Who can serve. */
  readonly by: ProviderStatus;
}

export interface OutboxDeps {
  readonly clock: Clock;
  readonly manager: Pick<ProviderManager, 'status' | 'onDidChange'>;
}

/** Milliseconds; what was asked so long ago is hardly wanted any more. */
const keptFor = 24 * 3_600_000;
const most = 20;

/**
 * Keeps requests that nobody could serve, and offers them when a provider can serve again. It sends nothing by itself: a
 * request that leaves long after it was asked would surprise its author, and may cost them money.
 */
export class Outbox<T> implements Disposable {
  private entries: readonly Kept<T>[] = [];
  private couldServe: boolean;
  private readonly offered = new Emitter<OutboxOffer<T>>();
  private readonly subscription: Disposable;

  constructor(private readonly deps: OutboxDeps) {
    this.couldServe = deps.manager.status().ready !== undefined;
    this.subscription = deps.manager.onDidChange(() => this.look());
  }

  /** Everything that is kept; once each time that a provider can serve after none could. */
  get onOffer(): Event<OutboxOffer<T>> {
    return this.offered.event;
  }

  /** What is kept and not too old, oldest first. */
  get kept(): readonly Kept<T>[] {
    const now = this.deps.clock.now();
    return this.entries.filter(({ keptAt }) => now - keptAt < keptFor);
  }

  /** Of more than twenty the oldest is let go. */
  keep(value: T): void {
    this.entries = [...this.kept, { value, keptAt: this.deps.clock.now() }].slice(-most);
    this.couldServe = this.deps.manager.status().ready !== undefined;
  }

  /** What was sent, or is no longer wanted. */
  remove(value: T): void {
    this.entries = this.entries.filter((entry) => entry.value !== value);
  }

  dispose(): void {
    this.subscription.dispose();
    this.offered.dispose();
  }

  private look(): void {
    const before = this.couldServe;
    const { ready } = this.deps.manager.status();
    this.couldServe = ready !== undefined;
    const values = this.kept.map(({ value }) => value);
    if (ready && !before && values.length > 0) this.offered.fire({ values, by: ready });
  }
}
