import type { Clock } from '../../model/async/clock';
import { type Disposable, Emitter, type Event } from '../../model/async/event';
import type { ProviderManager, ProviderStatus } from '../../failover/api/providerManager';

/** A request that no provider could serve. */
export interface Kept<T> {
  readonly value: T;
  /** Milliseconds since the epoch. */
  readonly keptAt: number;
}

export interface OutboxOffer<T> {
  /** Oldest first. */
  readonly values: readonly T[];
  /** The provider that can serve. */
  readonly by: ProviderStatus;
}

export interface OutboxDeps {
  readonly clock: Clock;
  readonly manager: Pick<ProviderManager, 'status' | 'onDidChange'>;
}

/** After a day the user hardly wants the answer any more. */
const maxAgeMs = 24 * 3_600_000;
const maxEntries = 20;

/**
 * Keeps requests that no provider could serve, and offers them when a provider can serve again. It sends nothing by itself: a
 * request that leaves hours after the question would surprise the user, and may cost money.
 */
export class Outbox<T> implements Disposable {
  private entries: readonly Kept<T>[] = [];
  private couldServe: boolean;
  private readonly offered = new Emitter<OutboxOffer<T>>();
  private readonly subscription: Disposable;

  constructor(private readonly deps: OutboxDeps) {
    this.couldServe = deps.manager.status().ready !== undefined;
    this.subscription = deps.manager.onDidChange(() => this.check());
  }

  /** Fires with all kept values each time a provider can serve after none could. */
  get onOffer(): Event<OutboxOffer<T>> {
    return this.offered.event;
  }

  /** Entries younger than `maxAgeMs`, oldest first. */
  get kept(): readonly Kept<T>[] {
    const now = this.deps.clock.now();
    return this.entries.filter(({ keptAt }) => now - keptAt < maxAgeMs);
  }

  /** Drops the oldest entry of more than `maxEntries`. */
  keep(value: T): void {
    this.entries = [...this.kept, { value, keptAt: this.deps.clock.now() }].slice(-maxEntries);
    this.couldServe = this.deps.manager.status().ready !== undefined;
  }

  /** For a value that was sent or is no longer wanted. */
  remove(value: T): void {
    this.entries = this.entries.filter((entry) => entry.value !== value);
  }

  dispose(): void {
    this.subscription.dispose();
    this.offered.dispose();
  }

  private check(): void {
    const before = this.couldServe;
    const { ready } = this.deps.manager.status();
    this.couldServe = ready !== undefined;
    const values = this.kept.map(({ value }) => value);
    if (ready && !before && values.length > 0) this.offered.fire({ values, by: ready });
  }
}
