import { BoundedMap } from './boundedMap';
import type { Clock } from './clock';

export interface TtlCacheOptions {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly ttlMs: number;
  /** The entry that was set longest ago makes room. */
  readonly maxEntries?: number;
}

/** Values by a text, each for a limited time. */
export class TtlCache<Value> {
  private readonly entries: Map<string, { readonly value: Value; readonly until: number }>;

  constructor(private readonly options: TtlCacheOptions) {
    this.entries = new BoundedMap(options.maxEntries ?? Infinity);
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    return entry && this.options.clock.monotonicMs() < entry.until ? entry.value : undefined;
  }

  set(key: string, value: Value): void {
    this.entries.set(key, { value, until: this.options.clock.monotonicMs() + this.options.ttlMs });
  }

  forget(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}

/** Results of lookups, each for a limited time from its beginning. Callers share a lookup; one that fails is not kept. */
export class LookupCache<Value> {
  private readonly lookups: TtlCache<Promise<Value>>;

  constructor(options: TtlCacheOptions) {
    this.lookups = new TtlCache(options);
  }

  /** The known result, also of a lookup under way, else that of a new lookup. Rejects as the lookup does. */
  get(key: string, lookUp: () => Promise<Value>): Promise<Value> {
    const known = this.lookups.get(key);
    if (known) return known;
    const lookup = lookUp();
    this.lookups.set(key, lookup);
    lookup.catch(() => {
      if (this.lookups.get(key) === lookup) this.lookups.forget(key);
    });
    return lookup;
  }

  forget(key: string): void {
    this.lookups.forget(key);
  }

  clear(): void {
    this.lookups.clear();
  }
}
