import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Fault } from './faults';

/** Where servers are started, each broken in one way for as long as it runs. */
export interface Backends {
  start(fault: Fault): Promise<Backend>;
  stop(): void;
}

export interface Backend {
  readonly port: number;
  close(): void;
}

export function startBackends(): Backends {
  const child = fork(join(__dirname, 'backend/main.ts'), { execArgv: ['--import', 'tsx'] });
  const waiting = new Map<number, (port: number) => void>();
  let asked = 0;
  let stopped = false;
  child.on('message', ({ id, port }: { readonly id: number; readonly port: number }) => {
    waiting.get(id)?.(port);
    waiting.delete(id);
  });
  child.on('exit', () => {
    // Nobody would ever hear of a server again.
    if (!stopped) throw new Error('The process of the back ends has ended.');
  });
  return {
    start: async (fault) => {
      asked += 1;
      const id = asked;
      const port = await new Promise<number>((resolve) => {
        waiting.set(id, resolve);
        child.send({ id, start: fault });
      });
      return { port, close: () => child.send({ id: 0, close: port }) };
    },
    stop: () => {
      stopped = true;
      child.disconnect();
    },
  };
}
