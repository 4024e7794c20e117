import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Pace } from './delivery';
import type { Fault } from '../scenario/faults';

/** Starts servers, each broken in its own way until its fault is changed. */
export interface Backends {
  start(fault: Fault, pace?: Pace): Promise<Backend>;
  stop(): void;
}

export interface Backend {
  /** For example `http://127.0.0.1:4711`. */
  readonly origin: string;
  become(fault: Fault): Promise<void>;
  /** Questions that have arrived; nothing arrives where there is no server. */
  requests(): Promise<number>;
  close(): void;
}

/** What the process of the back ends is asked for. */
export type Wish =
  | { readonly type: 'start'; readonly fault: Fault; readonly pace: Pace }
  | { readonly type: 'become'; readonly server: number; readonly fault: Fault }
  | { readonly type: 'look' | 'close'; readonly server: number };

export interface Reply {
  readonly server: number;
  readonly origin: string;
  readonly requests: number;
}

/** Far quicker than a real model, so that what an engine adds shows. */
export const quickPace: Pace = { pauseMs: 1, words: 3 };

export function startBackends(): Backends {
  const child = fork(join(__dirname, 'main.ts'), { execArgv: ['--import', 'tsx'] });
  const waiting = new Map<number, (reply: Reply) => void>();
  let asked = 0;
  let stopped = false;
  child.on('message', ({ id, reply }: { readonly id: number; readonly reply: Reply }) => {
    waiting.get(id)?.(reply);
    waiting.delete(id);
  });
  child.on('exit', () => {
    // Nobody would ever hear of a server again.
    if (!stopped) throw new Error('The process of the back ends has ended.');
  });
  const ask = (wish: Wish): Promise<Reply> =>
    new Promise((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      child.send({ id: asked, wish });
    });
  return {
    start: async (fault, pace = quickPace) => {
      const { server, origin } = await ask({ type: 'start', fault, pace });
      return {
        origin,
        become: async (next) => {
          await ask({ type: 'become', server, fault: next });
        },
        requests: async () => (await ask({ type: 'look', server })).requests,
        close: () => void ask({ type: 'close', server }),
      };
    },
    stop: () => {
      stopped = true;
      child.disconnect();
    },
  };
}
