import { chmodSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const program = `#!/usr/bin/env node
const port = Number(process.argv[process.argv.indexOf('--port') + 1]);
const key = 'Bearer ' + process.env.LLAMA_API_KEY;
require('node:http')
  .createServer((request, response) => {
    const isOpen = request.url === '/health' || request.headers.authorization === key;
    response.writeHead(isOpen ? 200 : 401).end('ours');
  })
  .listen(port, '127.0.0.1');
`;

/** A program that is started as llama.cpp's server and checks the token as it does; it holds no model. Gives its path. */
export function fakeLlama(folder: string): string {
  const file = path.join(folder, 'llama-server');
  writeFileSync(file, program);
  chmodSync(file, 0o700);
  return file;
}

/** Whatever else may listen at a port; it hears what it is told. */
export class Stranger {
  readonly heard: string[] = [];

  private constructor(private readonly server: Server) {}

  /** `statusOf`: by the `Authorization` of a request. */
  static async start(port: number, statusOf: (authorization: string) => number): Promise<Stranger> {
    const server = createServer((request, response) => {
      request.setEncoding('utf8');
      request.on('data', (text: string) => stranger.heard.push(text));
      request.on('end', () => response.writeHead(statusOf(request.headers.authorization ?? '')).end('a stranger'));
    });
    const stranger = new Stranger(server);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return stranger;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
