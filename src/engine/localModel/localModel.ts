import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../model/async/clock';
import { type Disposable, Emitter, type Event } from '../model/async/event';
import type { Log } from '../model/log';
import { type MachineMemory, type MemoryFit, memoryFit, neededMemory } from '../model/memoryFit';
import { errorSummary } from '../model/text/errorSummary';
import { mirroredOffer, type Offer, usualOffer } from './catalogue/mirror';
import { thisPlatform } from './catalogue/runtimeBuilds';
import { describeFile, describeUrl } from './install/describe';
import { install, type InstallOrder, type InstallProgress, type WantedWeights } from './install/install';
import { type LocalModelRecord, readRecord } from './install/localModelRecord';
import { freeDiskBytes, machineMemory } from './install/machine';
import { recordFile } from './install/recordFile';
import type { LocalModelProblem } from './localModelProblem';
import { LocalServer } from './server/localServer';
import { serverFetch } from './server/serverFetch';

export interface LocalModelDeps {
  /** The extension's own folder on this machine. */
  readonly storage: string;
  /** Path of the bundle of `server/guard.ts`. */
  readonly guard: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** Each token of a server, so that the log can keep it out. */
  readonly onToken: (token: string) => void;
  /** The server cannot be had; told again only after it was. */
  readonly onProblem: (problem: LocalModelProblem) => void;
  /** Of this machine, where it is absent. */
  readonly memory?: () => MachineMemory;
}

/** Milliseconds after which it is looked whether another window has set up a model. */
const refreshEveryMs = 5_000;

/**
 * The model that runs on this machine without any other program: what is set up, and the server that answers with it.
 *
 * @public The handle requires it, where no tool sees it.
 */
export class LocalModel implements Disposable {
  /** For the providers whose server this is. */
  readonly fetch: typeof globalThis.fetch;
  private readonly server: LocalServer;
  private readonly changed: Emitter<void>;
  private readonly memory: () => MachineMemory;
  private record: LocalModelRecord | undefined;
  private writtenAtMs: number | undefined;
  private refreshedAtMs = -Infinity;
  private told: string | undefined;

  constructor(private readonly deps: LocalModelDeps) {
    this.memory = deps.memory ?? machineMemory;
    this.changed = new Emitter((error) => deps.log.error(`A listener failed: ${errorSummary(error, { where: true })}`));
    this.server = new LocalServer({ ...deps, memory: this.memory, installed: () => this.record });
    this.fetch = serverFetch(this.server, deps.fetch, (problem) => this.tell(problem));
  }

  /** The model that is set up, as far as it was looked. */
  get installed(): LocalModelRecord | undefined {
    return this.record;
  }

  get onDidChange(): Event<void> {
    return this.changed.event;
  }

  /** Looks whether a model was set up or removed, in this window or another. Fast when nothing is new. */
  async refresh(): Promise<void> {
    const nowMs = this.deps.clock.monotonicMs();
    if (nowMs - this.refreshedAtMs < refreshEveryMs) return;
    this.refreshedAtMs = nowMs;
    await this.read();
  }

  /** What can be set up here. `mirror`: the user's, empty where there is none. Throws `LocalModelProblem`. */
  async offer(mirror: string, signal: AbortSignal): Promise<Offer> {
    const platform = thisPlatform();
    return mirror === '' ? usualOffer(platform) : mirroredOffer(mirror, platform, this.deps.fetch, signal);
  }

  /** The weights at an address. Makes one request for their length. Throws `LocalModelProblem`. */
  weightsAt(url: string, signal: AbortSignal): Promise<Extract<WantedWeights, { type: 'address' }>> {
    return describeUrl(url, this.deps, signal);
  }

  /** The weights in a file. Throws `LocalModelProblem` where it is no GGUF. */
  weightsIn(file: string): Promise<{ readonly bytes: number; readonly licence: string | undefined }> {
    return describeFile(file);
  }

  /** Undefined where it is not known. */
  freeDiskBytes(folder: string): Promise<number | undefined> {
    return freeDiskBytes(folder);
  }

  /** Where weights are kept unless the user has another folder for them. */
  get usualFolder(): string {
    return path.join(this.deps.storage, 'models');
  }

  /** Whether weights of this size find room in memory. */
  fitOf(weightsBytes: number): MemoryFit {
    return memoryFit(neededMemory(weightsBytes), this.memory());
  }

  /** Rejects with `LocalModelProblem`, or with the signal's reason. */
  async install(
    order: InstallOrder,
    signal: AbortSignal,
    onProgress: (progress: InstallProgress) => void,
  ): Promise<LocalModelRecord> {
    const record = await install(order, this.deps, signal, onProgress);
    await this.read();
    return record;
  }

  /** Loads the model. Rejects with `LocalModelProblem`, or with the signal's reason. */
  async start(signal: AbortSignal): Promise<void> {
    await this.server.address(signal);
  }

  /** Ends the server and deletes what was fetched; a file of the user's own stays. */
  async remove(): Promise<void> {
    const { record } = this;
    await rm(recordFile(this.deps.storage), { force: true });
    // The server ends before its files go.
    await this.read();
    await rm(path.join(this.deps.storage, 'runtime'), { recursive: true, force: true });
    if (record?.isOurs) await rm(record.weights, { force: true });
  }

  dispose(): void {
    this.server.dispose();
    this.changed.dispose();
  }

  private async read(): Promise<void> {
    const writtenAtMs = await stat(recordFile(this.deps.storage)).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (writtenAtMs === this.writtenAtMs) return;
    const next = writtenAtMs === undefined ? undefined : await readRecord(this.deps.storage);
    const before = this.record;
    this.record = next;
    this.writtenAtMs = writtenAtMs;
    // Who waits for the server is given that of the next model.
    if (before) await this.server.stop();
    this.told = undefined;
    this.changed.fire();
  }

  private tell(problem: LocalModelProblem): void {
    this.deps.log.warn(problem.message);
    // A restart is under way, and a second start of the same kind says nothing new.
    if (problem.kind === 'restarting' || problem.kind === this.told) return;
    this.told = problem.kind;
    this.deps.onProblem(problem);
  }
}
