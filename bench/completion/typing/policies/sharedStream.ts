import { BackEndFailure } from '../model/backEnd';

/** An answer that is read to its end, or until it is cancelled, whoever listens. */
export class SharedStream {
  text = '';
  isOver = false;
  isFailed = false;
  private readonly controller = new AbortController();
  private waiting: (() => void)[] = [];

  constructor(open: (signal: AbortSignal) => AsyncIterable<string>) {
    void this.read(open(this.controller.signal));
  }

  get isCancelled(): boolean {
    return this.controller.signal.aborted;
  }

  cancel(): void {
    this.controller.abort();
  }

  /** Resolves when there is more of it or it is over, or when the signal aborts. */
  async more(signal?: AbortSignal): Promise<void> {
    if (this.isOver || signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.push(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  private async read(pieces: AsyncIterable<string>): Promise<void> {
    try {
      for await (const piece of pieces) {
        this.text += piece;
        this.wake();
      }
    } catch (error) {
      if (!(error instanceof BackEndFailure)) throw error;
      this.isFailed = true;
    }
    this.isOver = true;
    this.wake();
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
