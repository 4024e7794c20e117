import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as l10n from '@vscode/l10n';
import { abortReason } from '../model/async/abortReason';
import { ConnectionLimit } from './http/connectionLimit';
import { type EndpointLimits, usualLimits } from './http/limits';
import { EndpointHandler } from './endpointHandler';
import type { EndpointOptions } from './endpointOptions';

export { hasToken } from './access/proof';

/** The running endpoint. */
export interface Endpoint {
  readonly port: number;
  /** With the version path: `http://127.0.0.1:4010/v1`. */
  readonly url: string;
  /** Ends all requests under way. */
  close(): Promise<void>;
}

/**
 * Serves the provider manager to other programs of this machine: no other machine and no web page reaches it. Rejects with a
 * sentence for a person where the port is taken.
 */
export async function startEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const limits: EndpointLimits = { ...usualLimits, ...options.limits };
  const closing = new AbortController();
  const connections = new ConnectionLimit(limits.maxConnections);
  const servers: Server[] = [];
  let port = options.port;
  const handler = new EndpointHandler({ ...options, limits, closing: closing.signal, port: () => port });
  const listen = async (host: string): Promise<void> => {
    const server = serverFor(handler, limits, connections);
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    servers.push(server);
    port = (server.address() as AddressInfo).port;
  };
  try {
    await listen('127.0.0.1');
  } catch (error) {
    throw new Error(portProblem(error, port), { cause: error });
  }
  try {
    // `localhost` means this address to some clients. Where another program had it, it would get their token.
    await listen('::1');
  } catch (error) {
    if (isTaken(error))
      options.log.warn(`[endpoint] the port ${port} of ::1 belongs to another program: use 127.0.0.1`);
  }
  options.log.info(`[endpoint] listens on the port ${port}`);
  // The first request does not wait for code to load.
  void options.manager.prepareChat(closing.signal);
  return {
    port,
    url: `http://127.0.0.1:${port}/v1`,
    close: async () => {
      closing.abort(abortReason);
      await handler.settled();
      await Promise.all(servers.map(closed));
      options.log.info('[endpoint] closed');
    },
  };
}

function serverFor(handler: EndpointHandler, limits: EndpointLimits, connections: ConnectionLimit): Server {
  const onRequest = (request: IncomingMessage, response: ServerResponse): void =>
    void handler.handle(request, response);
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, limits.headersTimeoutMs),
      keepAliveTimeout: 30_000,
    },
    onRequest,
  );
  // A client that asks first whether its body is wanted is told no without it.
  server.on('checkContinue', onRequest);
  connections.watch(server);
  return server;
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await end;
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** Why `startEndpoint` rejected: another program, or another endpoint, has the port. */
export function isPortTaken(error: unknown): boolean {
  return error instanceof Error && isTaken(error.cause);
}

function portProblem(error: unknown, port: number): string {
  return isTaken(error)
    ? l10n.t('The port {0} is used by another program. Choose another one.', port)
    : l10n.t('The endpoint could not listen on the port {0}: {1}', port, error instanceof Error ? error.message : '');
}
