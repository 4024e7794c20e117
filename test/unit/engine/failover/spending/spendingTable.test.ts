import assert from 'node:assert/strict';
import { Spending } from '../../../../../src/engine/failover/spending/spending';
import { spendingTable, type WindowSpending } from '../../../../../src/engine/failover/spending/spendingTable';
import { Database } from '../../../../../src/engine/storage/database';
import { describeWithSqlite } from '../../../../../tools/test/withSqlite';
import { RecordFolder } from '../../storage/records/recordWindows';
import { route, tablePrice } from '../fixtures';
import { handClock, start } from '../handClock';
import { recordedLog } from '../health/healthFixtures';

const row = (dollars: number, more: Partial<WindowSpending> = {}): WindowSpending => ({
  ...{ month: '2023-11', providerId: 'a', windowId: 'w', dollars, estimated: 0 },
  ...more,
});

describeWithSqlite('The table of what was spent', () => {
  let database: Database;
  beforeEach(() => (database = Database.open({ clock: handClock(), log: recordedLog() })));
  afterEach(() => database.dispose());

  const write = (revision: number, ...rows: readonly WindowSpending[]): void =>
    spendingTable.write(database, rows, { revision, now: start });
  const read = (after = 0, onLost = (): void => assert.fail('nothing is lost')): readonly WindowSpending[] =>
    spendingTable.read(database, after, onLost);

  it('keeps the most that a window has told, whatever comes first', () => {
    write(2, row(2), row(3, { estimated: 1 }), row(1));
    assert.deepEqual(read(), [row(3, { estimated: 1 })]);
    write(3, row(1, { windowId: 'x' }));
    assert.deepEqual(read(2), [row(1, { windowId: 'x' })]);
  });

  it('loses a row alone that is no amount', () => {
    write(2, row(1), row(2, { windowId: 'x' }), row(1, { windowId: 'y' }), row(1, { windowId: 'z' }));
    write(2, row(1, { windowId: 'v', month: 'long ago' }));
    database.run("UPDATE spending SET dollars = -7 WHERE window = 'x'");
    database.run("UPDATE spending SET dollars = 9e999 WHERE window = 'y'");
    database.run("UPDATE spending SET estimated = 4 WHERE window = 'z'");
    let lost = 0;
    assert.deepEqual(
      read(0, () => (lost += 1)),
      [row(1)],
    );
    assert.equal(lost, 4);
  });

  it('keeps this month, the one before, and what another clock calls the next', () => {
    for (const month of ['2022-11', '2023-09', '2023-10', '2023-11', '2023-12']) write(2, row(1, { month }));
    spendingTable.prune(database, start);
    assert.deepEqual(
      read().map(({ month }) => month),
      ['2023-10', '2023-11', '2023-12'],
    );
  });

  it('keeps this month where the clock was wrong for a while and years ahead', () => {
    for (const month of ['2023-09', '2023-10', '2023-11', '2099-01']) write(2, row(1, { month }));
    spendingTable.prune(database, new Date(2099, 0, 2).getTime());
    assert.deepEqual(
      read().map(({ month }) => month),
      ['2023-10', '2023-11', '2099-01'],
    );
  });
});

describeWithSqlite('Spending in the database of all windows', () => {
  let place: RecordFolder;
  const clock = handClock();
  const paid = route('a', { traits: { price: { input: 1, output: 1 } } });
  const budgets = new Map([['a', 1_000]]);
  beforeEach(() => (place = new RecordFolder()));
  afterEach(() => place.dispose());

  async function open(inMemory = false) {
    const window = place.window({ clock, inMemory });
    const spending = new Spending({ price: tablePrice, clock, records: window.records });
    await window.records.ready;
    const spend = (cost: number): void =>
      spending.begin(paid, 0)({ route: paid, outcome: 'served', maybeBilled: false, cost });
    return { ...window, spend, used: () => spending.uses(budgets)[0]?.used };
  }

  it('of two windows that spend 250 times each is the sum of all', async () => {
    const [one, two] = [await open(), await open()];
    for (let times = 0; times < 250; times += 1) {
      one.spend(1);
      two.spend(0.5);
      clock.advance(100);
    }
    clock.advance(10_000);
    assert.deepEqual([one.used(), two.used()], [375, 375]);
    one.dispose();
    two.dispose();
    assert.equal((await open()).used(), 375);
  });

  it('keeps what was spent in the last moment of a window', async () => {
    const one = await open();
    one.spend(3);
    one.dispose();
    assert.equal((await open()).used(), 3);
  });

  it('loses nothing while the database is busy', async () => {
    const [one, two] = [await open(), await open()];
    one.spend(1);
    place.connection(clock).transaction(() => clock.advance(1_000));
    assert.equal(one.used(), 1);
    clock.advance(60_000);
    assert.equal(two.used(), 1);
  });

  it('is in memory where there is no file', async () => {
    const one = await open(true);
    one.spend(2);
    clock.advance(5_000);
    assert.equal(one.used(), 2);
  });
});
