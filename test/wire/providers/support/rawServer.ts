import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Handler = (response: ServerResponse, request: SeenRequest) => unknown;

/** A server whose every answer is written by hand, and that tells what became of its sockets. */
export class RawServer {
  readonly requests: SeenRequest[] = [];
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private readonly sockets = new Set<Socket>();
  private connected = 0;
  private open = 0;
  private readonly answers: Promise<void>[] = [];

  private constructor(public handler: Handler) {
    this.server.on('connection', (socket) => {
      this.connected += 1;
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(handler: Handler): Promise<RawServer> {
    const raw = new RawServer(handler);
    raw.server.listen(0, '127.0.0.1');
    await once(raw.server, 'listening');
    return raw;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Lines that were ever opened to it. */
  get connections(): number {
    return this.connected;
  }

  /** Requests that have no whole answer yet, and whose lines are open. */
  get underWay(): number {
    return this.open;
  }

  /** Resolves when every line a request came over is closed or has its whole answer. */
  async abandoned(): Promise<void> {
    await Promise.all(this.answers);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    this.open += 1;
    response.on('close', () => (this.open -= 1));
    this.answers.push(new Promise((resolve) => response.on('close', resolve)));
    for await (const chunk of request) body += String(chunk);
    const seen = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    this.requests.push(seen);
    await this.handler(response, seen);
  }
}

/** What was written before has left: a reset throws away what has not. */
export function reset(response: ServerResponse): void {
  setTimeout(() => response.socket?.resetAndDestroy(), 30);
}
