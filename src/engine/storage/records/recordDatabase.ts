import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import type { Database } from '../database';
import type { LateDatabase } from '../lateDatabase';
import { storeProblemOf } from '../storeProblem';
import { importEarlier } from './importEarlier';
import { type AnyChannel, RecordChannel } from './recordChannel';
import type { RecordStore, RecordTable, WriteStamp } from './recordStore';
import { newestRevision, writeStamped } from './writeStamped';

export interface RecordDatabaseDeps {
  readonly database: LateDatabase;
  /** Where versions without a database kept their files. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds that a write waits for another window. The editor waits with it, so that it tries again later instead. */
const patienceMs = 50;
/** The same at the end of the window, after which there is no later. */
const lastPatienceMs = 1_000;
/** Until a write that failed is tried again, where no other comes before. */
const retryMs = 30_000;
const pruneEveryMs = 3_600_000;

/**
 * The records of all parts of a window, in the database that all windows share. Parts keep what they know in memory: it goes to the
 * database in one transaction for all of them, some time after the first change, and what other windows write comes from there.
 * Nothing is lost while the database cannot be used; it is written with the next write that succeeds.
 */
export class RecordDatabase implements RecordStore, Disposable {
  private readonly channels: AnyChannel[] = [];
  private readonly logged = new Set<string>();
  private subscription: Disposable | undefined;
  private timer: unknown;
  private dueMs = Infinity;
  /** All rows up to this one were read. */
  private revision = 0;
  private prunedAtMs = -Infinity;
  private isDisposed = false;

  /** Resolves when all that was kept is read, or cannot be. */
  readonly ready: Promise<void>;

  constructor(private readonly deps: RecordDatabaseDeps) {
    this.ready = this.start();
  }

  of<R>(table: RecordTable<R>): RecordChannel<R> {
    const channel = new RecordChannel(table, {
      onWaiting: (delayMs) => this.writeWithin(delayMs),
      onFault: (error) => this.warnOnce(`The ${table.name}: ${errorSummary(error, { where: true })}`),
    });
    this.channels.push(channel);
    return channel;
  }

  /** Reads from the database; undefined where it is not open or cannot be read. */
  query<T>(read: (database: Database) => T): T | undefined {
    const { current } = this.deps.database;
    return current && this.attempt(() => read(current));
  }

  /** Writes what waits, as far as it can be. */
  flush(waitMs = patienceMs): void {
    const { clock, database } = this.deps;
    clock.clearTimeout(this.timer);
    this.dueMs = Infinity;
    const { current } = database;
    if (!current || !this.channels.some(({ isWaiting }) => isWaiting)) return;
    if (this.attempt(() => this.writeTo(current, waitMs)) === undefined) this.writeWithin(retryMs);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.flush(lastPatienceMs);
    this.isDisposed = true;
    this.deps.clock.clearTimeout(this.timer);
    this.subscription?.dispose();
    for (const channel of this.channels) channel.dispose();
  }

  private async start(): Promise<void> {
    const { database: late, folder, clock, log } = this.deps;
    try {
      const database = await late.opened();
      if (this.isDisposed) return;
      this.subscription = database.onDidChangeElsewhere(() => this.read(database));
      this.read(database);
      this.flush();
      const tables = this.channels.map(({ table }) => table);
      await importEarlier({ database, folder, clock, log, tables });
      this.read(database);
    } catch (error) {
      this.logOnce(error);
    }
  }

  private read(database: Database): void {
    if (this.isDisposed) return;
    this.attempt(() => this.readFrom(database));
    for (const channel of this.channels) channel.publish();
  }

  private readFrom(database: Database): void {
    const newest = newestRevision(database);
    if (newest === this.revision) return;
    for (const channel of this.channels) {
      channel.readFrom(database, this.revision, () => this.logLost(channel.table.name));
    }
    this.revision = newest;
  }

  private writeTo(database: Database, waitMs: number): true {
    const { clock } = this.deps;
    const isPruned = clock.monotonicMs() - this.prunedAtMs < pruneEveryMs;
    // A reset of another window comes before what is counted from now on.
    this.read(database);
    const writeAll = (stamp: WriteStamp): number => {
      for (const channel of this.channels) channel.writeTo(database, stamp, !isPruned);
      return stamp.revision;
    };
    const revision = writeStamped(database, clock, writeAll, waitMs);
    for (const channel of this.channels) channel.forgetWaiting();
    if (!isPruned) this.prunedAtMs = clock.monotonicMs();
    // No other window has written in between, so that only this window's own rows are new.
    if (revision === this.revision + 1) this.revision = revision;
    else this.read(database);
    return true;
  }

  /** Writes after so many milliseconds, or sooner where that was planned. */
  private writeWithin(delayMs: number): void {
    const { clock } = this.deps;
    const dueMs = clock.monotonicMs() + delayMs;
    if (this.isDisposed || dueMs >= this.dueMs) return;
    clock.clearTimeout(this.timer);
    this.dueMs = dueMs;
    this.timer = clock.setTimeout(() => this.flush(), delayMs);
  }

  private attempt<T>(step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      this.logOnce(error);
      return undefined;
    }
  }

  private logLost(name: string): void {
    this.warnOnce(`The remembered ${name} could be understood in part only; the rest is left out.`);
  }

  /** A database that fails would fail again at every write. */
  private logOnce(error: unknown): void {
    const { kind, cause } = storeProblemOf(error);
    const why = cause === undefined ? '' : ` (${errorSummary(cause)})`;
    if (this.logged.has(kind)) return;
    this.logged.add(kind);
    this.warnOnce(`What is remembered of providers and completions stays in memory for now: ${kind}${why}`);
  }

  private warnOnce(line: string): void {
    if (this.logged.has(line)) return;
    this.logged.add(line);
    this.deps.log.warn(line);
  }
}
