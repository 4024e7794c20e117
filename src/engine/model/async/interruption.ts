/**
 * Waits for promises, one at a time, and no longer once it was interrupted. A race against a promise that lasts as long as
 * a stream would leave a reaction on it for every piece of the stream.
 */
export class Interruption<T> {
  private interrupted: { readonly value: T } | undefined;
  private release: ((value: T) => void) | undefined;

  /** The first call counts. */
  interrupt(value: T): void {
    this.interrupted ??= { value };
    this.release?.(this.interrupted.value);
  }

  /** Whether the value is the interruption's, and not that of the promise. */
  isValue(given: unknown): given is T {
    return this.interrupted !== undefined && given === this.interrupted.value;
  }

  /** The promise's value, or the interruption's where that comes first; then the promise's end is ignored. */
  wait<R>(promise: Promise<R>): Promise<R | T> {
    return new Promise((resolve, reject) => {
      if (this.interrupted) resolve(this.interrupted.value);
      else this.release = resolve;
      promise.then(resolve, reject);
    });
  }
}
