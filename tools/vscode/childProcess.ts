import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the command after this many milliseconds; absent: never. */
  readonly timeout?: number;
}

/** Runs a command to its end and gives what it printed; rejects with that text when it fails. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeout,
    shell: process.platform === 'win32' && /\.(cmd|bat)$/.test(command),
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${String(code ?? signal)}:\n${output.trim()}`));
    });
  });
}

/** A long-running process with everything it starts, ended together. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  /** The last 60 lines that the process printed. */
  readonly tail: () => string;
  readonly exited: Promise<number | null>;
  end(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});
// By default a signal ends Node without the 'exit' event.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

/** Starts a process in a group of its own. Whatever way this process ends, the group ends with it. */
export function startGroup(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void } = {},
): ProcessGroup {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split(/\r?\n/);
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (lines.length > 60) lines.shift();
        options.onLine?.(line);
      }
    });
  }
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      lines.push(String(error));
      running.delete(child);
      resolve(null);
    });
    child.once('exit', (code) => resolve(code));
  });
  return {
    child,
    tail: () => lines.join('\n'),
    exited,
    end: async () => {
      signalGroup(child, 'SIGTERM');
      const gone = await Promise.race([exited.then(() => true), wait(3000, false)]);
      // The leader may be gone while what it started still runs.
      signalGroup(child, 'SIGKILL');
      if (!gone) await exited;
      running.delete(child);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
