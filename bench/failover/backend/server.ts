import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../faults';
import { deliver } from './delivery';
import { piecesFor, type Turn } from './model';

/** A provider on a port of its own, that answers Chat Completions and nothing else. */
export interface RunningServer {
  readonly port: number;
  close(): void;
}

export async function startServer(fault: Fault): Promise<RunningServer> {
  const server = createServer((request, response) => {
    answer(request, response, fault).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (fault === 'refused') await closed(server);
  return { port, close: () => void closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface ChatBody {
  readonly messages: readonly Turn[];
  readonly stream_options?: { readonly include_usage?: boolean };
}

async function answer(request: IncomingMessage, response: ServerResponse, fault: Fault): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Not found"}}');
    return;
  }
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatBody;
  await deliver(response, fault, {
    pieces: piecesFor(body.messages),
    withUsage: body.stream_options?.include_usage === true,
  });
}
