import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../../../src/engine/model/async/clock';
import { Database } from '../../../../../src/engine/storage/database';
import { LateDatabase } from '../../../../../src/engine/storage/lateDatabase';
import { RecordDatabase } from '../../../../../src/engine/storage/records/recordDatabase';
import { type HandClock, handClock } from '../../failover/handClock';
import { type RecordedLog, recordedLog } from '../../failover/health/healthFixtures';

export interface RecordWindow {
  readonly records: RecordDatabase;
  readonly database: LateDatabase;
  readonly log: RecordedLog;
  readonly clock: HandClock;
  dispose(): void;
}

export interface RecordWindowOptions {
  readonly clock?: HandClock;
  /** In memory, as where there is no disk. */
  readonly inMemory?: boolean;
  /** When the database may be opened; at once where absent. */
  readonly ready?: Promise<void>;
}

const name = 'everpair.db';

/** A folder whose database several windows share. */
export class RecordFolder {
  readonly folder = path.join(mkdtempSync(path.join(tmpdir(), 'everpair-records-')), 'storage');
  private readonly disposables: { dispose(): void }[] = [];

  get file(): string {
    return path.join(this.folder, name);
  }

  /** The caller gets its tables before it awaits `records.ready`. */
  window({ clock = handClock(), inMemory = false, ready = Promise.resolve() }: RecordWindowOptions = {}): RecordWindow {
    const log = recordedLog();
    const file = inMemory ? {} : { file: { folder: this.folder, name } };
    const database = new LateDatabase({ ...file, clock, log }, ready);
    const records = new RecordDatabase({ database, folder: this.folder, clock, log });
    const dispose = (): void => {
      records.dispose();
      database.dispose();
    };
    this.disposables.push({ dispose });
    return { records, database, log, clock, dispose };
  }

  /** Another connection, to look or to disturb. */
  connection(clock: Clock = handClock()): Database {
    const database = Database.open({ file: { folder: this.folder, name }, clock, log: recordedLog() });
    this.disposables.push(database);
    return database;
  }

  dispose(): void {
    for (const each of this.disposables) each.dispose();
    rmSync(path.dirname(this.folder), { recursive: true });
  }
}
