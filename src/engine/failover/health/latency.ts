import * as z from 'zod/mini';
import type { Clock } from '../../model/clock';
import type { Disposable } from '../../model/event';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route';
import type { Lane } from '../api/routeHealth';
import type { DocumentStore } from '../../storage/documentStore';
import { memoizePerRoute } from '../../model/memoizePerRoute';
import { readableItems } from '../../model/readableItems';
import { SharedDocument } from '../../storage/sharedDocument';

/**
 * Time to first content of each route, learned apart for chat and completion, and for a chat the longest gap in the text of
 * each answer.
 */
export interface Latency extends Disposable {
  /** `ms` from when the request left to its first content. Health records it; nobody else needs to. */
  record(route: Route, lane: Lane, ms: number): void;
  /** Milliseconds; undefined while too few are known. */
  p50(route: Route, lane: Lane): number | undefined;
  p95(route: Route, lane: Lane): number | undefined;
  /** `ms` is the longest time without a byte in the text of an answer that ended well, or until it was left as stalled. */
  recordGap(route: Route, ms: number): void;
  /** The 95th percentile of these, in milliseconds; undefined while fewer than ten are known. */
  longestGap(route: Route): number | undefined;
  /**
   * Milliseconds since the epoch until which the route counts as slow; undefined when it is not. Slow is: at least five of
   * the last ten took more than three times the 95th percentile of those before them.
   */
  slowUntil(route: Route, lane: Lane): number | undefined;
}

export interface LatencyDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly store?: DocumentStore;
}

interface Sample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly ms: number;
}

const kept = 50;
const keptFor = 7 * 24 * 3_600_000;
/** A route has three of them. */
const mostSeries = 200;
const neededForP50 = 5;
const neededForP95 = 10;

const judged = 10;
const judgedFor = 600_000;
const slowNeeded = 5;
const slowFactor = 3;
/** Nobody minds a model that takes 90 ms instead of 30. */
const slowFrom = 1_000;
/** A slow route is asked less, so that it cannot show that it is well again: after this long it gets its place back. */
const slowFor = 45_000;

const writeDelay = 30_000;
/** A sample from the future is another clock's; a little is forgiven. */
const clockTolerance = 60_000;

export function createLatency(deps: LatencyDeps): Latency {
  return new LearnedLatency(deps);
}

const documentVersion = 1;
/** Built when first used: activation does not wait for it. */
const savedSeries = z.lazy(() =>
  z.object({ key: z.string().check(z.maxLength(2_000)), samples: z.array(z.unknown()) }),
);
const savedSample = z.lazy(() => {
  const number = z.number().check(z.gte(0));
  return z.tuple([number, number]);
});

interface SavedSeries {
  readonly key: string;
  readonly samples: readonly (readonly [at: number, ms: number])[];
}

class LearnedLatency implements Latency {
  private readonly series = new Map<string, Samples>();
  private readonly document: SharedDocument | undefined;

  constructor(private readonly deps: LatencyDeps) {
    const { clock, log, store } = deps;
    this.document =
      store &&
      new SharedDocument(
        {
          name: 'response times',
          version: documentVersion,
          collect: () => this.collect(),
          absorb: (theirs, onLost) => this.absorb(theirs, onLost),
        },
        { clock, log, store, delayMs: writeDelay },
      );
  }

  record(route: Route, lane: Lane, ms: number): void {
    this.learn(keyOf(route, lane), ms);
  }

  recordGap(route: Route, ms: number): void {
    this.learn(keyOf(route, 'gap'), ms);
  }

  p50(route: Route, lane: Lane): number | undefined {
    return this.samples(keyOf(route, lane)).percentile(0.5, neededForP50);
  }

  p95(route: Route, lane: Lane): number | undefined {
    return this.samples(keyOf(route, lane)).percentile(0.95, neededForP95);
  }

  longestGap(route: Route): number | undefined {
    return this.samples(keyOf(route, 'gap')).percentile(0.95, neededForP95);
  }

  slowUntil(route: Route, lane: Lane): number | undefined {
    const now = this.deps.clock.now();
    const samples = this.samples(keyOf(route, lane));
    const usual = samples.beforeJudged.percentile(0.95, neededForP95);
    if (usual === undefined) return undefined;
    const limit = Math.max(usual * slowFactor, slowFrom);
    const slow = samples.all.slice(-judged).filter(({ at, ms }) => ms > limit && now - at < judgedFor);
    const last = slow.at(-1);
    if (slow.length < slowNeeded || last === undefined) return undefined;
    const until = last.at + slowFor;
    return now < until ? until : undefined;
  }

  dispose(): void {
    this.document?.dispose();
  }

  private learn(key: string, ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) return;
    this.add(key, [{ at: this.deps.clock.now(), ms: Math.round(ms) }]);
    this.document?.changed();
  }

  private samples(key: string): Samples {
    return (this.series.get(key) ?? none).valid(this.deps.clock.now());
  }

  private add(key: string, more: readonly Sample[]): void {
    const samples = new Samples([...this.samples(key).all, ...more]).valid(this.deps.clock.now());
    // The most recently used is last, so that the first is what can be forgotten.
    this.series.delete(key);
    this.series.set(key, new Samples(samples.all.slice(-kept)));
    const [oldest] = this.series.keys();
    if (this.series.size > mostSeries && oldest !== undefined) this.series.delete(oldest);
  }

  private collect(): readonly SavedSeries[] {
    return [...this.series.keys()].sort().map((key) => ({
      key,
      samples: this.samples(key).all.map(({ at, ms }): [number, number] => [at, ms]),
    }));
  }

  private absorb(theirs: unknown, onLost: () => void): 'same' | 'we-know-more' | 'unreadable' {
    const series = readableItems(savedSeries, theirs, onLost);
    if (!series) return 'unreadable';
    const known = new Map(
      series.map(({ key, samples }) => [key, (readableItems(savedSample, samples, onLost) ?? []).slice(-kept)]),
    );
    for (const [key, samples] of known) this.merge(key, samples);
    const more = this.collect().some(({ key, samples }) => samples.length > (known.get(key)?.length ?? 0));
    return more ? 'we-know-more' : 'same';
  }

  /** Every window's samples count; the same one twice is one. */
  private merge(key: string, theirs: readonly (readonly [number, number])[]): void {
    const mine = this.samples(key).all;
    const seen = new Set(mine.map(({ at, ms }) => `${at} ${ms}`));
    const added = theirs.map(([at, ms]) => ({ at, ms })).filter(({ at, ms }) => !seen.has(`${at} ${ms}`));
    if (added.length === 0) return;
    this.series.set(key, none);
    this.add(
      key,
      [...mine, ...added].sort((a, b) => a.at - b.at || a.ms - b.ms),
    );
  }
}

const keysOf = memoizePerRoute((route) => {
  const key = (what: Measured): string => JSON.stringify([what, route.endpoint, route.model]);
  return { chat: key('chat'), completion: key('completion'), gap: key('gap') };
});

/** A lane's series is its times to first content. */
type Measured = Lane | 'gap';

function keyOf(route: Route, what: Measured): string {
  return keysOf(route)[what];
}

/** Samples of one series, oldest first; what is asked of them for every request is worked out once. */
class Samples {
  private sorted: readonly number[] | undefined;
  private before: Samples | undefined;

  constructor(readonly all: readonly Sample[]) {}

  /** Those before the ten by which the present is judged. */
  get beforeJudged(): Samples {
    this.before ??= new Samples(this.all.slice(0, -judged));
    return this.before;
  }

  valid(now: number): Samples {
    const isValid = ({ at }: Sample): boolean => now - at < keptFor && at <= now + clockTolerance;
    return this.all.every(isValid) ? this : new Samples(this.all.filter(isValid));
  }

  /** By nearest rank; undefined when there are fewer than `needed`. */
  percentile(share: number, needed: number): number | undefined {
    if (this.all.length < needed) return undefined;
    this.sorted ??= this.all.map(({ ms }) => ms).sort((a, b) => a - b);
    return this.sorted[Math.ceil(share * this.sorted.length) - 1];
  }
}

const none = new Samples([]);
