import { setTimeout as wait } from 'node:timers/promises';
import { freePort, type ProcessGroup, startGroup } from '../../../tools/vscode/childProcess';
import { countingModel, type Habit, type Pace, templates } from './countingModel';
import type { LlamaServerBuild } from './llamaServerBuild';

export interface ServerOptions {
  readonly pace?: Pace;
  readonly habit?: Habit;
  /** Tokens of prompt and answer together. */
  readonly context?: number;
}

/** A real llama-server in a process group of its own, with the counting model. */
export class LlamaServer {
  private constructor(
    readonly port: number,
    private readonly group: ProcessGroup,
  ) {}

  /** Starts one and does not wait until it answers. */
  static async launch(build: LlamaServerBuild, options: ServerOptions = {}): Promise<LlamaServer> {
    const { pace = 'quick', habit = 'goes-on', context = 4_096 } = options;
    const port = await freePort();
    const group = startGroup(
      build.command,
      [
        ...build.args,
        ...['--model', countingModel(pace), '--chat-template', templates[habit], '--ctx-size', String(context)],
        // One thread and one request at a time each: several servers share the machine.
        ...['--host', '127.0.0.1', '--port', String(port), '--threads', '1', '--parallel', '1'],
      ],
      { cwd: build.cwd },
    );
    return new LlamaServer(port, group);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves when the model is loaded. */
  async ready(): Promise<void> {
    while ((await this.health()) !== 200) await wait(20);
  }

  /** Resolves when the server answers that its model is not loaded yet. */
  async loading(): Promise<void> {
    for (let status = await this.health(); status !== 503; status = await this.health()) {
      if (status === 200) throw new Error('The model was loaded before anybody could ask.');
    }
  }

  /** Holds every thread: the sockets stay open and nothing comes any more. */
  stall(): void {
    this.signal('SIGSTOP');
  }

  /** Ends it without a chance to close anything in order. */
  kill(): void {
    this.signal('SIGKILL');
  }

  async end(): Promise<void> {
    this.kill();
    await this.group.end();
  }

  /** Status of its health check; undefined while nothing listens. */
  private async health(): Promise<number | undefined> {
    if (this.group.child.exitCode !== null || this.group.child.signalCode !== null) {
      throw new Error(`llama-server ended:\n${this.group.tail()}`);
    }
    return fetch(`${this.url}/health`).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => undefined,
    );
  }

  private signal(name: NodeJS.Signals): void {
    const { pid } = this.group.child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, name);
    } catch {
      // Already gone.
    }
  }
}
