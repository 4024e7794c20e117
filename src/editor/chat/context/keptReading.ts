import type { Clock } from '../../../engine/model';

/** A value that takes time to read, as it was read last. Whoever learns that it may be another has it read anew. */
export class KeptReading<T> {
  private value: T;
  private reading: Promise<void> | undefined;
  /** Of the clock: when the reading began whose value is kept, or will be. */
  private readMs = -Infinity;

  constructor(
    private readonly deps: {
      /** Must not reject. */
      readonly read: () => Promise<T>;
      readonly initial: T;
      readonly clock: Clock;
      readonly onChange: () => void;
    },
  ) {
    this.value = deps.initial;
  }

  get current(): T {
    return this.value;
  }

  /** Reads it anew, also while it is read: what that began with may be old. Resolves when nothing is read any more. */
  refresh(): Promise<void> {
    this.readMs = this.deps.clock.monotonicMs();
    const reading: Promise<void> = this.deps.read().then((value) => {
      if (this.reading !== reading) return this.reading;
      this.reading = undefined;
      this.keep(value);
    });
    this.reading = reading;
    return reading;
  }

  /** It is another now, and nobody needs it yet. */
  outdate(): void {
    this.readMs = -Infinity;
  }

  /** Resolves at once where it is not older than `maxAgeMs`. */
  fresh(maxAgeMs: number): Promise<void> {
    const isOld = this.deps.clock.monotonicMs() - this.readMs > maxAgeMs;
    return isOld ? this.refresh() : (this.reading ?? Promise.resolve());
  }

  private keep(value: T): void {
    const isSame = JSON.stringify(value) === JSON.stringify(this.value);
    this.value = value;
    if (!isSame) this.deps.onChange();
  }
}
