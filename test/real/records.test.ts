import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { learnedFactTable } from '../../src/engine/failover/learned/learnedFactTable';
import { systemClock } from '../../src/engine/model/async/clock';
import { silentLog } from '../../src/engine/model/log';
import { Database } from '../../src/engine/storage/database';
import { LateDatabase } from '../../src/engine/storage/lateDatabase';
import { RecordDatabase } from '../../src/engine/storage/records/recordDatabase';
import { describeWithSqlite } from '../../tools/test/withSqlite';
import { handClock, start } from '../unit/engine/failover/handClock';
import { recordedLog } from '../unit/engine/failover/health/healthFixtures';
import { node } from './support/chatProcess';
import { bundleRecords, type RecordProcess, recordProcess } from './support/recordProcess';

/** Milliseconds from a fact until it is written. */
const { delayMs } = learnedFactTable;
/** Milliseconds that a process may be late on a machine that is busy. */
const lateMs = 500;
const day = '2026-11-26';
const counting = `const count = { day: '${day}', language: 'go', route: 'a/b', name: 'requests', count: 1 };`;
const ledger = JSON.stringify({
  version: 1,
  data: { resets: 0, days: { [day]: [{ windows: ['w'], rows: { 'go a/b': { requests: 17 } } }] } },
});

describeWithSqlite('records', function () {
  this.timeout(240_000);
  const place = mkdtempSync(path.join(tmpdir(), 'everpair-records-'));
  let bundle: string;
  before(() => (bundle = bundleRecords(place)));
  after(() => rmSync(place, { recursive: true }));

  const launch = (options: Omit<RecordProcess, 'bundle'>) =>
    spawn(node.path, [...node.options, '-e', recordProcess({ bundle, ...options })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });

  async function run(options: Omit<RecordProcess, 'bundle'>): Promise<string> {
    const child = launch(options);
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 0);
    return said;
  }

  function rows(folder: string, sql: string): readonly Readonly<Record<string, unknown>>[] {
    const database = Database.open({ file: { folder, name: 'everpair.db' }, clock: systemClock, log: silentLog });
    try {
      assert.deepEqual(database.all('PRAGMA integrity_check').map(Object.values), [['ok']]);
      return database.all(sql);
    } finally {
      database.dispose();
    }
  }
  const counted = (folder: string): unknown =>
    rows(folder, 'SELECT coalesce(sum(count), 0) AS sum FROM completion_count')[0]?.['sum'];

  it('of a window that is killed are lost for the last second at most', async () => {
    const folder = path.join(place, 'killed');
    const body = `
      let index = 0;
      setInterval(() => {
        facts.write({ route: 'r', name: String(index), value: 1, at: Date.now() });
        say(index + ' ' + Math.round(performance.now()));
        index += 1;
      }, 10);`;
    const child = launch({ folder, body });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.split('\n').length > 250) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    assert.equal(signal, 'SIGKILL');
    const lines = said
      .slice(0, said.lastIndexOf('\n'))
      .split('\n')
      .map((line) => line.split(' ').map(Number));
    const endMs = lines.at(-1)?.[1] ?? 0;
    const kept = new Set(rows(folder, 'SELECT name FROM learned_fact').map(({ name }) => Number(name)));
    const old = lines.filter(([, ms = 0]) => ms < endMs - delayMs - lateMs);
    assert.ok(old.length > 30, `${old.length} of ${lines.length}`);
    assert.deepEqual(
      old.filter(([index = -1]) => !kept.has(index)),
      [],
    );
    assert.ok(kept.size < lines.length, 'it was killed before it could write all');
  });

  it('of two windows that count a thousand completions each at once are two thousand', async () => {
    const folder = path.join(place, 'counting');
    const body = `
      ${counting}
      let left = 1_000;
      const step = () => {
        for (let each = 0; each < 10; each += 1) counts.add(count);
        records.flush();
        left -= 10;
        if (left > 0) setImmediate(step);
        else close();
      };
      step();`;
    await Promise.all([run({ folder, body }), run({ folder, body })]);
    assert.equal(counted(folder), 2_000);
  });

  it('of an earlier version are taken over once by twenty windows at a time', async () => {
    const folder = path.join(place, 'racing');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'completions.json'), ledger);
    await Promise.all(Array.from({ length: 20 }, () => run({ folder, body: 'close();' })));
    assert.equal(counted(folder), 17);
  });

  it('of an earlier version are taken over once, wherever a window was killed before', () => {
    let killed = 0;
    for (let killAt = 1; ; killAt += 1) {
      const folder = path.join(place, `import-${killAt}`);
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'completions.json'), ledger);
      const start_ = (at?: number) =>
        spawnSync(node.path, [
          ...node.options,
          '-e',
          recordProcess({ bundle, folder, body: 'close();', ...(at === undefined ? {} : { killAt: at }) }),
        ]);
      const { signal } = start_(killAt);
      if (signal === 'SIGKILL') killed += 1;
      assert.equal(start_().status, 0);
      assert.equal(counted(folder), 17);
      if (signal === null) break;
    }
    assert.ok(killed >= 3, String(killed));
  });

  it('wait on a full disk, and are written as soon as there is room', async function () {
    const disk = path.join(place, 'disk');
    try {
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      console.log('      A disk of its own cannot be mounted here: that takes Linux and its root.');
      this.skip();
    }
    const folder = path.join(disk, 'storage');
    const clock = handClock();
    const log = recordedLog();
    const database = new LateDatabase({ file: { folder, name: 'everpair.db' }, clock, log }, Promise.resolve());
    const records = new RecordDatabase({ database, folder, clock, log });
    try {
      const facts = records.of(learnedFactTable);
      await records.ready;
      const write = (name: string): void => {
        facts.write({ route: 'r'.repeat(300), name, value: 1, at: start });
      };
      const filler = path.join(disk, 'filler');
      assert.throws(() => writeFileSync(filler, Buffer.alloc(2 * 1024 * 1024)), { code: 'ENOSPC' });
      for (let index = 0; index < 1_000; index += 1) write(`f${index}`);
      clock.advance(60_000);
      assert.ok(facts.isWaiting);
      assert.equal(log.warnings.length, 1);
      assert.match(log.warnings[0] ?? '', /disk/);
      rmSync(filler);
      clock.advance(30_000);
      assert.equal(facts.isWaiting, false);
      assert.equal(rows(folder, 'SELECT * FROM learned_fact').length, 1_000);
    } finally {
      records.dispose();
      database.dispose();
      execFileSync('umount', [disk]);
    }
  });
});
