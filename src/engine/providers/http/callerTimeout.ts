import { Interruption } from '../../model/async/interruption';

/** Waits for a client as long as the caller does. */
export class CallerTimeout {
  private readonly interruption = new Interruption<undefined>();
  private timer: NodeJS.Timeout | undefined;
  private readonly stop = (): void => this.interruption.interrupt(undefined);

  constructor(private readonly signal: AbortSignal) {
    if (signal.aborted) this.stop();
    else signal.addEventListener('abort', this.stop, { once: true });
  }

  /** Undefined when the time was over first. */
  await<T>(promise: Promise<T>): Promise<T | undefined> {
    return this.interruption.wait(promise);
  }

  /** The last call counts. */
  endsIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.stop, ms);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.stop);
  }
}
