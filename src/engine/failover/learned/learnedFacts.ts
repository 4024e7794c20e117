import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import { memoizePerRoute } from '../../model/route/memoizePerRoute';
import type { Route } from '../../model/route/route';
import type { Records, RecordStore } from '../../storage/records/recordStore';
import { isValidFact, type LearnedFact, learnedFactTable } from './learnedFactTable';

export interface LearnedFactsDeps {
  readonly clock: Clock;
  /** Shares the facts with other windows and keeps them for later ones. */
  readonly records?: RecordStore;
}

/**
 * Numbers learned of routes, each under a name, for a week. They belong to a configuration of a provider and a model; another
 * configuration begins without them. All windows of the user share them.
 */
export class LearnedFacts implements Disposable {
  private readonly facts = new Map<string, Map<string, LearnedFact>>();
  private readonly records: Records<LearnedFact> | undefined;
  private readonly subscription: Disposable | undefined;

  constructor(private readonly deps: LearnedFactsDeps) {
    this.records = deps.records?.of(learnedFactTable);
    this.subscription = this.records?.onDidRead((facts) => this.learn(facts));
  }

  /** Undefined where nothing was learned, or it is forgotten. */
  get(route: Route, name: string): LearnedFact | undefined {
    const fact = this.facts.get(keyOf(route))?.get(name);
    return fact && fact.value > 0 && isValidFact(fact, this.deps.clock.now()) ? fact : undefined;
  }

  /** The names of the facts known of the route. */
  names(route: Route): readonly string[] {
    return [...(this.facts.get(keyOf(route))?.keys() ?? [])].filter((name) => this.get(route, name));
  }

  /** A value of 0 forgets. */
  set(route: Route, name: string, value: number): void {
    if (!Number.isFinite(value) || value < 0) return;
    this.change(keyOf(route), name, value);
  }

  /** Forgets the facts of one provider, or of all. */
  forget(providerId?: string): void {
    for (const [key, facts] of this.facts) {
      if (providerId !== undefined && !key.startsWith(JSON.stringify([providerId]).slice(0, -1))) continue;
      // The other windows have to hear of it.
      for (const name of facts.keys()) this.change(key, name, 0);
    }
  }

  dispose(): void {
    this.subscription?.dispose();
  }

  private change(route: string, name: string, value: number): void {
    const now = this.deps.clock.now();
    const before = this.facts.get(route)?.get(name);
    // It has to win over the fact that it replaces in all windows.
    const isLost = before && isValidFact(before, now) && !isNewer({ value, at: now }, before);
    const fact = { route, name, value, at: isLost ? before.at + 1 : now };
    this.put(fact);
    this.records?.write(fact);
  }

  private put(fact: LearnedFact): void {
    const facts = this.facts.get(fact.route) ?? new Map<string, LearnedFact>();
    facts.set(fact.name, fact);
    this.facts.set(fact.route, facts);
  }

  private learn(facts: readonly LearnedFact[]): void {
    const now = this.deps.clock.now();
    for (const fact of facts) {
      const mine = this.facts.get(fact.route)?.get(fact.name);
      if ((!mine || isNewer(fact, mine)) && isValidFact(fact, now)) this.put(fact);
    }
  }
}

type Dated = Pick<LearnedFact, 'value' | 'at'>;

/** As the table decides it. */
function isNewer(theirs: Dated, mine: Dated): boolean {
  return theirs.at > mine.at || (theirs.at === mine.at && theirs.value > mine.value);
}

const keyOf = memoizePerRoute(({ providerId, type, endpoint, model, configuration }) =>
  JSON.stringify([providerId, type, endpoint, model, ...(configuration === undefined ? [] : [configuration])]),
);
