import type { Clock } from './clock';

/** Milliseconds an answer of a host is believed: servers are restarted with other models behind the same address. */
const believedFor = 10 * 60_000;

/** What hosts said of themselves and their models, for a while. */
export class TtlCache<Value> {
  private readonly values = new Map<string, { readonly value: Value; readonly until: number }>();

  constructor(
    private readonly clock: Pick<Clock, 'monotonicMs'>,
    private readonly forMs = believedFor,
  ) {}

  get(key: string): Value | undefined {
    const found = this.values.get(key);
    return found && this.clock.monotonicMs() < found.until ? found.value : undefined;
  }

  forget(key: string): void {
    this.values.delete(key);
  }

  set(key: string, value: Value): void {
    this.values.set(key, { value, until: this.clock.monotonicMs() + this.forMs });
  }
}
