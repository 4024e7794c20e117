import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** One streamed response. */
export class Line {
  constructor(
    private readonly response: ServerResponse,
    private readonly encoding: BufferEncoding = 'utf8',
  ) {}

  get closed(): boolean {
    return this.response.destroyed;
  }

  begin(contentType: string): void {
    this.response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' }).flushHeaders();
    this.response.socket?.setNoDelay(true);
  }

  /** Resolves when there is room for more. */
  async write(bytes: string | Uint8Array): Promise<void> {
    if (this.response.write(this.bytesOf(bytes)) || this.closed) return;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        this.response.off('drain', goOn).off('close', goOn);
        resolve();
      };
      this.response.on('drain', goOn).on('close', goOn);
    });
  }

  end(last: string | Uint8Array): void {
    this.response.end(this.bytesOf(last));
  }

  private bytesOf(frames: string | Uint8Array): Uint8Array {
    return typeof frames === 'string' ? Buffer.from(frames, this.encoding) : frames;
  }

  reset(): void {
    this.response.socket?.resetAndDestroy();
  }

  async repeatUntilClosed(bytes: string, everyMs: number): Promise<void> {
    while (!this.closed) {
      await this.write(bytes);
      await wait(everyMs);
    }
  }

  /** Byte by byte. */
  async trickle(text: string, everyMs: number): Promise<void> {
    for (const byte of this.bytesOf(text)) {
      if (this.closed) return;
      await this.write(Uint8Array.of(byte));
      await wait(everyMs);
    }
  }
}
