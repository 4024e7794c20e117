import { randomUUID } from 'node:crypto';
import type { Clock } from '../../model/async/clock';
import { type Disposable, Emitter } from '../../model/async/event';
import type { Price } from '../../model/price';
import type { Route } from '../../model/route/route';
import type { Records, RecordStore } from '../../storage/records/recordStore';
import { allProviders, type Budgets, type BudgetUse, type UsedUpBudget } from '../api/budget';
import type { AttemptRecord } from '../api/answer';
import { monthOf, monthStart } from './month';
import { spendingTable, type WindowSpending } from './spendingTable';

export interface SpendingDeps {
  readonly clock: Clock;
  /** Undefined where it is not known. */
  readonly price: (route: Route) => Price | undefined;
  /** Shares it with other windows and keeps it for later ones. */
  readonly records?: RecordStore;
}

/** Of an attempt under way, in US dollars. */
interface ExpectedCost {
  readonly providerId: string;
  readonly dollars: number;
}

/** US dollars. */
interface Amount {
  readonly dollars: number;
  readonly estimated: number;
  /** Of `dollars`: spent by this window. */
  readonly here: number;
}

const nothing: Amount = { dollars: 0, estimated: 0, here: 0 };

/**
 * What each provider has cost in this month, over all windows of the user: the tokens that it has reported, or an estimate of them,
 * at its price. What an attempt under way may cost counts until it is known what it has cost.
 */
export class Spending implements Disposable {
  private readonly windowId = randomUUID();
  private readonly rows = new Map<string, WindowSpending>();
  private readonly underWay = new Set<ExpectedCost>();
  private readonly records: Records<WindowSpending> | undefined;
  private readonly subscription: Disposable | undefined;
  private readonly changed = new Emitter<void>();
  private sums: { readonly month: string; readonly of: ReadonlyMap<string, Amount> } | undefined;

  /** An amount has changed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: SpendingDeps) {
    this.records = deps.records?.of(spendingTable);
    this.subscription = this.records?.onDidRead((rows) => this.learn(rows));
  }

  /** An attempt begins that is expected to cost so many dollars. What is returned is to be called once, with how it has ended. */
  begin({ providerId }: Route, dollars: number): (record: AttemptRecord) => void {
    const expected: ExpectedCost = { providerId, dollars };
    this.underWay.add(expected);
    return (record) => {
      this.underWay.delete(expected);
      this.add(record);
    };
  }

  /** The budget that keeps the route from being asked now; what is free has none. Cheap enough for each key stroke. */
  usedUp(route: Route, budgets: Budgets | undefined): UsedUpBudget | undefined {
    if (!budgets || budgets.size === 0 || isFree(route, this.deps.price(route))) return undefined;
    for (const key of keysOf(route.providerId)) {
      const limit = budgets.get(key);
      if (limit === undefined) continue;
      const used = this.amountOf(key).dollars + this.expectedOf(key);
      // What is no number is not known to be within the limit.
      if (!(used < limit)) return { key, used, limit, until: this.nextMonth() };
    }
    return undefined;
  }

  /** Each budget with what was used of it, without what is under way. */
  uses(budgets: Budgets): readonly BudgetUse[] {
    return [...budgets].map(([key, limit]) => {
      const { dollars: used, estimated, here: usedHere } = this.amountOf(key);
      return { key, used, estimated, usedHere, limit, until: this.nextMonth() };
    });
  }

  /** What ends later is still kept. */
  dispose(): void {
    this.subscription?.dispose();
    this.changed.dispose();
  }

  private add({ route, cost = 0, usage }: AttemptRecord): void {
    if (!(cost > 0) || !Number.isFinite(cost)) return;
    const { providerId } = route;
    const { windowId } = this;
    const month = this.month();
    const isReported = usage?.inputTokens !== undefined && usage.outputTokens !== undefined;
    const before = this.rows.get(spendingTable.keyOf({ month, providerId, windowId, dollars: 0, estimated: 0 }));
    const row: WindowSpending = {
      ...{ month, providerId, windowId },
      dollars: (before?.dollars ?? 0) + cost,
      estimated: (before?.estimated ?? 0) + (isReported ? 0 : cost),
    };
    this.put(row);
    this.records?.write(row);
    this.changed.fire();
  }

  private learn(rows: readonly WindowSpending[]): void {
    for (const row of rows) {
      const mine = this.rows.get(spendingTable.keyOf(row));
      if (!mine || row.dollars > mine.dollars) this.put(row);
    }
    this.changed.fire();
  }

  private put(row: WindowSpending): void {
    this.rows.set(spendingTable.keyOf(row), row);
    this.sums = undefined;
  }

  private expectedOf(key: string): number {
    const counted = [...this.underWay].filter(({ providerId }) => keysOf(providerId).has(key));
    return counted.reduce((sum, { dollars }) => sum + dollars, 0);
  }

  private amountOf(key: string): Amount {
    const month = this.month();
    if (this.sums?.month !== month) this.sums = { month, of: this.sum(month) };
    return this.sums.of.get(key) ?? nothing;
  }

  private sum(month: string): ReadonlyMap<string, Amount> {
    const sums = new Map<string, Amount>();
    for (const row of this.rows.values()) {
      if (row.month !== month) continue;
      for (const key of keysOf(row.providerId)) {
        const { dollars, estimated, here } = sums.get(key) ?? nothing;
        sums.set(key, {
          dollars: dollars + row.dollars,
          estimated: estimated + row.estimated,
          here: here + (row.windowId === this.windowId ? row.dollars : 0),
        });
      }
    }
    return sums;
  }

  private month(): string {
    return monthOf(this.deps.clock.now());
  }

  private nextMonth(): number {
    return monthStart(this.deps.clock.now(), 1);
  }
}

/** The budgets that count what a provider costs. Its id may be the key for all of them. */
function keysOf(providerId: string): ReadonlySet<string> {
  return new Set([providerId, allProviders]);
}

/** What runs on a machine of one's own costs nothing where no price says so. */
function isFree({ trust }: Route, price: Price | undefined): boolean {
  return price ? isZero(price) && (!price.long || isZero(price.long)) : trust !== 'cloud';
}

function isZero({ input, output, cachedInput = 0, cacheWrite = 0 }: Price): boolean {
  return input === 0 && output === 0 && cachedInput === 0 && cacheWrite === 0;
}
