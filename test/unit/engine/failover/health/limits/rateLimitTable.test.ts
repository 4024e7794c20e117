import assert from 'node:assert/strict';
import { type LimitRecord, rateLimitTable } from '../../../../../../src/engine/failover/health/limits/rateLimitTable';
import { Database } from '../../../../../../src/engine/storage/database';
import { describeWithSqlite } from '../../../../../../tools/test/withSqlite';
import { handClock, start } from '../../handClock';
import { recordedLog } from '../healthFixtures';

const day = 24 * 3_600_000;

const row = (at: number, more: Partial<LimitRecord> = {}): LimitRecord => ({
  ...{
    key: 'a',
    provider: 'p',
    at,
    limits: [{ unit: 'requests', remaining: at - start, until: at + 9, refills: true }],
  },
  ...more,
});

describeWithSqlite('The table of the limits of hosts', () => {
  let database: Database;
  beforeEach(() => (database = Database.open({ clock: handClock(), log: recordedLog() })));
  afterEach(() => database.dispose());

  const write = (revision: number, ...rows: readonly LimitRecord[]): void =>
    rateLimitTable.write(database, rows, { revision, now: start });
  const read = (after = 0, onLost = (): void => assert.fail('nothing is lost')): readonly LimitRecord[] =>
    rateLimitTable.read(database, after, onLost);

  it('keeps what was said last, whatever comes first, and what was forgotten', () => {
    write(2, row(start + 2), row(start + 1));
    assert.deepEqual(read(), [row(start + 2)]);
    write(3, row(start + 3, { limits: [] }), row(start, { key: 'b' }));
    assert.deepEqual(read(2), [row(start + 3, { limits: [] }), row(start, { key: 'b' })]);
  });

  it('replaces a row of a clock that was set back since', () => {
    write(2, row(start + day));
    write(3, row(start));
    assert.deepEqual(read(), [row(start)]);
  });

  it('loses a row alone that holds no limits, and believes no end after a day', () => {
    const keys = ['ok', 'text', 'unit', 'less', 'far'];
    write(2, ...keys.map((key) => row(start, { key })));
    const set = (key: string, limits: unknown): void =>
      void database.run('UPDATE rate_limit SET limits = ? WHERE key = ?', JSON.stringify(limits), key);
    database.run("UPDATE rate_limit SET limits = 'no JSON' WHERE key = 'text'");
    set('unit', [{ unit: 'days', remaining: 1 }]);
    set('less', [{ unit: 'requests', remaining: -1 }]);
    set('far', [{ unit: 'requests', remaining: 0, until: start + 400 * day }]);
    let lost = 0;
    const left = read(0, () => (lost += 1));
    assert.deepEqual(left, [
      row(start, { key: 'far', limits: [{ unit: 'requests', remaining: 0, until: start + day }] }),
      row(start, { key: 'ok' }),
    ]);
    assert.equal(lost, 3);
  });

  it('drops what is a day old or of the future', () => {
    for (const [index, at] of [start - day, start - day + 1, start, start + 61_000].entries())
      write(2, row(at, { key: String(index), limits: [] }));
    rateLimitTable.prune(database, start);
    assert.deepEqual(
      read().map(({ key }) => key),
      ['1', '2'],
    );
  });
});
