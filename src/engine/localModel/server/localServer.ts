import { rmSync } from 'node:fs';
import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { Log } from '../../model/log';
import { type MachineMemory, memoryFit, neededMemory } from '../../model/memoryFit';
import { errorSummary } from '../../model/text/errorSummary';
import type { LocalModelRecord } from '../install/localModelRecord';
import { LocalModelProblem } from '../localModelProblem';
import { shownBytes } from '../shownBytes';
import { RestartWait } from './restartWait';
import { ServerStart, type Started } from './serverStart';
import { type SharedServer, SharedServerFile } from './sharedServer';

export interface LocalServerDeps {
  /** The extension's own folder on this machine. */
  readonly storage: string;
  /** Path of the guard's bundle. */
  readonly guard: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Log;
  readonly memory: () => MachineMemory;
  /** The model that is set up. */
  readonly installed: () => LocalModelRecord | undefined;
  /** Each token, so that the log can keep it out. */
  readonly onToken: (token: string) => void;
}

export type ServerAddress = Pick<SharedServer, 'port' | 'token'>;

/** A server in use. */
interface Running extends Started {
  readonly sinceMs: number;
}

interface Starting {
  readonly start: ServerStart;
  readonly running: Promise<Running>;
}

/** Without a request for so long the model leaves the memory. */
const idleMs = 10 * 60_000;
const watchEveryMs = 5_000;
/** Health checks in a row without an answer, after which a server counts as hung. */
const mostMisses = 3;

/**
 * llama.cpp's server for the model that is set up: started at the first use, watched while it is used, started again after a
 * crash, and ended when nobody uses it or this process ends. All windows of a user share one.
 */
export class LocalServer implements Disposable {
  private readonly file: SharedServerFile;
  private readonly wait = new RestartWait();
  private running: Running | undefined;
  private starting: Starting | undefined;
  private lastProblem: LocalModelProblem | undefined;
  private uses = 0;
  private usedAtMs = -Infinity;
  private misses = 0;
  private watching: unknown;
  private restarting: unknown;
  private disposed = false;

  constructor(private readonly deps: LocalServerDeps) {
    this.file = new SharedServerFile(deps.storage, deps.fetch);
  }

  /**
   * Where the server answers, once it has loaded the model. A start that is stopped for another model is waited for no longer,
   * but the next one. Rejects with `LocalModelProblem`, or with the signal's reason.
   */
  async address(signal?: AbortSignal): Promise<ServerAddress> {
    await orAborted(this.checkOther(), signal);
    for (;;) {
      if (this.running) return this.running.shared;
      const { start, running } = (this.starting ??= this.begin());
      try {
        return (await orAborted(running, signal)).shared;
      } catch (error) {
        signal?.throwIfAborted();
        if (!start.isStopped) throw error;
      }
    }
  }

  /** A request begins; the function that is given says that it has ended. */
  use(): () => void {
    this.uses += 1;
    this.usedAtMs = this.deps.clock.monotonicMs();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.uses -= 1;
      this.usedAtMs = this.deps.clock.monotonicMs();
    };
  }

  /** Ends the server, for another model or none. */
  async stop(): Promise<void> {
    this.wait.reset();
    this.lastProblem = undefined;
    this.stopStart();
    const { running } = this;
    this.forget();
    if (!running) return;
    await this.file.forget(running.shared);
    running.own?.kill();
  }

  dispose(): void {
    this.disposed = true;
    this.deps.clock.clearTimeout(this.restarting);
    this.stopStart();
    const { running } = this;
    this.forget();
    if (!running?.own) return;
    running.own.kill();
    rmSync(this.file.file, { force: true });
  }

  /** The end of a server of another window is not told here, and another program may have its port by now. */
  private async checkOther(): Promise<void> {
    const { running } = this;
    if (!running || running.own || (await this.file.isGuarded(running.shared))) return;
    if (this.running === running) this.forget();
  }

  private begin(): Starting {
    const { clock, storage, guard, log, onToken } = this.deps;
    const model = this.deps.installed();
    if (!model || this.disposed) throw new LocalModelProblem('not-set-up');
    const leftMs = this.wait.leftMs(clock.monotonicMs());
    if (leftMs > 0) throw this.lastProblem ?? new LocalModelProblem('restarting', String(Math.ceil(leftMs / 1_000)));
    const checkMemory = (record: LocalModelRecord): void => this.checkMemory(record);
    const start = new ServerStart({ storage, guard, clock, log, onToken, checkMemory, file: this.file }, model);
    const running = start.run().then(
      (started) => this.begun(start, started),
      (error: unknown) => this.notBegun(start, error),
    );
    return { start, running };
  }

  private stopStart(): void {
    this.starting?.start.stop();
    this.starting = undefined;
  }

  private checkMemory({ weightsBytes, contextBytes }: LocalModelRecord): void {
    const memory = this.deps.memory();
    const needed = neededMemory(weightsBytes, contextBytes);
    const fit = memoryFit(needed, memory);
    if (fit === 'too-large') throw new LocalModelProblem('memory', shownBytes(needed), shownBytes(memory.totalBytes));
    if (fit === 'tight') {
      this.deps.log.warn(
        `The local model needs ${Math.round(needed / 1e6)} MB, and ${Math.round(memory.availableBytes / 1e6)} MB are free`,
      );
    }
  }

  private begun(start: ServerStart, { shared, own }: Started): Running {
    if (start.isStopped) {
      own?.kill();
      if (own) void this.file.forget(shared);
      throw new LocalModelProblem('not-set-up');
    }
    this.starting = undefined;
    const running: Running = { shared, own, sinceMs: this.deps.clock.monotonicMs() };
    this.lastProblem = undefined;
    this.running = running;
    this.misses = 0;
    this.deps.onToken(shared.token);
    void own?.ended.then((words) => this.onEnded(running, words));
    this.watchAgain(running);
    return running;
  }

  /** What a stopped start ran into says nothing of the next one. */
  private notBegun(start: ServerStart, error: unknown): never {
    if (start.isStopped) throw error;
    this.starting = undefined;
    if (error instanceof LocalModelProblem && error.kind === 'not-started') {
      this.lastProblem = error;
      this.wait.ended(this.deps.clock.monotonicMs(), 0);
    }
    throw error;
  }

  private onEnded(running: Running, words: string): void {
    void this.file.forget(running.shared);
    if (this.running !== running) return;
    this.forget();
    const { clock, log } = this.deps;
    const nowMs = clock.monotonicMs();
    const waitMs = this.wait.ended(nowMs, nowMs - running.sinceMs);
    log.error(`The local model ended by itself, and starts again in ${waitMs} ms: ${words}`);
    const isWanted = this.uses > 0 || nowMs - this.usedAtMs < idleMs;
    if (!isWanted || this.disposed) return;
    this.restarting = clock.setTimeout(() => {
      this.wait.over();
      this.address().catch((error: unknown) => log.warn(errorSummary(error)));
    }, waitMs);
  }

  private forget(): void {
    this.running = undefined;
    this.deps.clock.clearTimeout(this.watching);
  }

  private watchAgain(running: Running): void {
    this.watching = this.deps.clock.setTimeout(() => {
      void this.watch(running).then(() => {
        if (this.running === running) this.watchAgain(running);
      });
    }, watchEveryMs);
  }

  private async watch(running: Running): Promise<void> {
    // Most completions are over before the next look.
    const isRecent = this.deps.clock.monotonicMs() - this.usedAtMs <= watchEveryMs;
    if (this.uses > 0 || isRecent) await this.file.touch();
    if (this.uses > 0) {
      this.misses = (await this.file.lives(running.shared)) ? 0 : this.misses + 1;
      if (this.misses < mostMisses || this.running !== running) return;
      this.deps.log.error('The local model hangs and is ended');
      if (running.own) running.own.kill();
      else this.forget();
      return;
    }
    if (running.own && (await this.isIdle())) {
      this.deps.log.info('Nobody has used the local model for a while: it leaves the memory');
      await this.stop();
    }
  }

  private async isIdle(): Promise<boolean> {
    const { clock } = this.deps;
    if (clock.monotonicMs() - this.usedAtMs < idleMs) return false;
    const touchedAtMs = await this.file.touchedAtMs();
    return touchedAtMs === undefined || clock.now() - touchedAtMs > idleMs;
  }
}

/** The promise's value, or a rejection once the signal aborts: what was begun goes on for others. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  signal.throwIfAborted();
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
