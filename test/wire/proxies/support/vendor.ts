import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { atEndOfTest } from '../../../real/support/ending';
import type { Certificate } from './authorities';

export interface VendorOptions {
  /** By TLS with this certificate; without one it speaks plain HTTP. */
  readonly certificate?: Certificate;
  /** Wants a certificate of this authority of each client. */
  readonly clientAuthority?: Certificate;
  /** At all addresses of this machine's own network, 127.0.0.2 among them. */
  readonly isEverywhere?: boolean;
  /** Called after each word; the next is written when it resolves. */
  readonly onWord?: (word: number) => unknown;
}

export interface Vendor {
  readonly port: number;
  /** How many requests it had. */
  readonly requests: () => number;
  /** How many connections it had. */
  readonly connections: () => number;
}

/** The last word of the answer. */
export const lastWord = 20;

/** A host that speaks Chat Completions and counts, one event for a word. */
export async function startVendor({
  certificate,
  clientAuthority,
  isEverywhere = false,
  onWord,
}: VendorOptions): Promise<Vendor> {
  const counts = { requests: 0, connections: 0 };
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    counts.requests += 1;
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let word = 1; word <= lastWord; word += 1) {
      response.write(event({ content: word === 1 ? '1' : ` ${word}` }));
      await onWord?.(word);
    }
    response.write(event({}, 'stop'));
    response.end('data: [DONE]\n\n');
  };
  const listener: http.RequestListener = (request, response) => void answer(request, response);
  const server = certificate
    ? https.createServer(
        {
          cert: readFileSync(certificate.certificateFile),
          key: readFileSync(certificate.keyFile),
          ...(clientAuthority
            ? { ca: readFileSync(clientAuthority.certificateFile), requestCert: true, rejectUnauthorized: true }
            : {}),
        },
        listener,
      )
    : http.createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    counts.connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, isEverywhere ? '0.0.0.0' : '127.0.0.1');
  await once(server, 'listening');
  atEndOfTest(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { port, requests: () => counts.requests, connections: () => counts.connections };
}

function event(delta: object, finish_reason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason }];
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices })}\n\n`;
}
