import type { Clock } from '../../model/async/clock';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import type { Database } from '../database';
import { FileTooLarge, EarlierFile } from '../earlierFile';
import type { RecordTable } from './recordStore';
import { writeStamped } from './writeStamped';

/** Bytes; four times the longest document that was ever believed. */
const longestBytes = 4 * 1024 * 1024;

export interface EarlierFiles {
  readonly database: Database;
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly tables: readonly RecordTable<unknown>[];
}

/**
 * Takes over what earlier versions kept in JSON files, each once however many windows do it at a time, and moves the files aside;
 * nothing is deleted. Never rejects: a file that cannot be read costs itself alone.
 */
export async function importEarlier({ tables, ...files }: EarlierFiles): Promise<void> {
  // What is not kept is not taken over: the next window may be able to.
  if (!files.database.isKept) return;
  for (const table of tables) {
    try {
      await importFile(table, files);
    } catch (error) {
      files.log.warn(`The remembered ${table.name} of an earlier version could not be read: ${errorSummary(error)}`);
    }
  }
}

async function importFile<R>(
  table: RecordTable<R>,
  { database, folder, clock, log }: Omit<EarlierFiles, 'tables'>,
): Promise<void> {
  const { earlier, name } = table;
  if (!earlier) return;
  const file = new EarlierFile(folder, earlier.file, longestBytes);
  const text = await textOf(file);
  if (text === undefined) return;
  let lost = 0;
  const document = parse(text);
  const records =
    document?.version === earlier.version ? earlier.recordsOf(document.data, () => (lost += 1)) : undefined;
  const isFirst = writeStamped(database, clock, (stamp) => {
    const added = database.run('INSERT OR IGNORE INTO imported_file (name, at) VALUES (?, ?)', earlier.file, stamp.now);
    if (added > 0 && records) table.write(database, records, stamp);
    return added > 0;
  });
  if (isFirst && !records) log.warn(`The remembered ${name} could not be understood and begins anew.`);
  else if (isFirst && lost > 0) {
    log.warn(`The remembered ${name} could be understood in part only; the rest is left out.`);
  }
  await setAside(file, records ? 'imported' : 'unreadable');
}

async function textOf(file: EarlierFile): Promise<string | undefined> {
  try {
    return await file.read();
  } catch (error) {
    // As a document that cannot be understood.
    if (error instanceof FileTooLarge) return '';
    throw error;
  }
}

async function setAside(file: EarlierFile, why: 'imported' | 'unreadable'): Promise<void> {
  try {
    await file.setAside(why);
  } catch {
    // Another window did. Where nobody can, it is not taken over a second time.
  }
}

function parse(text: string): { readonly version: number; readonly data: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('version' in value) || !('data' in value)) return undefined;
    return typeof value.version === 'number' ? { version: value.version, data: value.data } : undefined;
  } catch {
    return undefined;
  }
}
