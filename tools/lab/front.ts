import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type FaultSetting, healthy } from './faults';
import { deliver } from './delivery';
import { serveModelList } from './modelLists';
import { serveOllamaExtras } from './ollamaExtras';
import type { Protocol } from './protocols';

export interface RequestRecord {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly path: string;
  readonly model?: string;
  /** A key was sent; the key itself is never kept. */
  readonly authorized: boolean;
  readonly fault: FaultSetting['fault'];
  /** The client closed the connection before the answer had ended. */
  hungUp: boolean;
}

const maxBodies = 20;

const keyHeaders = ['authorization', 'x-api-key', 'x-goog-api-key'] as const;

export interface FrontOptions {
  readonly protocol: Protocol;
  readonly label: string;
  /** Where healthy answers come from: aimock, a real runtime, anything that speaks the protocol. */
  readonly upstream: string;
  readonly port?: number;
}

/** One provider of the lab: a server that passes healthy answers on and breaks them as its fault says. */
export class Front {
  readonly requests: RequestRecord[] = [];
  /** The bodies of the last requests with one, oldest first. */
  readonly bodies: string[] = [];
  private setting = healthy;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private port: number;

  private constructor(readonly options: FrontOptions) {
    this.port = options.port ?? 0;
  }

  static async start(options: FrontOptions): Promise<Front> {
    const front = new Front(options);
    await front.listen();
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get fault(): FaultSetting {
    return this.setting;
  }

  /** Takes effect with the next request; `refuse` really closes the port, and anything else opens it again. */
  async setFault(setting: FaultSetting): Promise<void> {
    this.setting = setting;
    if (setting.fault === 'refuse') await this.close();
    else await this.listen();
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private async listen(): Promise<void> {
    if (this.server) return;
    const server = createServer((request, response) => void this.serve(request, response));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await bodyOf(request);
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      const fault = this.applied(request.method === 'POST' && !path.endsWith('/api/show'));
      const record: RequestRecord = {
        at: Date.now(),
        path,
        model: modelIn(path, body),
        authorized: keyHeaders.some((name) => request.headers[name] !== undefined),
        fault: fault.fault,
        hungUp: false,
      };
      this.requests.push(record);
      if (body !== '') this.bodies.push(body);
      if (this.bodies.length > maxBodies) this.bodies.shift();
      response.on('close', () => (record.hungUp = !response.writableFinished));
      const { protocol, label } = this.options;
      if (fault.fault === 'none' && serveModelList(protocol, path, response)) return;
      if (fault.fault === 'none' && protocol === 'ollama' && serveOllamaExtras(path, body, response, label)) return;
      await deliver({ request, body, path, response, fault, protocol, upstream: this.options.upstream });
    } catch {
      response.destroy();
    }
  }

  /** Lists of models are broken too, but use up no `times`. */
  private applied(counts: boolean): FaultSetting {
    const setting = this.setting;
    if (counts && setting.times !== undefined) {
      const times = setting.times - 1;
      this.setting = times > 0 ? { ...setting, times } : healthy;
    }
    return setting;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Google and Amazon have it in the path. */
function modelIn(path: string, body: string): string | undefined {
  const [, named] = /\/models?\/([^/:]{1,100})[/:]/.exec(path) ?? [];
  return named === undefined ? /"model":\s*"([^"]{1,100})"/.exec(body)?.[1] : decodeURIComponent(named);
}
