import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Clock, systemClock } from '../../../../src/engine/model/async/clock';
import { Database } from '../../../../src/engine/storage/database';
import { migrations } from '../../../../src/engine/storage/schema';
import { StoreProblem } from '../../../../src/engine/storage/storeProblem';
import { describeWithSqlite } from '../../../../tools/test/withSqlite';
import { recordedLog } from '../failover/health/healthFixtures';
import { handClock } from '../failover/handClock';

const insert = 'INSERT INTO conversation (id, title, title_by, created_at, updated_at) VALUES (?, ?, ?, 0, 0)';

describeWithSqlite('Database', () => {
  const name = 'everpair.db';
  let folder: string;
  let windows: Database[];

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(tmpdir(), 'everpair-database-')), 'storage');
    windows = [];
  });
  afterEach(() => {
    for (const window of windows) window.dispose();
    rmSync(path.dirname(folder), { recursive: true });
  });

  function open(clock: Clock = handClock()): Database {
    const window = Database.open({ file: { folder, name }, clock, log: recordedLog() });
    windows.push(window);
    return window;
  }

  const add = (window: Database, id: string): number => window.run(insert, id, 'A title', 'words');
  const ids = (window: Database): readonly unknown[] =>
    window.all('SELECT id FROM conversation ORDER BY key').map(({ id }) => id);
  const file = (): string => path.join(folder, name);

  it('keeps what was written, in a file that several windows share', () => {
    const [one, two] = [open(), open()];
    add(one, 'a');
    add(two, 'b');
    assert.deepEqual(ids(one), ['a', 'b']);
    assert.deepEqual([one.isKept, one.notice], [true, undefined]);
    one.dispose();
    two.dispose();
    assert.deepEqual(ids(open()), ['a', 'b']);
  });

  it('writes ahead, so that a reader does not wait for a writer', () => {
    const [one, two] = [open(), open()];
    assert.equal(one.get('PRAGMA journal_mode')?.['journal_mode'], 'wal');
    one.transaction(() => {
      add(one, 'a');
      assert.deepEqual(ids(two), []);
    });
    assert.deepEqual(ids(two), ['a']);
  });

  it('keeps to a rollback journal where there can be no write-ahead log', () => {
    // Nothing can be opened under the name of its index.
    mkdirSync(`${file()}-shm`, { recursive: true });
    const one = open();
    add(one, 'a');
    assert.equal(one.get('PRAGMA journal_mode')?.['journal_mode'], 'delete');
    assert.deepEqual([one.isKept, one.notice], [true, undefined]);
    assert.deepEqual(ids(open()), ['a']);
  });

  it('is readable by its user alone, with all files beside it', function () {
    if (process.platform === 'win32') this.skip();
    const one = open();
    add(one, 'a');
    const modes = readdirSync(folder).map((each) => [each, statSync(path.join(folder, each)).mode & 0o777]);
    assert.deepEqual(modes, [
      [name, 0o600],
      [`${name}-shm`, 0o600],
      [`${name}-wal`, 0o600],
    ]);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('takes back only what a transaction within another did, where the outer one goes on', () => {
    const one = open();
    one.transaction(() => {
      add(one, 'a');
      assert.throws(() =>
        one.transaction(() => {
          add(one, 'b');
          throw new Error('inner');
        }),
      );
      one.transaction(() => add(one, 'c'));
    });
    assert.deepEqual(ids(one), ['a', 'c']);
  });

  it('takes everything of a transaction back that did not end', () => {
    const one = open();
    const error = new Error('in the middle');
    assert.throws(
      () =>
        one.transaction(() => {
          add(one, 'a');
          one.transaction(() => add(one, 'b'));
          throw error;
        }),
      error,
    );
    assert.deepEqual(ids(one), []);
    one.transaction(() => add(one, 'c'));
    assert.deepEqual(ids(one), ['c']);
  });

  it('throws its own problems only', () => {
    const one = open();
    assert.throws(() => one.run('no SQL'), StoreProblem);
    add(one, 'a');
    assert.throws(() => add(one, 'a'), { name: 'StoreProblem', kind: 'failed' });
    one.dispose();
    assert.throws(() => ids(one), { name: 'StoreProblem', kind: 'unavailable' });
  });

  it('sets a damaged file aside, says so and begins anew', () => {
    mkdirSync(folder);
    writeFileSync(file(), 'this is no database, and long enough to be looked at'.repeat(100));
    const one = open();
    add(one, 'a');
    assert.match(one.notice ?? '', /damaged.*everpair\.unreadable-1\.db/);
    assert.equal(one.isKept, true);
    assert.match(readFileSync(path.join(folder, 'everpair.unreadable-1.db'), 'utf8'), /^this is no database/);
    const next = open();
    assert.deepEqual([ids(next), next.notice], [['a'], undefined]);
  });

  it('sets one aside of which a table is damaged, never over another', () => {
    const one = open();
    for (let number = 0; number < 500; number += 1) add(one, `conversation ${number}`);
    one.dispose();
    const bytes = readFileSync(file());
    // All but the pages with the schema.
    bytes.fill(0x55, bytes.length / 2);
    writeFileSync(file(), bytes);
    writeFileSync(path.join(folder, 'everpair.unreadable-1.db'), 'earlier');
    const next = open();
    assert.match(next.notice ?? '', /everpair\.unreadable-2\.db/);
    assert.deepEqual(ids(next), []);
    assert.equal(readFileSync(path.join(folder, 'everpair.unreadable-1.db'), 'utf8'), 'earlier');
    assert.equal(readFileSync(path.join(folder, 'everpair.unreadable-2.db')).equals(bytes), true);
  });

  it('leaves a file of a newer version as it is, and keeps to memory', () => {
    const one = open();
    add(one, 'a');
    one.run(`PRAGMA user_version = ${migrations.length + 1}`);
    one.dispose();
    const before = readFileSync(file());
    const next = open();
    assert.match(next.notice ?? '', /newer version/);
    assert.equal(next.isKept, false);
    add(next, 'b');
    assert.deepEqual(ids(next), ['b']);
    next.dispose();
    assert.equal(readFileSync(file()).equals(before), true);
  });

  it('brings an older file to the newest version', () => {
    const one = open();
    assert.equal(one.get('PRAGMA user_version')?.['user_version'], migrations.length);
  });

  it('keeps to memory where the folder cannot be made, and says so', () => {
    writeFileSync(folder, 'a file in its place');
    const one = open();
    add(one, 'a');
    assert.deepEqual(ids(one), ['a']);
    assert.equal(one.isKept, false);
    assert.match(one.notice ?? '', /nothing is saved/i);
  });

  it('reads what it cannot write', function () {
    // Modes do not bind the system's administrator.
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const one = open();
    add(one, 'a');
    one.dispose();
    chmodSync(file(), 0o400);
    chmodSync(folder, 0o500);
    try {
      const next = open();
      assert.deepEqual(ids(next), ['a']);
      assert.match(next.notice ?? '', /cannot be written/);
      assert.throws(() => add(next, 'b'), { kind: 'read-only' });
    } finally {
      chmodSync(folder, 0o700);
    }
  });

  it('tells when another window has written, and not of its own writes', async () => {
    const [one, two] = [open(systemClock), open(systemClock)];
    let own = 0;
    one.onDidChangeElsewhere(() => (own += 1));
    const told = new Promise<void>((resolve) => two.onDidChangeElsewhere(() => resolve()));
    add(one, 'a');
    await told;
    assert.deepEqual(ids(two), ['a']);
    assert.equal(own, 0);
  });

  it('tells of it after a while where the system tells of no change', () => {
    const clock = handClock();
    const [one, two] = [open(clock), open()];
    let told = 0;
    one.onDidChangeElsewhere(() => (told += 1));
    add(two, 'a');
    clock.advance(5000);
    assert.equal(told, 1);
    clock.advance(60_000);
    assert.equal(told, 1);
    one.dispose();
    assert.equal(clock.pending, 0);
  });
});
