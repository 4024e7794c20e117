import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { type Clock, sleep } from '../../model/async/clock';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import { takeLock, type WindowLock } from '../download/windowLock';
import type { LocalModelRecord } from '../install/localModelRecord';
import { LocalModelProblem } from '../localModelProblem';
import { freePort, ServerProcess } from './serverProcess';
import type { SharedServer, SharedServerFile } from './sharedServer';

export interface ServerStartDeps {
  readonly storage: string;
  readonly guard: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly file: SharedServerFile;
  readonly onToken: (token: string) => void;
  /** Throws `LocalModelProblem` where the model has no room. */
  readonly checkMemory: (model: LocalModelRecord) => void;
}

/** A server that answers, started here or by another window. */
export interface Started {
  readonly shared: SharedServer;
  readonly own: ServerProcess | undefined;
}

/** A model of many gigabytes on a slow disk. */
const loadTimeoutMs = 5 * 60_000;
const pollMs = 100;

/** One start of the server for one model. Once it is stopped it leaves no server behind, however far it was. */
export class ServerStart {
  private readonly stopping = new AbortController();
  private process: ServerProcess | undefined;

  constructor(
    private readonly deps: ServerStartDeps,
    private readonly model: LocalModelRecord,
  ) {}

  get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  stop(): void {
    this.stopping.abort();
    this.process?.kill();
  }

  /** Called once. Rejects with `LocalModelProblem`; where it was stopped, with any error. */
  async run(): Promise<Started> {
    const { file, checkMemory } = this.deps;
    const found = await file.find(this.model);
    this.stopping.signal.throwIfAborted();
    if (found) return { shared: found, own: undefined };
    checkMemory(this.model);
    const lock = await this.lock();
    try {
      // Another window may have started it in the meantime.
      const other = await file.find(this.model);
      this.stopping.signal.throwIfAborted();
      return other ? { shared: other, own: undefined } : await this.launched();
    } catch (error) {
      throw error instanceof LocalModelProblem ? error : new LocalModelProblem('not-started', '', errorSummary(error));
    } finally {
      await lock.release();
    }
  }

  private async launched(): Promise<Started> {
    const { clock, log, file } = this.deps;
    const { name, serverVersion, weights, server } = this.model;
    log.info(`Starting ${name} with llama.cpp ${serverVersion}`);
    const begunMs = clock.monotonicMs();
    const { own, port, token } = await this.launch();
    const { serverPid = 0, proofPort = 0 } = own;
    const shared = { port, token, weights, server, serverPid, proofPort };
    try {
      await file.write(shared);
      this.stopping.signal.throwIfAborted();
    } catch (error) {
      own.kill();
      await file.forget(shared);
      throw error;
    }
    log.info(`${name} is loaded after ${Math.round(clock.monotonicMs() - begunMs)} ms`);
    return { shared, own };
  }

  private async lock(): Promise<WindowLock> {
    const { clock, storage } = this.deps;
    const until = clock.monotonicMs() + loadTimeoutMs;
    for (;;) {
      this.stopping.signal.throwIfAborted();
      const lock = await takeLock(path.join(storage, 'server.lock'));
      if (lock) return lock;
      if (clock.monotonicMs() > until) throw new LocalModelProblem('busy');
      await sleep(clock, pollMs, this.stopping.signal);
    }
  }

  private async launch(): Promise<{ readonly own: ServerProcess } & Pick<SharedServer, 'port' | 'token'>> {
    const { clock, log, guard, file } = this.deps;
    const token = randomBytes(32).toString('base64url');
    this.deps.onToken(token);
    const port = await freePort();
    this.stopping.signal.throwIfAborted();
    const { server, weights, contextTokens } = this.model;
    const threads = Math.max(1, availableParallelism() - 1);
    const own = new ServerProcess({ guard, server, weights, contextTokens, threads, port, token }, log);
    this.process = own;
    try {
      let words: string | undefined;
      void own.ended.then((said) => (words = said));
      const until = clock.monotonicMs() + loadTimeoutMs;
      while (!(await file.answers({ port, token }))) {
        if (words !== undefined) throw new LocalModelProblem('not-started', '', lastLine(words));
        if (clock.monotonicMs() > until) throw new LocalModelProblem('not-started', '', 'timeout');
        await sleep(clock, pollMs, this.stopping.signal);
        this.stopping.signal.throwIfAborted();
      }
      return { own, port, token };
    } catch (error) {
      own.kill();
      throw error;
    }
  }
}

function lastLine(words: string): string {
  const lines = words.split('\n');
  return lines.findLast((line) => /error|fail/i.test(line)) ?? lines.at(-1) ?? words;
}
