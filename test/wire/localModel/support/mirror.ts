import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Asked {
  readonly path: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
}

/** A mirror of llama.cpp and models on this machine, over real sockets. */
export class Mirror {
  readonly asked: Asked[] = [];
  /** Bytes of bodies after which the line is broken, one for each request to come; `undefined`: it is not. */
  readonly cuts: (number | undefined)[] = [];
  /** Milliseconds between two pieces of 16 KB, so that there is a middle; 0: as fast as it goes. */
  paceMs = 0;
  private readonly files = new Map<string, Buffer>();
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.answer(request, response));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(): Promise<Mirror> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Mirror(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Gives what a list says of the file. */
  put(path: string, bytes: Buffer): { readonly url: string; readonly bytes: number; readonly sha256: string } {
    this.files.set(path, bytes);
    return { url: path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  putList(list: unknown): void {
    this.files.set('/everpair-local-models.json', Buffer.from(JSON.stringify(list)));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { range, 'if-range': ifRange } = request.headers;
    const path = request.url ?? '';
    const file = this.files.get(path);
    this.asked.push({ path, range, ifRange: typeof ifRange === 'string' ? ifRange : undefined });
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`;
    const isSame = ifRange === undefined || ifRange === etag;
    const from = range !== undefined && isSame ? Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0) : 0;
    const body = file.subarray(from);
    const headers = { ETag: etag, 'Accept-Ranges': 'bytes', 'Content-Length': body.length };
    if (from === 0) response.writeHead(200, headers);
    else response.writeHead(206, { ...headers, 'Content-Range': `bytes ${from}-${file.length - 1}/${file.length}` });
    await this.send(response, body, this.cuts.shift());
  }

  private async send(response: ServerResponse, body: Buffer, cut: number | undefined): Promise<void> {
    const sent = cut === undefined ? body : body.subarray(0, cut);
    const step = this.paceMs === 0 ? Math.max(sent.length, 1) : 16_384;
    for (let place = 0; place < sent.length && !response.destroyed; place += step) {
      const isTaken = response.write(sent.subarray(place, place + step));
      if (!isTaken) await new Promise<void>((resolve) => response.once('drain', resolve).once('close', resolve));
      if (this.paceMs > 0) await new Promise((resolve) => setTimeout(resolve, this.paceMs));
    }
    if (cut === undefined || cut >= body.length) response.end();
    // What was written arrives before the line breaks.
    else setTimeout(() => response.socket?.destroySoon(), 60);
  }
}
