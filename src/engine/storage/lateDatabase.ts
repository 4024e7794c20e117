import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Disposable } from '../model/async/event';
import { Database, type DatabaseOptions } from './database';
import { StoreProblem } from './storeProblem';

/** The database of a window. Nothing on disk is touched before it is first asked for, and not before `ready`. */
export class LateDatabase implements Disposable {
  private opening: Promise<Database> | undefined;
  private database: Database | undefined;
  private disposed = false;

  constructor(
    private readonly options: DatabaseOptions,
    private readonly ready: Promise<void>,
  ) {}

  /** Undefined until it is open, and after it was closed. */
  get current(): Database | undefined {
    return this.database;
  }

  /** Whether a window has written before. Nothing is opened for that. */
  get isOnDisk(): boolean {
    const { file } = this.options;
    return file !== undefined && existsSync(path.join(file.folder, file.name));
  }

  /** Rejects where there is no SQLite, with a `StoreProblem`, and after the end of the window. */
  opened(): Promise<Database> {
    this.opening ??= this.open();
    return this.opening;
  }

  dispose(): void {
    this.disposed = true;
    this.database?.dispose();
    this.database = undefined;
  }

  private async open(): Promise<Database> {
    await this.ready;
    if (this.disposed) throw new StoreProblem('unavailable');
    this.database = Database.open(this.options);
    return this.database;
  }
}
