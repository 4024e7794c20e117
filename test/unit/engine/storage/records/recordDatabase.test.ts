import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { SharedCounts } from '../../../../../src/engine/completion/statistics/sharedCounts';
import { latencySampleTable } from '../../../../../src/engine/failover/health/records/latencySampleTable';
import { type LearnedFact, learnedFactTable } from '../../../../../src/engine/failover/learned/learnedFactTable';
import { StoreProblem } from '../../../../../src/engine/storage/storeProblem';
import type { RecordTable } from '../../../../../src/engine/storage/records/recordStore';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { type HandClock, handClock, start } from '../../failover/handClock';
import { RecordFolder, type RecordWindow, type RecordWindowOptions } from './recordWindows';

/** The regular look for what other windows wrote. */
const lookMs = 5_000;
const fact = (name: string, value = 1, at = start): LearnedFact => ({ route: 'r', name, value, at });

describeWithSqlite('RecordDatabase', () => {
  let place: RecordFolder;
  beforeEach(() => (place = new RecordFolder()));
  afterEach(() => place.dispose());

  /** A window that writes facts, and what it has heard of. */
  async function open(options: RecordWindowOptions = {}, table: RecordTable<LearnedFact> = learnedFactTable) {
    const window = place.window(options);
    const facts = window.records.of(table);
    const heard: LearnedFact[] = [];
    facts.onDidRead((read) => heard.push(...read));
    if (!options.ready) await window.records.ready;
    return { ...window, facts, heard };
  }

  const kept = (): readonly unknown[] =>
    place
      .connection()
      .all('SELECT name, value FROM learned_fact ORDER BY name')
      .map(({ name, value }) => `${String(name)} ${String(value)}`);

  it('touches nothing on disk before it may, and then writes what was learned meanwhile', async () => {
    let activate = (): void => undefined;
    const window = await open({ ready: new Promise((resolve) => (activate = resolve)) });
    window.facts.write(fact('early'));
    window.clock.advance(60_000);
    assert.equal(window.database.current, undefined);
    activate();
    await window.records.ready;
    assert.deepEqual(kept(), ['early 1']);
    assert.equal(window.clock.pending, 1, 'only the look for other windows is planned');
  });

  it('writes once for all kinds, within the shortest delay of what waits', async () => {
    const { records, facts, clock } = await open();
    const samples = records.of(latencySampleTable);
    const revision = (): unknown => place.connection().get('SELECT value FROM record_revision')?.['value'];
    const before = Number(revision());
    samples.write({ series: 's', id: '1', at: start, ms: 5 });
    clock.advance(29_000);
    facts.write(fact('a'));
    facts.write(fact('a', 2));
    clock.advance(999);
    assert.deepEqual([kept(), revision()], [[], before]);
    clock.advance(1);
    assert.deepEqual([kept(), revision()], [['a 2'], before + 1]);
    assert.equal(place.connection().all('SELECT id FROM latency_sample').length, 1);
    clock.advance(60_000);
    assert.equal(revision(), before + 1);
  });

  it('tells windows of each other, and those that come later', async () => {
    const clock = handClock();
    const [one, other] = [await open({ clock }), await open({ clock })];
    one.facts.write(fact('a'));
    other.facts.write(fact('b'));
    clock.advance(1_000 + lookMs);
    assert.ok(one.heard.some(({ name }) => name === 'b'));
    assert.ok(other.heard.some(({ name }) => name === 'a'));
    const later = await open({ clock });
    assert.deepEqual(later.heard.map(({ name }) => name).sort(), ['a', 'b']);
  });

  it('hears of what another window writes between its own reading and writing', async () => {
    const clock = handClock();
    const [one, other] = [await open({ clock }), await open({ clock })];
    const writeAs = (window: typeof one, name: string): void => {
      window.facts.write(fact(name));
      window.records.flush();
    };
    writeAs(other, 'a');
    one.facts.onDidRead((read) => {
      if (read.some(({ name }) => name === 'a')) writeAs(other, 'b');
    });
    writeAs(one, 'c');
    assert.deepEqual([...new Set(one.heard.map(({ name }) => name))].sort(), ['a', 'b', 'c']);
  });

  it('tells nothing where a window writes something else', async () => {
    const clock = handClock();
    const { heard } = await open({ clock });
    let reads = 0;
    await open({ clock }, { ...learnedFactTable, read: (...asked) => ((reads += 1), learnedFactTable.read(...asked)) });
    reads = 0;
    const insert = 'INSERT INTO conversation (id, title, title_by, created_at, updated_at) VALUES (?, ?, ?, 0, 0)';
    place.connection().run(insert, 'chat', 'A title', 'words');
    clock.advance(lookMs);
    assert.deepEqual([heard, reads], [[], 0]);
  });

  it('writes what waits when the window ends', async () => {
    const window = await open();
    window.facts.write(fact('a'));
    window.dispose();
    assert.deepEqual(kept(), ['a 1']);
    assert.equal(window.clock.pending, 0);
  });

  it('waits for no other window that is writing, and tries again', async () => {
    const { facts, clock, log } = await open();
    facts.write(fact('a'));
    const other = place.connection();
    const before = performance.now();
    other.transaction(() => clock.advance(1_000));
    assert.ok(performance.now() - before < 1_000, 'the five seconds of other writers would be felt at every key');
    assert.deepEqual(kept(), []);
    assert.equal(log.warnings.length, 1);
    clock.advance(30_000);
    assert.deepEqual(kept(), ['a 1']);
    assert.equal(other.get('PRAGMA busy_timeout')?.['timeout'], 5_000);
  });

  it('waits as long as all do for what the user waits for, after it has waited less', async () => {
    const { facts, clock, database } = await open();
    facts.write(fact('a'));
    clock.advance(1_000);
    assert.equal(database.current?.get('PRAGMA busy_timeout')?.['timeout'], 5_000);
  });

  it('keeps what cannot be written for the next write, and says so once', async () => {
    const problem = { now: true };
    const table: RecordTable<LearnedFact> = {
      ...learnedFactTable,
      write: (...asked) => {
        if (problem.now) throw new StoreProblem('disk');
        learnedFactTable.write(...asked);
      },
    };
    const { facts, clock, log } = await open({}, table);
    for (const name of ['a', 'b']) {
      facts.write(fact(name));
      clock.advance(40_000);
    }
    assert.deepEqual([kept(), log.warnings.length], [[], 1]);
    problem.now = false;
    facts.write(fact('c'));
    clock.advance(1_000);
    assert.deepEqual(kept(), ['a 1', 'b 1', 'c 1']);
  });

  it('keeps the other kinds where one has a fault of ours', async () => {
    const broken: RecordTable<LearnedFact> = {
      ...learnedFactTable,
      name: 'broken kind',
      write: () => assert.fail('a bug'),
      read: () => assert.fail('a bug'),
      prune: () => assert.fail('a bug'),
    };
    const window = place.window();
    const [bad, good] = [window.records.of(broken), window.records.of(learnedFactTable)];
    await window.records.ready;
    bad.write(fact('bad'));
    good.write(fact('good'));
    window.clock.advance(1_000);
    assert.deepEqual(kept(), ['good 1']);
    assert.equal(window.log.warnings.length, 2, 'one for reading, one for writing');
    window.clock.advance(60_000);
    bad.write(fact('bad'));
    window.clock.advance(60_000);
    assert.equal(window.log.warnings.length, 2);
    assert.equal(good.isWaiting || bad.isWaiting, false);
  });

  it('lets no endless number of records wait', async () => {
    const { facts } = await open({ ready: new Promise(() => undefined) });
    for (let index = 0; index < 6_000; index += 1) facts.write(fact(`f${index}`));
    assert.deepEqual([facts.waiting.length, facts.waiting[0]?.name], [5_000, 'f1000']);
  });

  const unusable: readonly (readonly [string, () => void])[] = [
    ['of a newer version', () => place.connection().run('PRAGMA user_version = 99')],
    [
      'in a place that cannot be one',
      () => {
        mkdirSync(place.file, { recursive: true });
      },
    ],
  ];
  for (const [what, make] of unusable) {
    it(`works in memory where the database is ${what}`, async () => {
      make();
      const { facts, clock, database } = await open();
      facts.write(fact('a'));
      clock.advance(1_000);
      assert.equal(database.current?.isKept, false);
      assert.equal(database.current.all('SELECT * FROM learned_fact').length, 1);
      assert.equal(facts.isWaiting, false);
    });
  }

  it('begins anew beside a damaged database', async () => {
    mkdirSync(place.folder, { recursive: true });
    writeFileSync(place.file, 'no database'.repeat(1_000));
    const { facts, clock } = await open();
    facts.write(fact('a'));
    clock.advance(1_000);
    assert.deepEqual(kept(), ['a 1']);
  });

  it('learns from a database that can only be read', async function () {
    if (process.platform === 'win32') this.skip();
    const before = await open();
    before.facts.write(fact('a'));
    before.dispose();
    const { database, clock, facts, heard, log } = await open();
    database.current?.run('PRAGMA query_only = 1');
    facts.write(fact('b'));
    clock.advance(60_000);
    assert.deepEqual([heard.map(({ name }) => name), kept()], [['a'], ['a 1']]);
    assert.ok(log.warnings.length <= 1);
  });

  it('bears a database that was closed', async () => {
    const { facts, clock, database, records } = await open();
    database.dispose();
    facts.write(fact('a'));
    clock.advance(60_000);
    assert.equal(
      records.query((found) => found.get('SELECT 1')),
      undefined,
    );
    records.dispose();
    assert.equal(clock.pending, 0);
  });

  it('has twenty windows that know the same, and count together', async () => {
    const clock: HandClock = handClock();
    const windows: (RecordWindow & Awaited<ReturnType<typeof open>> & { readonly counts: SharedCounts })[] = [];
    for (let index = 0; index < 20; index += 1) {
      const window = place.window({ clock });
      const counts = new SharedCounts(window.records);
      const facts = window.records.of(learnedFactTable);
      const heard: LearnedFact[] = [];
      facts.onDidRead((read) => heard.push(...read));
      windows.push({ ...window, counts, facts, heard });
    }
    await Promise.all(windows.map(({ records }) => records.ready));
    for (const [index, { facts, counts }] of windows.entries()) {
      facts.write(fact(`f${index}`));
      for (let each = 0; each < 50; each += 1) {
        counts.add({ day: '2023-11-14', language: 'go', route: 'a/b', name: 'requests', count: 1 });
      }
    }
    clock.advance(60_000);
    for (const [index, { heard, counts, log }] of windows.entries()) {
      assert.equal(new Set([`f${index}`, ...heard.map(({ name }) => name)]).size, 20);
      assert.equal(
        counts.between('2023-11-14', '2023-11-14').reduce((sum, { count }) => sum + count, 0),
        1_000,
      );
      assert.deepEqual(log.warnings, []);
    }
  });
});
