import type { Writable } from 'node:stream';

/** Standard output: what is written is never taken back, and what could not be written is known. */
export class Output {
  private readonly fault = new AbortController();
  private last = '\n';

  constructor(private readonly stream: Writable) {
    stream.on('error', (error) => this.fail(error));
  }

  /** Aborts where nobody reads any more or the disk is full; its reason is the error. */
  get broken(): AbortSignal {
    return this.fault.signal;
  }

  /** The last line that was written has not ended. */
  get isWithinLine(): boolean {
    return this.last !== '\n';
  }

  write(text: string): void {
    if (text === '' || this.broken.aborted) return;
    this.last = text.slice(-1);
    this.stream.write(text, (error) => {
      if (error) this.fail(error);
    });
  }

  /** Resolves when all of it has left the process, or cannot. */
  flush(): Promise<void> {
    return new Promise((resolve) => {
      if (this.broken.aborted) resolve();
      else
        this.stream.write('', (error) => {
          if (error) this.fail(error);
          resolve();
        });
    });
  }

  private fail(error: Error): void {
    if (!this.broken.aborted) this.fault.abort(error);
  }
}
