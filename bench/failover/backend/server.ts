import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import type { Fault } from '../scenario/faults';
import type { Protocol } from '../../../tools/wire/protocol';
import { paths } from '../scenario/paths';
import { wayOf } from './ways';
import { deliver, type Pace } from './delivery';
import { answerTo, type AskedBody } from './model';
import { wireOf } from '../../../tools/wire/wires';

export interface ServerOptions {
  readonly fault: Fault;
  readonly pace: Pace;
}

/** A provider that answers all protocols on their own paths and nothing else. */
export interface RunningServer {
  /** Where a client has to look for it; nowhere at all, where it cannot be reached. */
  readonly origin: string;
  /** Questions that have arrived. */
  readonly requests: number;
  become(fault: Fault): void;
  close(): void;
}

export async function startServer({ fault, pace }: ServerOptions): Promise<RunningServer> {
  let current = fault;
  let requests = 0;
  const listener: RequestListener = (request, response) => {
    const protocol = protocolOf(request);
    if (protocol === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Not found"}}');
      return;
    }
    requests += 1;
    answer(request, response, protocol, { fault: current, pace }).catch(() => response.destroy());
  };
  const server = fault === 'tls-self-signed' ? createTlsServer(await certificate(), listener) : createServer(listener);
  // The client must notice bytes that are not HTTP.
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: originOf(fault, port),
    get requests() {
      return requests;
    },
    become: (next) => (current = next),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function originOf(fault: Fault, port: number): string {
  // RFC 2606: no such name will ever exist.
  if (fault === 'dns') return 'http://api.everpair-bench.invalid';
  // One that was free a moment ago may be another server's by the time it is asked; nothing is ever given this one.
  if (fault === 'refused') return 'http://127.0.0.1:2';
  return `${fault === 'tls-self-signed' || fault === 'tls-plain' ? 'https' : 'http'}://127.0.0.1:${port}`;
}

let made: Promise<{ readonly key: string; readonly cert: string }> | undefined;

function certificate(): Promise<{ readonly key: string; readonly cert: string }> {
  made ??= generate([{ name: 'commonName', value: '127.0.0.1' }]).then((pems) => ({
    key: pems.private,
    cert: pems.cert,
  }));
  return made;
}

function protocolOf({ method, url }: IncomingMessage): Protocol | undefined {
  if (method !== 'POST') return undefined;
  return (Object.keys(paths) as Protocol[]).find((protocol) => paths[protocol] === url?.split('?')[0]);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  protocol: Protocol,
  { fault, pace }: ServerOptions,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as AskedBody;
  const wire = wireOf(protocol, { withUsage: body.stream_options?.include_usage === true });
  await deliver(response, fault, protocol, wire, answerTo(body, wayOf(fault)), pace);
}
