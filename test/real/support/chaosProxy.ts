import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { atEndOfTest } from './ending';

export interface Chaos {
  /** Bytes of a response, its head included, after which the connection breaks. */
  readonly cutAfter?: number;
  /** How it breaks: with a reset, or with an end in good order. */
  readonly cutBy?: 'reset' | 'end';
  /** Passes each byte by itself. */
  readonly byteByByte?: boolean;
  /** Milliseconds each piece of a response is late. */
  readonly latency?: number;
}

/** A TCP proxy in front of a server, for the time of a test. Requests pass untouched; gives its address. */
export async function chaosProxy(port: number, chaos: Chaos): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => sockets.delete(socket));
    }
    client.pipe(upstream);
    client.on('close', () => upstream.destroy());
    pass(upstream, client, chaos).catch(() => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEndOfTest(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function pass(from: Socket, to: Socket, chaos: Chaos): Promise<void> {
  let room = chaos.cutAfter ?? Infinity;
  for await (const chunk of from as AsyncIterable<Buffer>) {
    if (chaos.latency !== undefined) await wait(chaos.latency);
    const piece = chunk.subarray(0, room);
    room -= piece.length;
    if (chaos.byteByByte) await singly(piece, to);
    else await written(piece, to);
    if (room > 0) continue;
    if (chaos.cutBy === 'reset') to.resetAndDestroy();
    break;
  }
  to.end();
}

async function singly(bytes: Buffer, to: Socket): Promise<void> {
  for (let place = 0; place < bytes.length; place += 1) {
    await written(bytes.subarray(place, place + 1), to);
    // The reader lives in this process: its turn comes between two of ours.
    await nextTurn();
  }
}

async function written(bytes: Buffer, to: Socket): Promise<void> {
  if (!to.write(bytes)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
}
