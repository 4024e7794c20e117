import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { AttemptRecord } from '../../../src/engine/failover/api/answer';
import { allProviders, type Budgets } from '../../../src/engine/failover/api/budget';
import { Spending } from '../../../src/engine/failover/spending/spending';
import { route, tablePrice } from '../../unit/engine/failover/fixtures';
import { handClock } from '../../unit/engine/failover/handClock';
import { SharedRecords } from '../../unit/engine/storage/records/sharedRecords';

const dollars = fc.double({ min: 0.001, max: 4, noNaN: true });
const providers = ['a', 'b'] as const;
const routes = providers.map((id) => route(id, { traits: { price: { input: 1, output: 4 } } }));

/** A window wants to ask a provider: its estimate, and what it costs in truth. */
const ask = fc.record({
  do: fc.constant('ask' as const),
  window: fc.nat({ max: 2 }),
  provider: fc.nat({ max: 1 }),
  expected: dollars,
  cost: dollars,
});
/** The window's request ends. */
const end = fc.record({ do: fc.constant('end' as const), window: fc.nat({ max: 2 }) });
const reload = fc.record({ do: fc.constant('reload' as const), window: fc.nat({ max: 2 }) });
const steps = fc.array(
  fc.oneof({ weight: 6, arbitrary: ask }, { weight: 4, arbitrary: end }, { weight: 1, arbitrary: reload }),
  {
    maxLength: 80,
  },
);

const limits = fc.record({ a: dollars, all: dollars }).map(
  ({ a, all }): Budgets =>
    new Map([
      ['a', a * 3],
      [allProviders, all * 5],
    ]),
);

interface UnderWay {
  readonly provider: number;
  readonly cost: number;
  readonly end: (record: AttemptRecord) => void;
}

/** Three windows, each with one request at a time, that hear of each other when a request has ended. */
class World {
  readonly spent = new Map<string, number>();
  private readonly clock = handClock();
  private readonly shared = new SharedRecords(true);
  private readonly windows = [this.open(), this.open(), this.open()];
  readonly underWay = new Map<number, UnderWay>();

  constructor(private readonly budgets: Budgets) {}

  ask(window: number, provider: number, expected: number, cost: number): boolean {
    const spending = this.windows[window]!;
    const wanted = routes[provider]!;
    if (this.underWay.has(window) || spending.usedUp(wanted, this.budgets)) return false;
    this.underWay.set(window, { provider, cost, end: spending.begin(wanted, expected) });
    return true;
  }

  end(window: number): void {
    const request = this.underWay.get(window);
    if (!request) return;
    this.underWay.delete(window);
    const { provider, cost } = request;
    request.end({ route: routes[provider]!, outcome: 'served', maybeBilled: false, cost });
    for (const key of [providers[provider]!, allProviders]) this.spent.set(key, (this.spent.get(key) ?? 0) + cost);
    this.shared.exchange();
  }

  reload(window: number): void {
    this.end(window);
    this.windows[window]!.dispose();
    this.windows[window] = this.open();
    this.shared.exchange();
  }

  /** What every window knows. */
  known(): readonly (readonly [string, number])[] {
    return this.windows.flatMap((spending) =>
      spending
        .uses(new Map([...providers, allProviders].map((key) => [key, 0])))
        .map(({ key, used }) => [key, used] as const),
    );
  }

  private open(): Spending {
    return new Spending({ price: tablePrice, clock: this.clock, records: this.shared.window() });
  }
}

describe('a budget of the month in several windows', () => {
  it('is never spent beyond by more than the one request that each window has under way', () => {
    fc.assert(
      fc.property(limits, steps, (budgets, taken) => {
        const world = new World(budgets);
        for (const step of taken) {
          if (step.do === 'ask') world.ask(step.window, step.provider, step.expected, step.cost);
          else if (step.do === 'end') world.end(step.window);
          else world.reload(step.window);
          for (const [key, limit] of budgets) {
            const running = [...world.underWay.values()].filter(
              ({ provider }) => key === allProviders || providers[provider] === key,
            );
            const committed = (world.spent.get(key) ?? 0) + running.reduce((sum, { cost }) => sum + cost, 0);
            const largest = taken
              .flatMap((each) => (each.do === 'ask' ? [each.cost] : []))
              .sort((one, other) => other - one);
            const oneEach = largest.slice(0, 3).reduce((sum, cost) => sum + cost, 0);
            assert.ok(committed <= limit + oneEach + 1e-9, `${committed} of ${limit} and ${oneEach}`);
          }
        }
        for (const window of [0, 1, 2]) world.end(window);
        for (const [key, used] of world.known()) assert.ok(Math.abs(used - (world.spent.get(key) ?? 0)) < 1e-6, key);
      }),
    );
  });

  it('in one window begins nothing that estimates say it has no room for, however much is asked at a time', () => {
    fc.assert(
      fc.property(dollars, fc.array(dollars, { maxLength: 30 }), (limit, costs) => {
        const spending = new Spending({ price: tablePrice, clock: handClock() });
        const wanted = routes[0]!;
        const budgets: Budgets = new Map([['a', limit]]);
        let begun = 0;
        let beforeLast = 0;
        for (const cost of costs) {
          if (spending.usedUp(wanted, budgets)) continue;
          spending.begin(wanted, cost);
          beforeLast = begun;
          begun += cost;
        }
        assert.ok(beforeLast < limit, `${beforeLast} of ${limit}`);
      }),
    );
  });
});
