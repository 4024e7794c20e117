import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { atEndOfTest } from '../../../real/support/ending';

export interface RawProxy {
  readonly port: number;
  readonly url: string;
  /** How many connections it has had. */
  readonly connections: () => number;
  /** How many are open. */
  readonly open: () => number;
}

/** What stands in a proxy's place and answers the first bytes of each connection with these, or with nothing; undefined hangs up. */
export async function startRawProxy(answer: string | undefined): Promise<RawProxy> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      if (answer === undefined) socket.destroy();
      else if (answer !== '') socket.end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEndOfTest(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, connections: () => connections, open: () => sockets.size };
}
