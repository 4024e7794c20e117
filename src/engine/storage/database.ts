import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Clock } from '../model/async/clock';
import type { Disposable } from '../model/async/event';
import { errorSummary } from '../model/text/errorSummary';
import type { Log } from '../model/log';
import { ChangeWatch } from './changeWatch';
import { busyTimeoutMs, openFile, openMemory, openReadOnly, setAside } from './openFile';
import { migrations } from './schema';
import { type StoreProblemKind, StoreProblem, storeProblemOf } from './storeProblem';

export type Row = Readonly<Record<string, SQLOutputValue>>;

export interface DatabaseOptions {
  /** Folder and name of the file; a database in memory where absent. */
  readonly file?: { readonly folder: string; readonly name: string };
  readonly clock: Clock;
  readonly log: Log;
}

const outermost = ['BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK'] as const;
/** Who catches what a transaction within another throws may go on in the outer one. The innermost of a name is meant. */
const within = ['SAVEPOINT inner_step', 'RELEASE inner_step', 'ROLLBACK TO inner_step; RELEASE inner_step'] as const;

interface Opened {
  readonly connection: DatabaseSync;
  readonly kind: 'file' | 'read-only' | 'memory';
  /** For the user: one sentence or more. */
  readonly notice?: string;
}

/**
 * The database that all windows of the user share. Statements are synchronous and throw `StoreProblem` only. Where the file
 * cannot be used there is one in memory, so that the rest of the extension works.
 */
export class Database implements Disposable {
  private readonly statements = new Map<string, StatementSync>();
  private readonly watch: ChangeWatch;
  private depth = 0;
  private isClosed = false;

  /** Never throws but where there is no SQLite: then with a `StoreProblem`. */
  static open(options: DatabaseOptions): Database {
    const opened = openBest(options);
    if (opened.notice !== undefined) options.log.warn(`The database: ${opened.notice}`);
    return new Database(opened, options);
  }

  private constructor(
    private readonly opened: Opened,
    { file, clock }: DatabaseOptions,
  ) {
    this.watch = new ChangeWatch({
      clock,
      ...(file && opened.kind === 'file' ? { file } : {}),
      version: () => this.get('PRAGMA data_version')?.['data_version'],
    });
  }

  /** Another window has written. */
  get onDidChangeElsewhere() {
    return this.watch.onDidChange;
  }

  /** What the user should know: nothing is saved, or what was saved has been set aside. */
  get notice(): string | undefined {
    return this.opened.notice;
  }

  /** What is written outlives the window. */
  get isKept(): boolean {
    return this.opened.kind === 'file';
  }

  /** Runs one statement; returns how many rows it changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return this.attempt(() => Number(this.statement(sql).run(...values).changes));
  }

  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.attempt(() => this.statement(sql).get(...values));
  }

  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return this.attempt(() => this.statement(sql).all(...values));
  }

  /**
   * All of it or nothing. What is thrown within takes everything back and is thrown on. `waitMs`: how long it waits for another
   * window at most, in milliseconds; five seconds where absent.
   */
  transaction<T>(body: () => T, waitMs?: number): T {
    if (waitMs === undefined || this.depth > 0) return this.transact(body);
    this.setBusyTimeout(waitMs);
    try {
      return this.transact(body);
    } finally {
      this.setBusyTimeout(busyTimeoutMs);
    }
  }

  dispose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.watch.dispose();
    this.statements.clear();
    this.opened.connection.close();
  }

  private setBusyTimeout(ms: number): void {
    this.attempt(() => this.opened.connection.exec(`PRAGMA busy_timeout = ${ms}`));
  }

  private transact<T>(body: () => T): T {
    const [begin, commit, rollBack] = this.depth === 0 ? outermost : within;
    this.attempt(() => this.opened.connection.exec(begin));
    this.depth += 1;
    try {
      const result = body();
      this.attempt(() => this.opened.connection.exec(commit));
      return result;
    } catch (error) {
      this.rollBack(rollBack);
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  /** Some errors have ended the transaction already. */
  private rollBack(statement: string): void {
    try {
      this.opened.connection.exec(statement);
    } catch {
      // The error that led here says more.
    }
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const prepared = this.opened.connection.prepare(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }

  private attempt<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      throw storeProblemOf(error);
    }
  }
}

function openBest({ file, log }: DatabaseOptions): Opened {
  if (!file) return { connection: migrated(openMemory()), kind: 'memory' };
  const place = path.join(file.folder, file.name);
  try {
    return { connection: migrated(openFile(place)), kind: 'file' };
  } catch (error) {
    const problem = storeProblemOf(error);
    log.warn(`The database could not be opened: ${problem.kind} (${errorSummary(problem.cause ?? problem)})`);
    return openInstead(place, problem.kind);
  }
}

function openInstead(place: string, kind: StoreProblemKind): Opened {
  try {
    if (kind === 'damaged') {
      const aside = setAside(place);
      const notice = l10n.t(
        'Saved conversations were damaged. Nothing was deleted: all of it is in {0} in the storage of the extension.',
        aside,
      );
      return { connection: migrated(openFile(place)), kind: 'file', notice };
    }
    if (kind === 'read-only' || kind === 'unavailable') {
      const connection = openReadOnly(place);
      if (versionOf(connection) === migrations.length) {
        return { connection, kind: 'read-only', notice: new StoreProblem('read-only').message };
      }
      connection.close();
    }
  } catch {
    // What was wrong first says more.
  }
  return { connection: migrated(openMemory()), kind: 'memory', notice: new StoreProblem(kind).message };
}

/** Brings it to the newest version, or closes it and throws. */
function migrated(connection: DatabaseSync): DatabaseSync {
  try {
    if (versionOf(connection) < migrations.length) migrate(connection);
    // Another window may have brought it there meanwhile, and one of a newer version further.
    if (versionOf(connection) > migrations.length) throw new StoreProblem('newer');
    return connection;
  } catch (error) {
    connection.close();
    throw storeProblemOf(error);
  }
}

function migrate(connection: DatabaseSync): void {
  connection.exec('BEGIN IMMEDIATE');
  for (const step of migrations.slice(versionOf(connection))) connection.exec(step);
  if (versionOf(connection) < migrations.length) connection.exec(`PRAGMA user_version = ${migrations.length}`);
  connection.exec('COMMIT');
}

function versionOf(connection: DatabaseSync): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.['user_version']);
}
