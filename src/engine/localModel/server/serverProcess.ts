import { type ChildProcess, fork } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { Log } from '../../model/log';
import type { GuardOrder, GuardReport } from './guardOrder';

export interface ServerOptions {
  /** Path of the guard's bundle. */
  readonly guard: string;
  readonly server: string;
  readonly weights: string;
  readonly contextTokens: number;
  readonly threads: number;
  readonly port: number;
  readonly token: string;
}

/** The last lines that a server wrote, for the log where it ends. */
const keptLines = 12;

/** llama.cpp's server in a process of its own, with a guard that ends it when this process is gone. */
export class ServerProcess {
  /** Resolves when it has ended, with the reason and its last words. */
  readonly ended: Promise<string>;
  private readonly lines: string[] = [];
  private readonly guard: ChildProcess;
  private pid: number | undefined;
  private guardProofPort: number | undefined;
  private reason = 'killed';

  constructor(
    private readonly options: ServerOptions,
    private readonly log: Log,
  ) {
    this.guard = fork(options.guard, [], {
      env: { ...serverEnvironment(), ELECTRON_RUN_AS_NODE: '1' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.ended = new Promise((resolve) => {
      this.guard.once('exit', () => {
        // A guard that was killed could not end the server.
        this.killServer();
        resolve([this.reason, ...this.lines].join('\n'));
      });
      this.guard.once('error', (error) => {
        this.reason = error.message;
        resolve(this.reason);
      });
    });
    this.guard.on('message', (report: GuardReport) => this.hear(report));
    for (const stream of [this.guard.stdout, this.guard.stderr]) this.read(stream);
    this.guard.send(orderOf(options));
  }

  /** Of the server; undefined until it runs. */
  get serverPid(): number | undefined {
    return this.pid;
  }

  /** Where the guard proves that the server lives; undefined until it runs. */
  get proofPort(): number | undefined {
    return this.guardProofPort;
  }

  kill(): void {
    this.killServer();
    this.guard.kill('SIGKILL');
  }

  private killServer(): void {
    const { pid } = this;
    this.pid = undefined;
    if (pid === undefined) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }

  private hear(report: GuardReport): void {
    if (report.type === 'started') {
      this.pid = report.pid;
      this.guardProofPort = report.proofPort;
    } else {
      this.pid = undefined;
      this.reason = report.reason;
    }
  }

  private read(stream: NodeJS.ReadableStream | null): void {
    let rest = '';
    stream?.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split(/\r?\n/);
      rest = (lines.pop() ?? '').slice(-2_000);
      for (const line of lines) {
        if (line.trim() === '') continue;
        this.log.debug(`llama-server: ${line}`);
        this.lines.push(line.slice(0, 300));
        if (this.lines.length > keptLines) this.lines.shift();
      }
    });
  }
}

function orderOf({ server, weights, contextTokens, threads, port, token }: ServerOptions): GuardOrder {
  return {
    command: server,
    args: [
      ...['--model', weights, '--ctx-size', String(contextTokens), '--threads', String(threads)],
      ...['--host', '127.0.0.1', '--port', String(port)],
      // A completion need not wait for a chat; both share the context.
      ...['--parallel', '2', '--kv-unified', '--cache-reuse', '256'],
      ...['--no-webui', '--no-slots', '--offline'],
    ],
    cwd: path.dirname(server),
    // In the environment the token is hidden from other users, in the arguments it would not be.
    env: { ...serverEnvironment(), LLAMA_API_KEY: token },
    token,
  };
}

/** What a program needs to run, and no key of the user's. */
function serverEnvironment(): Record<string, string> {
  const names =
    /^(?:PATH|HOME|USER|USERPROFILE|TMPDIR|TEMP|TMP|SystemRoot|SYSTEMROOT|WINDIR|LANG|LC_\w+|APPDATA|LOCALAPPDATA|COMSPEC)$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && names.test(name) ? [[name, value]] : [],
    ),
  );
}

/** A port of this machine that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
