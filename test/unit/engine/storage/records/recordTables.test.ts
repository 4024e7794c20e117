import assert from 'node:assert/strict';
import { countTable } from '../../../../../src/engine/completion/statistics/countTable';
import type { CountOfDay } from '../../../../../src/engine/completion/statistics/dailyCounts';
import { SharedCounts } from '../../../../../src/engine/completion/statistics/sharedCounts';
import type { HealthEntryRecord } from '../../../../../src/engine/failover/health/records/healthRecords';
import { healthRecordTable } from '../../../../../src/engine/failover/health/records/healthRecordTable';
import { latencySampleTable } from '../../../../../src/engine/failover/health/records/latencySampleTable';
import { type LearnedFact, learnedFactTable } from '../../../../../src/engine/failover/learned/learnedFactTable';
import { Database } from '../../../../../src/engine/storage/database';
import type { RecordTable } from '../../../../../src/engine/storage/records/recordStore';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { handClock, start } from '../../failover/handClock';
import { recordedLog } from '../../failover/health/healthFixtures';
import { RecordFolder } from './recordWindows';

const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;

describeWithSqlite('The tables of records', () => {
  let database: Database;
  beforeEach(() => (database = Database.open({ clock: handClock(), log: recordedLog() })));
  afterEach(() => database.dispose());

  let revision = 1;
  const write = <R>(table: RecordTable<R>, now: number, ...records: readonly R[]): void =>
    table.write(database, records, { revision: (revision += 1), now });
  const count = (table: string): number => Number(database.get(`SELECT count(*) AS rows FROM ${table}`)?.['rows']);
  const fact = (value: number, at: number, name = 'n'): LearnedFact => ({ route: 'r', name, value, at });
  const served = (key: string, changedAt: number, goodAt = changedAt): HealthEntryRecord => ({
    key,
    changedAt,
    providers: ['p'],
    entry: { kind: 'served', served: { goodAt } },
  });

  describe('of learned facts', () => {
    const value = (): unknown => database.get('SELECT value FROM learned_fact')?.['value'];

    it('keep the fact that was learned last, and the larger one of the same millisecond', () => {
      write(learnedFactTable, start, fact(2, start), fact(1, start - 1));
      assert.equal(value(), 2);
      write(learnedFactTable, start, fact(1, start));
      assert.equal(value(), 2);
      write(learnedFactTable, start, fact(3, start));
      assert.equal(value(), 3);
      write(learnedFactTable, start, fact(0, start + 1));
      assert.equal(value(), 0);
    });

    it('replace what is from the future, and not what another clock may still have written', () => {
      write(learnedFactTable, start, fact(1, start + 59_000));
      write(learnedFactTable, start, fact(2, start));
      assert.equal(value(), 1);
      write(learnedFactTable, start - hour, fact(2, start - hour));
      assert.equal(value(), 2);
    });

    it('keep a thousand for a week', () => {
      const facts = Array.from({ length: 1_200 }, (_, index) => fact(1, start + index, `n${index}`));
      write(learnedFactTable, start, ...facts);
      learnedFactTable.prune(database, start + 2_000);
      assert.equal(count('learned_fact'), 1_000);
      assert.equal(database.get('SELECT min(at) AS at FROM learned_fact')?.['at'], start + 200);
      learnedFactTable.prune(database, start + week + 1_100);
      assert.equal(count('learned_fact'), 99);
      learnedFactTable.prune(database, start - hour);
      assert.equal(count('learned_fact'), 0);
    });
  });

  describe('of provider health', () => {
    const read = (): readonly HealthEntryRecord[] =>
      healthRecordTable.read(database, 0, () => assert.fail('nothing is lost'));

    it('keep the record that was changed last, with the providers of both', () => {
      write(healthRecordTable, start, served('k', start));
      write(healthRecordTable, start, { ...served('k', start + 5), providers: ['q'] });
      write(healthRecordTable, start, { ...served('k', start + 1), providers: ['late'] });
      assert.deepEqual(read(), [{ ...served('k', start + 5), providers: ['p', 'q'] }]);
    });

    it('choose the same of two of one millisecond, in either order', () => {
      const both = [served('a', start, 1), served('a', start, 2)];
      write(healthRecordTable, start, ...both);
      write(healthRecordTable, start, ...[...both].reverse().map((record) => ({ ...record, key: 'b' })));
      const [a, b] = read();
      assert.deepEqual(a?.entry, b?.entry);
    });

    it('replace what is from the future', () => {
      write(healthRecordTable, start, served('k', start + day));
      write(healthRecordTable, start, served('k', start));
      assert.equal(read()[0]?.changedAt, start);
    });

    it('keep two hundred for a day', () => {
      write(healthRecordTable, start, ...Array.from({ length: 300 }, (_, index) => served(`k${index}`, start + index)));
      healthRecordTable.prune(database, start + 1_000);
      assert.deepEqual([count('provider_health'), read()[0]?.key], [200, 'k100']);
      healthRecordTable.prune(database, start + day + 250);
      assert.equal(count('provider_health'), 50);
    });

    it('lose a row alone that cannot be read', () => {
      write(healthRecordTable, start, served('a', start), served('b', start), served('c', start));
      database.run("UPDATE provider_health SET entry = 'no JSON' WHERE key = 'a'");
      database.run(`UPDATE provider_health SET entry = '{"kind":"of tomorrow"}' WHERE key = 'b'`);
      let lost = 0;
      const found = healthRecordTable.read(database, 0, () => (lost += 1));
      assert.deepEqual([found.map(({ key }) => key), lost], [['c'], 2]);
    });

    it('tell only what is of a later revision', () => {
      write(healthRecordTable, start, served('a', start));
      const after = revision;
      write(healthRecordTable, start, served('a', start - 1), served('b', start));
      assert.deepEqual(
        healthRecordTable.read(database, after, () => assert.fail()).map(({ key }) => key),
        ['b'],
      );
    });
  });

  describe('of response times', () => {
    const sample = (series: string, index: number, at = start + index) => ({ series, id: `i${index}`, at, ms: index });
    it('keep the last fifty though one of them is from the future', () => {
      const future = sample('s', 0, start + day);
      write(latencySampleTable, start, future, ...Array.from({ length: 60 }, (_, index) => sample('s', index + 1)));
      assert.equal(count('latency_sample'), 51);
    });

    it('keep a sample once', () => {
      write(latencySampleTable, start, sample('s', 1), sample('s', 1), sample('t', 1));
      write(latencySampleTable, start, sample('s', 1));
      assert.equal(count('latency_sample'), 2);
    });

    it('keep the last fifty of two hundred routes for a week', () => {
      for (let series = 0; series < 210; series += 1) {
        write(latencySampleTable, start, ...[1, 2, 3].map((index) => sample(`s${series}`, index, start + series)));
      }
      write(
        latencySampleTable,
        start,
        ...Array.from({ length: 80 }, (_, index) => sample('long', index, start + 500 + index)),
      );
      assert.equal(count('latency_sample'), 210 * 3 + 50);
      latencySampleTable.prune(database, start + 1_000);
      assert.equal(count('latency_sample'), 199 * 3 + 50);
      const long = database.get("SELECT min(ms) AS ms FROM latency_sample WHERE series = 'long'");
      assert.equal(long?.['ms'], 30);
      latencySampleTable.prune(database, start + week + 400);
      assert.equal(count('latency_sample'), 50);
      latencySampleTable.prune(database, start - day);
      assert.equal(count('latency_sample'), 0);
    });
  });

  describe('of completions', () => {
    const counted = (day_: string, more: Partial<CountOfDay> = {}) => ({
      ...{ day: day_, language: 'go', route: 'a/b', name: 'requests', count: 1 },
      ...more,
    });

    it('add up', () => {
      write(countTable, start, counted('2023-11-14'), counted('2023-11-14', { count: 5 }), counted('2023-11-13'));
      write(countTable, start, counted('2023-11-14', { language: 'rust' }));
      const counts = database.all('SELECT day, language, count FROM completion_count').map((row) => Object.values(row));
      assert.deepEqual(counts, [
        ['2023-11-13', 'go', 1],
        ['2023-11-14', 'go', 6],
        ['2023-11-14', 'rust', 1],
      ]);
    });

    it('stay numbers that can be read, however many tokens a host reports', () => {
      const many = counted('2023-11-14', { name: 'inputTokens', count: Number.MAX_SAFE_INTEGER });
      write(countTable, start, many, many);
      write(countTable, start, many);
      assert.equal(database.get('SELECT count FROM completion_count')?.['count'], Number.MAX_SAFE_INTEGER);
    });

    it('are kept for ninety days, and none of the future', () => {
      for (const each of ['2023-08-16', '2023-08-17', '2023-11-14', '2023-11-15', '2023-11-16', '2999-01-01']) {
        write(countTable, start, counted(each));
      }
      countTable.prune(database, start);
      const days = database.all('SELECT day FROM completion_count').map((row) => row['day']);
      assert.deepEqual(days, ['2023-08-17', '2023-11-14', '2023-11-15']);
    });

    it('are bounded: the oldest days go', () => {
      database.run(
        `INSERT INTO completion_count (day, language, route, name, count)
         SELECT '2023-11-0' || (1 + value / 10000), 'go', 'a/b', value, 1
         FROM (WITH RECURSIVE number (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM number) SELECT value FROM number LIMIT 60000)`,
      );
      countTable.prune(database, start);
      const [row] = database.all('SELECT count(*) AS rows, min(day) AS day FROM completion_count');
      assert.deepEqual([row?.['rows'], row?.['day']], [50_000, '2023-11-02']);
    });
  });
});

describeWithSqlite('SharedCounts', () => {
  let place: RecordFolder;
  const clock = handClock();
  beforeEach(() => (place = new RecordFolder()));
  afterEach(() => place.dispose());

  async function open() {
    const window = place.window({ clock });
    const counts = new SharedCounts(window.records);
    await window.records.ready;
    const add = (name = 'requests'): void =>
      counts.add({ day: '2023-11-14', language: 'go', route: 'a/b', name, count: 1 });
    const sum = (): number => counts.between('2023-11-14', '2023-11-14').reduce((total, { count }) => total + count, 0);
    return { ...window, counts, add, sum };
  }

  it('of two windows that count a thousand each are two thousand', async () => {
    const [one, other] = [await open(), await open()];
    for (let index = 0; index < 1_000; index += 1) {
      one.add();
      other.add();
      clock.advance(100);
    }
    assert.ok(one.sum() >= 1_000);
    clock.advance(30_000);
    assert.deepEqual([one.sum(), other.sum()], [2_000, 2_000]);
    assert.equal((await open()).sum(), 2_000);
  });

  it('have what is not written yet, and only the days that are asked for', async () => {
    const { add, counts, sum } = await open();
    add();
    assert.equal(sum(), 1);
    assert.deepEqual(counts.between('2023-11-15', '2023-11-20'), []);
    clock.advance(30_000);
    assert.equal(sum(), 1);
    assert.deepEqual(counts.between('2023-11-15', '2023-11-20'), []);
  });

  it('are all forgotten when one window resets them, also what another had not written', async () => {
    const [one, other] = [await open(), await open()];
    let resets = 0;
    other.counts.onDidReset(() => (resets += 1));
    one.add();
    other.add();
    clock.advance(30_000);
    one.add();
    other.add();
    one.counts.reset();
    assert.equal(one.sum(), 0);
    clock.advance(5_000);
    assert.deepEqual([other.sum(), resets], [0, 1]);
    other.add();
    clock.advance(30_000);
    assert.deepEqual([one.sum(), other.sum()], [1, 1]);
  });

  it('are forgotten by a reset that came between, before the window has heard of it', async () => {
    const [one, other] = [await open(), await open()];
    other.add();
    one.counts.reset();
    other.records.flush();
    assert.equal(one.sum(), 0);
  });

  it('are forgotten with the next write where the database is busy', async () => {
    const one = await open();
    one.add();
    clock.advance(30_000);
    place.connection(clock).transaction(() => one.counts.reset());
    one.add();
    assert.equal(one.sum(), 1);
    clock.advance(30_000);
    assert.equal(one.sum(), 1);
  });

  it('are not forgotten by a reset of long ago', async () => {
    const one = await open();
    one.counts.reset();
    one.add();
    one.dispose();
    const window = place.window({ clock });
    const counts = new SharedCounts(window.records);
    counts.add({ day: '2023-11-14', language: 'go', route: 'a/b', name: 'requests', count: 1 });
    await window.records.ready;
    assert.equal(
      counts.between('2023-11-14', '2023-11-14').reduce((sum, { count }) => sum + count, 0),
      2,
    );
  });
});
