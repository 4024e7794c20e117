import { setTimeout as wait } from 'node:timers/promises';
import { freePort, startGroup } from '../../../tools/vscode/childProcess';
import { installGateway } from './install';

/** The Portkey gateway in a process of its own on the loopback. */
export interface Gateway {
  readonly origin: string;
  /** Of its process. */
  readonly pid: number | undefined;
  stop(): void;
}

/** Milliseconds it may take to come up. */
const timeoutMs = 20_000;

/** Rejects with the reason where it cannot be had. */
export async function startGateway(say: (text: string) => void): Promise<Gateway> {
  const program = await installGateway(say);
  const port = await freePort();
  const group = startGroup(process.execPath, [program, `--port=${port}`, '--headless'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const origin = `http://127.0.0.1:${port}`;
  for (const startedAt = Date.now(); Date.now() - startedAt < timeoutMs && group.child.exitCode === null;) {
    const answer = await fetch(origin).catch(() => undefined);
    if (answer) return { origin, pid: group.child.pid, stop: () => void group.end() };
    await wait(100);
  }
  await group.end();
  throw new Error(`it did not come up: ${group.tail().split('\n').at(-1) ?? ''}`);
}
