import type { Event } from '../../model/async/event';
import type { Database } from '../database';

/** Records of one kind, as a window sees them. Nothing here throws or waits. */
export interface Records<R> {
  /** What other windows and earlier ones have written. It may be what this window wrote itself, and may be told twice. */
  readonly onDidRead: Event<readonly R[]>;
  /** It is kept soon, together with others. */
  write(record: R): void;
}

/** Where records outlive the window. The engine works without one: it then knows what its own window has learned. */
export interface RecordStore {
  /** Once for each table, as long as nothing was read. */
  of<R>(table: RecordTable<R>): Records<R>;
}

/** When a record is written. */
export interface WriteStamp {
  /** Later than that of every row of all tables, so that windows read only what is new. */
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How records of one kind become rows of a table. All of it throws `StoreProblem` only. */
export interface RecordTable<R> {
  /** For the log, for example "provider health". */
  readonly name: string;
  /** Milliseconds from a record until it is written at the latest, where it can be. */
  readonly delayMs: number;
  /** Where versions without this table kept the records; absent where they kept none. */
  readonly earlier?: EarlierDocument<R>;
  /** Of two records that wait with the same key the later one is written. */
  keyOf(record: R): string;
  /** Both in one, where the later record does not stand for the one that waits. */
  joined?(waiting: R, next: R): R;
  /** Within a transaction. Which of two windows is right is decided here, by the statement. */
  write(database: Database, records: readonly R[], stamp: WriteStamp): void;
  /** The records of a later revision; all where it is 0. `onLost`: one cannot be understood, and is left out. */
  read(database: Database, after: number, onLost: () => void): readonly R[];
  /** Removes what is too old or too much. Within a transaction. */
  prune(database: Database, now: number): void;
}

/** A JSON file of an earlier version of the extension. */
export interface EarlierDocument<R> {
  /** Its name in the storage of the extension. */
  readonly file: string;
  readonly version: number;
  /** Undefined where the data is nothing of the kind. `onLost`: a part cannot be understood, and all others can. */
  recordsOf(data: unknown, onLost: () => void): readonly R[] | undefined;
}
