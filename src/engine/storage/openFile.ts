import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statfsSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreProblem, storeProblemOf } from './storeProblem';

/** Milliseconds that a statement waits for another window. */
export const busyTimeoutMs = 5000;

/**
 * Types of file systems that keep files on another machine or in another system, as Linux numbers them: NFS, SMB, CIFS, SMB2, 9P.
 * A write-ahead log needs memory that all its users share, which these do not have.
 */
const remoteFileSystems: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997]);

const sidecars = ['', '-wal', '-shm', '-journal'];

/** The module; throws `StoreProblem` where this Node has none. Loading it here keeps it out of activation. */
function sqlite(): typeof import('node:sqlite') {
  const module = process.getBuiltinModule('node:sqlite') as typeof import('node:sqlite') | undefined;
  if (!module) throw new StoreProblem('unavailable');
  return module;
}

/** Opens or creates the file, readable by its user alone. Throws `StoreProblem`. */
export function openFile(file: string): DatabaseSync {
  try {
    prepare(file);
    if (isRemote(path.dirname(file))) return openWith(file, rollbackJournal);
    try {
      return openWith(file, writeAheadLog);
    } catch (error) {
      const { kind } = storeProblemOf(error);
      if (kind === 'damaged' || kind === 'locked') throw error;
      // The folder may take no further file, or have no memory that windows share.
      return openWith(file, rollbackJournal);
    }
  } catch (error) {
    throw storeProblemOf(error);
  }
}

/** With it several windows read and write at once. */
function writeAheadLog(connection: DatabaseSync): void {
  if (connection.prepare('PRAGMA journal_mode').get()?.['journal_mode'] === 'wal') return;
  try {
    connection.exec('PRAGMA journal_mode = wal');
  } catch (error) {
    // Another window is just doing it.
    if (storeProblemOf(error).kind !== 'locked') throw error;
  }
}

function rollbackJournal(connection: DatabaseSync): void {
  // Without others, a log that was begun can be read without the memory that they would share.
  connection.exec('PRAGMA locking_mode = exclusive; PRAGMA journal_mode = delete; PRAGMA locking_mode = normal');
}

function openWith(file: string, setJournal: (connection: DatabaseSync) => void): DatabaseSync {
  const { DatabaseSync } = sqlite();
  const connection = new DatabaseSync(file);
  return readied(connection, () => {
    connection.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    // It can be chosen before there is a table only, and writes each time.
    if (statSync(file).size === 0) connection.exec('PRAGMA auto_vacuum = incremental');
    setJournal(connection);
    connection.exec('PRAGMA synchronous = normal; PRAGMA journal_size_limit = 16777216');
    // What cannot be written to shows now.
    connection.exec('BEGIN IMMEDIATE; ROLLBACK');
    checkTables(connection);
  });
}

/** Opens a file that is there and cannot be written to. Throws `StoreProblem`. */
export function openReadOnly(file: string): DatabaseSync {
  const { DatabaseSync } = sqlite();
  try {
    // SQLite looks for a log beside it, for which it would need a file of its own in a folder that takes none.
    const url = new URL(`file:${encodeURI(file).replaceAll('?', '%3f').replaceAll('#', '%23')}?immutable=1`);
    const connection = new DatabaseSync(url, { readOnly: true });
    return readied(connection, () => checkTables(connection));
  } catch (error) {
    throw storeProblemOf(error);
  }
}

/** A database that ends with the window. Throws `StoreProblem` where there is no SQLite. */
export function openMemory(): DatabaseSync {
  const { DatabaseSync } = sqlite();
  return new DatabaseSync(':memory:');
}

/** Moves a damaged file out of the way, with what belongs to it, never over another file; returns its new name. */
export function setAside(file: string): string {
  const { dir, name, ext } = path.parse(file);
  const taken = new Set(readdirSync(dir));
  for (let number = 1; ; number += 1) {
    const aside = `${name}.unreadable-${number}${ext}`;
    if (sidecars.some((end) => taken.has(`${aside}${end}`))) continue;
    for (const end of sidecars) {
      if (existsSync(`${file}${end}`)) renameSync(`${file}${end}`, path.join(dir, `${aside}${end}`));
    }
    return aside;
  }
}

function prepare(file: string): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // SQLite gives the files beside it the mode of this one.
  closeSync(openSync(file, 'a', 0o600));
  try {
    chmodSync(folder, 0o700);
    chmodSync(file, 0o600);
  } catch {
    // A disk without modes is no reason to save nothing.
  }
}

function isRemote(folder: string): boolean {
  if (folder.startsWith('\\\\')) return true;
  return process.platform === 'linux' && remoteFileSystems.has(statfsSync(folder).type);
}

/** Reads the first page of all tables: what is damaged shows now and not in the middle of a conversation. */
function checkTables(connection: DatabaseSync): void {
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) connection.prepare(`SELECT 1 FROM "${String(name)}" LIMIT 1`).get();
}

function readied(connection: DatabaseSync, make: () => void): DatabaseSync {
  try {
    make();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
