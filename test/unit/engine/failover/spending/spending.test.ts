import assert from 'node:assert/strict';
import type { AttemptRecord } from '../../../../../src/engine/failover/api/answer';
import type { Budgets } from '../../../../../src/engine/failover/api/budget';
import { Spending } from '../../../../../src/engine/failover/spending/spending';
import type { Route } from '../../../../../src/engine/model/route/route';
import { SharedRecords } from '../../storage/records/sharedRecords';
import { route, tablePrice } from '../fixtures';
import { handClock } from '../handClock';

const price = { input: 1, output: 4 };
const [paid, other] = [route('a', { traits: { price } }), route('b', { traits: { price } })] as const;
const usage = { inputTokens: 1, outputTokens: 1 };

function ended(of: Route, cost: number | undefined, more: Partial<AttemptRecord> = {}): AttemptRecord {
  return { route: of, outcome: 'served', usage, maybeBilled: false, cost, ...more };
}

function spend(spending: Spending, of: Route, cost: number | undefined, more?: Partial<AttemptRecord>): void {
  spending.begin(of, 0)(ended(of, cost, more));
}

const budgets: Budgets = new Map([
  ['a', 5],
  ['all', 8],
]);

function usedOf(spending: Spending, of: Budgets = budgets): Record<string, number> {
  return Object.fromEntries(spending.uses(of).map(({ key, used }) => [key, used]));
}

describe('Spending', () => {
  it('adds up what attempts have cost, by provider and for all', () => {
    const spending = new Spending({ price: tablePrice, clock: handClock() });
    spend(spending, paid, 1.5);
    spend(spending, paid, 0.25, { outcome: 'failed', maybeBilled: true });
    spend(spending, other, 2);
    spend(spending, other, undefined);
    assert.deepEqual(usedOf(spending), { a: 1.75, all: 3.75 });
  });

  it('knows what is estimated, where a provider reports no tokens or only those of the input', () => {
    const spending = new Spending({ price: tablePrice, clock: handClock() });
    spend(spending, paid, 1);
    spend(spending, paid, 0.5, { usage: undefined });
    spend(spending, paid, 0.25, { usage: { inputTokens: 5 } });
    const [use] = spending.uses(budgets);
    assert.deepEqual([use?.used, use?.estimated], [1.75, 0.75]);
  });

  it('counts once what is under way at a provider whose id is the key for all', () => {
    const spending = new Spending({ price: tablePrice, clock: handClock() });
    const named = route('all', { traits: { price } });
    spending.begin(named, 5);
    assert.equal(spending.usedUp(named, budgets), undefined);
  });

  it('leaves out a provider from the cent at which its budget is used up', () => {
    const spending = new Spending({ price: tablePrice, clock: handClock() });
    spend(spending, paid, 4.99);
    assert.equal(spending.usedUp(paid, budgets), undefined);
    spend(spending, paid, 0.01);
    assert.deepEqual(spending.usedUp(paid, budgets)?.key, 'a');
    assert.equal(spending.usedUp(other, budgets), undefined);
    spend(spending, other, 3);
    assert.equal(spending.usedUp(other, budgets)?.key, 'all');
    assert.equal(spending.usedUp(paid, undefined), undefined);
  });

  it('lets free models go on, on this machine or elsewhere, and no cloud whose price is not known', () => {
    const spending = new Spending({ price: tablePrice, clock: handClock() });
    const none: Budgets = new Map([['all', 0]]);
    const isLeftOut = (options: Parameters<typeof route>[1]): boolean =>
      spending.usedUp(route('c', options), none) !== undefined;
    const free = { input: 0, output: 0 };
    assert.deepEqual(
      [
        isLeftOut({ trust: 'local' }),
        isLeftOut({ trust: 'private' }),
        isLeftOut({ traits: { price: free } }),
        isLeftOut({ trust: 'local', traits: { price } }),
        isLeftOut({ traits: { price: { ...free, long: { ...price, aboveTokens: 9 } } } }),
        isLeftOut({}),
      ],
      [false, false, false, true, true, true],
    );
  });

  it('counts what an attempt under way is expected to cost until it has ended', () => {
    const spending = new Spending({ price: tablePrice, clock: handClock() });
    spend(spending, paid, 4);
    const end = spending.begin(paid, 1);
    assert.equal(spending.usedUp(paid, budgets)?.used, 5);
    assert.equal(usedOf(spending)['a'], 4);
    end(ended(paid, 0.5));
    assert.equal(spending.usedUp(paid, budgets), undefined);
    assert.equal(usedOf(spending)['a'], 4.5);
  });

  for (const [name, wrong] of [
    ['no number', NaN],
    ['more than all', Infinity],
  ] as const) {
    it(`keeps what else is under way where an estimate and a cost are ${name}`, () => {
      const spending = new Spending({ price: tablePrice, clock: handClock() });
      spending.begin(paid, 4.5);
      const end = spending.begin(paid, wrong);
      assert.equal(spending.usedUp(paid, budgets)?.key, 'a');
      end(ended(paid, wrong));
      assert.equal(spending.usedUp(paid, budgets), undefined);
      spend(spending, paid, 0.5);
      assert.equal(spending.usedUp(paid, budgets)?.used, 5);
    });
  }

  it('does not take the name of a method for a budget', () => {
    assert.equal(
      new Spending({ price: tablePrice, clock: handClock() }).usedUp(route('constructor'), budgets),
      undefined,
    );
  });

  it('tells a change', () => {
    const spending = new Spending({ price: tablePrice, clock: handClock() });
    let changes = 0;
    spending.onDidChange(() => (changes += 1));
    spend(spending, paid, 1);
    spend(spending, paid, undefined);
    assert.equal(changes, 1);
  });

  describe('of a month', () => {
    const zone = process.env['TZ'];
    afterEach(() => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });

    for (const [place, lastMs] of [
      ['UTC', Date.UTC(2026, 10, 30, 23, 59, 59, 999)],
      ['Pacific/Kiritimati', Date.UTC(2026, 10, 30, 9, 59, 59, 999)],
      ['America/Los_Angeles', Date.UTC(2026, 11, 1, 7, 59, 59, 999)],
    ] as const) {
      it(`ends with its last millisecond in ${place}`, () => {
        process.env['TZ'] = place;
        const clock = handClock();
        clock.setTo(lastMs);
        const spending = new Spending({ price: tablePrice, clock });
        spend(spending, paid, 5);
        assert.equal(spending.usedUp(paid, budgets)?.until, lastMs + 1);
        clock.advance(1);
        assert.equal(spending.usedUp(paid, budgets), undefined);
        assert.deepEqual(usedOf(spending), { a: 0, all: 0 });
        clock.setTo(lastMs);
        assert.deepEqual(usedOf(spending), { a: 5, all: 5 });
      });
    }
  });

  it('counts by a clock that is set back what ends then, and by the right one what ended before', () => {
    const clock = handClock();
    const [november, december] = [new Date(2026, 10, 20).getTime(), new Date(2026, 11, 2).getTime()];
    const shared = new SharedRecords(true);
    const [here, elsewhere] = [1, 2].map(
      () => new Spending({ price: tablePrice, clock, records: shared.window() }),
    ) as [Spending, Spending];
    clock.setTo(december);
    spend(here, paid, 5);
    const end = here.begin(paid, 1);
    shared.exchange();
    clock.setTo(november);
    end(ended(paid, 2));
    shared.exchange();
    for (const spending of [here, elsewhere]) {
      assert.deepEqual(usedOf(spending), { a: 2, all: 2 });
      assert.equal(spending.usedUp(paid, budgets), undefined);
    }
    clock.setTo(december);
    for (const spending of [here, elsewhere]) {
      assert.deepEqual(usedOf(spending), { a: 5, all: 5 });
      assert.equal(spending.usedUp(paid, budgets)?.until, new Date(2027, 0, 1).getTime());
    }
  });

  describe('of several windows', () => {
    it('is what all of them have spent, each cent once', () => {
      const clock = handClock();
      const shared = new SharedRecords(true);
      const windows = [1, 2, 3].map(() => new Spending({ price: tablePrice, clock, records: shared.window() }));
      for (let round = 0; round < 10; round += 1) {
        for (const spending of windows) spend(spending, paid, 0.5);
        if (round % 3 === 0) shared.exchange(round % 2);
      }
      shared.exchange();
      shared.exchange();
      for (const spending of windows) assert.deepEqual(usedOf(spending), { a: 15, all: 15 });
      assert.deepEqual(windows[0]?.uses(budgets)[0]?.usedHere, 5);
    });

    it('outlives them', () => {
      const clock = handClock();
      const shared = new SharedRecords(true);
      const before = new Spending({ price: tablePrice, clock, records: shared.window() });
      spend(before, paid, 5);
      before.dispose();
      shared.exchange();
      const after = new Spending({ price: tablePrice, clock, records: shared.window() });
      shared.exchange();
      assert.equal(after.usedUp(paid, budgets)?.used, 5);
      assert.equal(after.uses(budgets)[0]?.usedHere, 0);
    });
  });
});
