import type { Reply, Wish } from './backends';
import { type RunningServer, startServer } from './server';

/**
 * The back ends' own process, so that their work is neither in the engines' CPU time nor in their event loop. Told over
 * IPC what to do with which server.
 */
const running = new Map<number, RunningServer>();

process.on('message', (message: { readonly id: number; readonly wish: Wish }) => {
  void grant(message.id, message.wish).then((reply) => process.send?.({ id: message.id, reply }));
});
process.on('disconnect', () => process.exit());

/** A server goes by the number of the message that started it. */
async function grant(id: number, wish: Wish): Promise<Reply> {
  if (wish.type === 'start') {
    const server = await startServer(wish);
    running.set(id, server);
    return replyOf(id, server);
  }
  const server = running.get(wish.server);
  if (!server) throw new Error(`There is no server number ${wish.server}.`);
  if (wish.type === 'become') server.become(wish.fault);
  if (wish.type === 'close') {
    server.close();
    running.delete(wish.server);
  }
  return replyOf(wish.server, server);
}

function replyOf(server: number, { origin, requests }: RunningServer): Reply {
  return { server, origin, requests };
}
