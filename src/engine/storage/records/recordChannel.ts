import { Emitter } from '../../model/async/event';
import type { Database } from '../database';
import { storeProblemOf } from '../storeProblem';
import type { Records, RecordTable, WriteStamp } from './recordStore';

/** More records of a kind do not wait for a database that cannot be written to; the oldest goes. */
const maxWaiting = 5_000;

export interface ChannelDeps {
  /** Something waits, and wants to be written within so many milliseconds. */
  readonly onWaiting: (delayMs: number) => void;
  /** A fault of ours, or of a listener. */
  readonly onFault: (error: unknown) => void;
}

/** The records of one kind: what waits to be written, and who wants to hear what others write. */
export class RecordChannel<R> implements Records<R> {
  private readonly didRead: Emitter<readonly R[]>;
  private readonly waitingByKey = new Map<string, R>();
  private news: readonly R[] = [];

  constructor(
    readonly table: RecordTable<R>,
    private readonly deps: ChannelDeps,
  ) {
    this.didRead = new Emitter(deps.onFault);
  }

  get onDidRead() {
    return this.didRead.event;
  }

  /** What is not written yet, the oldest first. */
  get waiting(): readonly R[] {
    return [...this.waitingByKey.values()];
  }

  get isWaiting(): boolean {
    return this.waitingByKey.size > 0;
  }

  write(record: R): void {
    const { table, waitingByKey } = this;
    const key = table.keyOf(record);
    const before = waitingByKey.get(key);
    waitingByKey.set(key, before !== undefined && table.joined ? table.joined(before, record) : record);
    const [oldest] = waitingByKey.keys();
    if (waitingByKey.size > maxWaiting && oldest !== undefined) waitingByKey.delete(oldest);
    this.deps.onWaiting(table.delayMs);
  }

  /** Within a transaction, after which `forgetWaiting` is called where it was kept. Throws `StoreProblem`. */
  writeTo(database: Database, stamp: WriteStamp, isPruning: boolean): void {
    this.attempt(() => {
      database.transaction(() => {
        if (this.isWaiting) this.table.write(database, this.waiting, stamp);
        if (isPruning) this.table.prune(database, stamp.now);
      });
    });
  }

  forgetWaiting(): void {
    this.waitingByKey.clear();
  }

  /** Throws `StoreProblem`. */
  readFrom(database: Database, after: number, onLost: () => void): void {
    this.attempt(() => {
      this.news = this.table.read(database, after, onLost);
    });
  }

  /** Tells what was read last. */
  publish(): void {
    const { news } = this;
    this.news = [];
    if (news.length > 0) this.didRead.fire(news);
  }

  dispose(): void {
    this.didRead.dispose();
  }

  /** A fault of ours in one kind must not keep the others from the database. */
  private attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (storeProblemOf(error).kind !== 'failed') throw error;
      this.deps.onFault(error);
    }
  }
}

/** One of any kind. */
export type AnyChannel = Pick<
  RecordChannel<unknown>,
  'table' | 'isWaiting' | 'writeTo' | 'forgetWaiting' | 'readFrom' | 'publish' | 'dispose'
>;
