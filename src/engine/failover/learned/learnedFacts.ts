import * as z from 'zod/mini';
import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route';
import type { DocumentStore } from '../../storage/documentStore';
import { memoizePerRoute } from '../../model/memoizePerRoute';
import { readableItems } from '../../model/text/readableItems';
import { SharedDocument } from '../../storage/sharedDocument';

export interface LearnedFactsDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly store?: DocumentStore;
}

interface Fact {
  /** 0: forgotten, which other windows have to learn, too. */
  readonly value: number;
  /** Milliseconds since the epoch when it was learned. */
  readonly at: number;
}

const keptForMs = 7 * 24 * 3_600_000;
const maxFacts = 1_000;
const writeDelayMs = 1_000;
/** A fact from further in the future is another clock's. */
const clockToleranceMs = 60_000;

const documentVersion = 1;
/** Built when first used: activation does not wait for it. */
const factRecord = z.lazy(() => {
  const number = z.number().check(z.gte(0));
  const text = z.string().check(z.maxLength(2_000));
  return z.object({ key: text, name: text, value: number, at: number });
});

type FactRecords = z.infer<typeof factRecord>[];

/**
 * Numbers learned of routes, each under a name, for a week. They belong to a configuration of a provider and a model; another
 * configuration begins without them. All windows of the user share them.
 */
export class LearnedFacts implements Disposable {
  private readonly facts = new Map<string, Map<string, Fact>>();
  private readonly document: SharedDocument | undefined;

  constructor(private readonly deps: LearnedFactsDeps) {
    const { clock, log, store } = deps;
    this.document =
      store &&
      new SharedDocument(
        {
          name: 'knowledge of models',
          version: documentVersion,
          collect: () => this.collect(),
          absorb: (theirs, onLost) => this.absorb(theirs, onLost),
        },
        { clock, log, store, delayMs: writeDelayMs },
      );
  }

  /** Undefined where nothing was learned, or it is forgotten. */
  get(route: Route, name: string): Fact | undefined {
    const fact = this.facts.get(keyOf(route))?.get(name);
    return fact && fact.value > 0 && this.isValid(fact) ? fact : undefined;
  }

  /** The names of the facts known of the route. */
  names(route: Route): readonly string[] {
    return [...(this.facts.get(keyOf(route))?.keys() ?? [])].filter((name) => this.get(route, name));
  }

  /** A value of 0 forgets. */
  set(route: Route, name: string, value: number): void {
    if (!Number.isFinite(value) || value < 0) return;
    this.put(keyOf(route), name, { value, at: this.deps.clock.now() });
    this.document?.changed();
  }

  /** Forgets the facts of one provider, or of all. */
  forget(providerId?: string): void {
    const at = this.deps.clock.now();
    for (const [key, facts] of this.facts) {
      if (providerId !== undefined && !key.startsWith(JSON.stringify([providerId]).slice(0, -1))) continue;
      for (const name of facts.keys()) this.put(key, name, { value: 0, at });
    }
    this.document?.changed();
  }

  dispose(): void {
    this.document?.dispose();
  }

  private isValid({ at }: Fact): boolean {
    const now = this.deps.clock.now();
    return now - at < keptForMs && at <= now + clockToleranceMs;
  }

  private put(key: string, name: string, fact: Fact): void {
    const facts = this.facts.get(key) ?? new Map<string, Fact>();
    facts.set(name, fact);
    this.facts.set(key, facts);
  }

  private collect(): FactRecords {
    const records: FactRecords = [];
    for (const [key, facts] of this.facts) {
      for (const [name, fact] of facts) if (this.isValid(fact)) records.push({ key, name, ...fact });
    }
    const newest = records.sort((a, b) => b.at - a.at).slice(0, maxFacts);
    return newest.sort((a, b) => order(a.key, b.key) || order(a.name, b.name));
  }

  private absorb(theirs: unknown, onLost: () => void): 'same' | 'we-know-more' | 'unreadable' {
    const records = readableItems(factRecord, theirs, onLost);
    if (!records) return 'unreadable';
    for (const { key, name, value, at } of records) {
      const mine = this.facts.get(key)?.get(name);
      const isNewer = !mine || at > mine.at || (at === mine.at && value > mine.value);
      if (this.isValid({ value, at }) && isNewer) this.put(key, name, { value, at });
    }
    const known = new Map(records.map((record) => [JSON.stringify([record.key, record.name]), record]));
    const more = this.collect().some((mine) => {
      const their = known.get(JSON.stringify([mine.key, mine.name]));
      return !their || their.at !== mine.at || their.value !== mine.value;
    });
    return more ? 'we-know-more' : 'same';
  }
}

const keyOf = memoizePerRoute(({ providerId, type, endpoint, model, configuration }) =>
  JSON.stringify([providerId, type, endpoint, model, ...(configuration === undefined ? [] : [configuration])]),
);

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
