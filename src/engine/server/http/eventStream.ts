import type { ServerResponse } from 'node:http';
import { encode, encodeComment } from 'eventsource-encoder';
import type { ServerSentEvent } from '../protocols/chatProtocol';

/** Writes server-sent events no faster than the client reads them, those that come together in one piece. */
export class EventStream {
  private timer: NodeJS.Timeout | undefined;
  private pending = '';
  private gathering: NodeJS.Immediate | undefined;

  /** `hasComments`: the client reads them as the standard says. */
  constructor(
    private readonly response: ServerResponse,
    private readonly limits: { readonly writeTimeoutMs: number; readonly quietMs: number },
    private readonly hasComments = true,
  ) {}

  get hasBegun(): boolean {
    return this.response.headersSent;
  }

  begin(headers: Readonly<Record<string, string>>): void {
    this.response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      ...headers,
    });
    this.response.flushHeaders();
    // An empty line is no event to anybody.
    const sign = this.hasComments ? encodeComment('waiting') : '\n';
    this.timer = setInterval(() => this.response.write(sign), this.limits.quietMs);
  }

  /** Resolves when there is room for more, or the client has gone. */
  async write(events: readonly ServerSentEvent[]): Promise<void> {
    if (events.length === 0) return;
    this.timer?.refresh();
    await this.send(events.map((event) => encode({ ...event })).join(''));
  }

  async comment(text: string): Promise<void> {
    if (this.hasComments) await this.send(encodeComment(text));
  }

  end(): void {
    clearInterval(this.timer);
    this.flush();
    this.response.end();
  }

  /** Cuts the line behind the last event, without the mark by which a client knows a whole answer. */
  break(): void {
    clearInterval(this.timer);
    this.flush();
    const { response } = this;
    response.write('', () => setImmediate(() => response.destroy()));
  }

  /** A write costs as much as all else that becomes of a word: what a provider has sent in one piece goes on in one. */
  private async send(text: string): Promise<void> {
    const { response } = this;
    this.pending += text;
    this.gathering ??= setImmediate(() => this.flush());
    if (this.pending.length >= response.writableHighWaterMark) this.flush();
    if (response.destroyed || !response.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(late);
        response.off('drain', done);
        response.off('close', done);
        resolve();
      };
      const late = setTimeout(() => response.destroy(), this.limits.writeTimeoutMs);
      response.once('drain', done);
      response.once('close', done);
    });
  }

  private flush(): void {
    clearImmediate(this.gathering);
    this.gathering = undefined;
    const text = this.pending;
    this.pending = '';
    if (text !== '' && !this.response.destroyed) this.response.write(text);
  }
}
