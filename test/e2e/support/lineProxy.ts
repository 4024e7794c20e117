import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that lets nothing through and tells which hosts were to be reached. */
export interface LineProxy {
  readonly url: string;
  /** How often a connection to this host was asked for. */
  asked(host: string): number;
  close(): Promise<void>;
}

export async function startLineProxy(): Promise<LineProxy> {
  const hosts: string[] = [];
  const server = createServer((_request, response) => response.writeHead(502).end());
  server.on('connect', ({ url = '' }, socket) => {
    hosts.push(url.replace(/:\d+$/, ''));
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: (host) => hosts.filter((each) => each === host).length,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
