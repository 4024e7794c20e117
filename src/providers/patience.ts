/** Waits for a client, but not longer than the caller does. */
export class Patience {
  private readonly end: Promise<undefined>;
  private readonly stop: () => void;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly signal: AbortSignal) {
    let stop = (): void => undefined;
    this.end = new Promise((resolve) => (stop = () => resolve(undefined)));
    this.stop = stop;
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  }

  /** Undefined when the patience ended first. */
  await<T>(promise: Promise<T>): Promise<T | undefined> {
    return Promise.race([this.end, promise]);
  }

  endsIn(ms: number): void {
    this.timer ??= setTimeout(this.stop, ms);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.stop);
  }
}
