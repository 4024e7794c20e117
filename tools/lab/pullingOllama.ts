import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { serveOllamaExtras } from './ollamaExtras';

interface Layer {
  readonly digest: string;
  readonly total: number;
  completed: number;
}

/** How often Ollama tells of a part that it loads, in milliseconds. */
const tellEveryMs = 60;

/**
 * What is seen of an Ollama that loads models, as its source has it (server/download.go, server/images.go, August 2026): one
 * load for all clients of a model, kept where the last of them leaves, gone on with at the next request. Written by hand,
 * since no Ollama can be had here.
 */
export class PullingOllama {
  readonly installed = new Set<string>();
  /** Bodies of the requests for each path. */
  readonly asked: { readonly path: string; readonly body: string }[] = [];
  /** No more than so many bytes of a model come, until it is raised. */
  limitBytes = Infinity;
  /** What a pull of the model is answered with instead. */
  readonly refusals = new Map<string, string>();
  /** Bytes after which the line of a pull breaks, each time once. */
  cutsAfter: number[] = [];
  private readonly layers = new Map<string, readonly Layer[]>();
  private readonly server: Server;

  private constructor(
    private readonly sizeBytes: number,
    private readonly stepBytes: number,
    private readonly stepMs: number,
  ) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** `stepMs`: how long a step takes. People see a load that takes its time. */
  static async start(sizeBytes = 1_000_000_000, stepBytes = 50_000_000, stepMs = 0): Promise<PullingOllama> {
    const ollama = new PullingOllama(sizeBytes, stepBytes, stepMs);
    ollama.server.listen(0, '127.0.0.1');
    await once(ollama.server, 'listening');
    return ollama;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  loadedBytes(model: string): number {
    return (this.layers.get(model) ?? []).reduce((sum, { completed }) => sum + completed, 0);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '';
    this.asked.push({ path, body });
    if (path === '/api/pull') await this.pull((JSON.parse(body) as { name: string }).name, response);
    else if (path === '/api/tags') {
      const models = [...this.installed].map((name) => ({ name, model: name, size: this.sizeBytes }));
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ models }));
    } else if (!serveOllamaExtras(path, body, response, 'Ollama')) response.writeHead(404).end('404 page not found');
  }

  private async pull(model: string, response: ServerResponse): Promise<void> {
    const line = new PullLine(response, this.cutsAfter.shift() ?? Infinity);
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    line.write({ status: 'pulling manifest' });
    const refusal = this.refusals.get(model);
    if (refusal !== undefined) {
      line.write({ error: refusal });
      response.end();
      return;
    }
    const layers = this.layersOf(model);
    for (const layer of layers) await this.load(layer, line);
    if (line.isClosed) return;
    for (const status of ['verifying sha256 digest', 'writing manifest']) line.write({ status });
    this.installed.add(model);
    line.write({ status: 'success' });
    response.end();
  }

  private async load(layer: Layer, line: PullLine): Promise<void> {
    for (;;) {
      if (line.isClosed) return;
      const status = `pulling ${layer.digest.slice(7, 19)}`;
      line.write({ status, digest: layer.digest, total: layer.total, completed: layer.completed });
      if (layer.completed === layer.total) return;
      const room = Math.max(0, this.limitBytes - layer.completed);
      layer.completed += Math.min(this.stepBytes, layer.total - layer.completed, room);
      await wait(room === 0 ? tellEveryMs : this.stepMs);
    }
  }

  private layersOf(model: string): readonly Layer[] {
    const known = this.layers.get(model);
    if (known) return known;
    const sizes = [this.sizeBytes, 12_345];
    const made = sizes.map((total, index) => ({ digest: `sha256:${String(index).repeat(64)}`, total, completed: 0 }));
    this.layers.set(model, made);
    return made;
  }
}

/** The line of one client, which breaks after so many bytes. */
class PullLine {
  isClosed = false;

  constructor(
    private readonly response: ServerResponse,
    private left: number,
  ) {
    response.on('close', () => (this.isClosed = true));
  }

  write(value: unknown): void {
    if (this.isClosed) return;
    const text = `${JSON.stringify(value)}\n`;
    if (text.length < this.left) {
      this.left -= text.length;
      this.response.write(text);
      return;
    }
    this.isClosed = true;
    const { response } = this;
    if (this.left === 0) response.destroy();
    else response.write(text.slice(0, this.left), () => response.destroy());
  }
}
