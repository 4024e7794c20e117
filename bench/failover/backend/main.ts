import { isFault } from '../faults';
import { type RunningServer, startServer } from './server';

/**
 * The back ends' own process, so that their work is neither in the engines' CPU time nor in their event loop. Told over
 * IPC to start and close servers.
 */
const running = new Map<number, RunningServer>();

process.on('message', (message: { readonly start?: unknown; readonly close?: number; readonly id: number }) => {
  if (message.close !== undefined) {
    running.get(message.close)?.close();
    running.delete(message.close);
  } else if (isFault(message.start)) {
    void startServer(message.start).then((server) => {
      running.set(server.port, server);
      process.send?.({ id: message.id, port: server.port });
    });
  }
});
process.on('disconnect', () => process.exit());
