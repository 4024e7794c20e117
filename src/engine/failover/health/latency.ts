import * as z from 'zod/mini';
import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route';
import type { Lane } from '../api/routeHealth';
import type { DocumentStore } from '../../storage/documentStore';
import { memoizePerRoute } from '../../model/memoizePerRoute';
import { readableItems } from '../../model/text/readableItems';
import { SharedDocument } from '../../storage/sharedDocument';

/** Time to first token (TTFT: to the first content of any kind) of each route by lane, and the longest gap in the text of each chat answer. */
export interface Latency extends Disposable {
  /** `ms` from when the request left to its first content. Health records it; no other caller needs to. */
  record(route: Route, lane: Lane, ms: number): void;
  /** The median in milliseconds; undefined while fewer than five are known. */
  p50(route: Route, lane: Lane): number | undefined;
  /** The 95th percentile in milliseconds; undefined while fewer than ten are known. */
  p95(route: Route, lane: Lane): number | undefined;
  /** `ms` is the longest time without a byte in the text of an answer that ended well, or until the attempt was left as stalled. */
  recordGap(route: Route, ms: number): void;
  /** The 95th percentile of the gaps in milliseconds; undefined while fewer than ten are known. */
  longestGap(route: Route): number | undefined;
  /**
   * Milliseconds since the epoch until which the route counts as slow; undefined when it does not. Slow means: at least
   * five of the last ten took more than three times the 95th percentile of those before them.
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

const maxSamples = 50;
const keptForMs = 7 * 24 * 3_600_000;
/** A route has three series. */
const maxSeries = 200;
const samplesForP50 = 5;
const samplesForP95 = 10;

const currentSamples = 10;
const currentForMs = 600_000;
const slowSamplesNeeded = 5;
const slowFactor = 3;
/** Users do not mind a model that takes 90 ms instead of 30. */
const slowFromMs = 1_000;
/** A slow route is asked less and cannot show that it is well again: after this long it gets its place back. */
const slowForMs = 45_000;

const writeDelayMs = 30_000;
/** A sample from further in the future is another clock's. */
const clockToleranceMs = 60_000;

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
        { clock, log, store, delayMs: writeDelayMs },
      );
  }

  record(route: Route, lane: Lane, ms: number): void {
    this.addSample(keyOf(route, lane), ms);
  }

  recordGap(route: Route, ms: number): void {
    this.addSample(keyOf(route, 'gap'), ms);
  }

  p50(route: Route, lane: Lane): number | undefined {
    return this.samples(keyOf(route, lane)).percentile(0.5, samplesForP50);
  }

  p95(route: Route, lane: Lane): number | undefined {
    return this.samples(keyOf(route, lane)).percentile(0.95, samplesForP95);
  }

  longestGap(route: Route): number | undefined {
    return this.samples(keyOf(route, 'gap')).percentile(0.95, samplesForP95);
  }

  slowUntil(route: Route, lane: Lane): number | undefined {
    const now = this.deps.clock.now();
    const samples = this.samples(keyOf(route, lane));
    const usual = samples.beforeCurrent.percentile(0.95, samplesForP95);
    if (usual === undefined) return undefined;
    const limit = Math.max(usual * slowFactor, slowFromMs);
    const slow = samples.all.slice(-currentSamples).filter(({ at, ms }) => ms > limit && now - at < currentForMs);
    const last = slow.at(-1);
    if (slow.length < slowSamplesNeeded || last === undefined) return undefined;
    const until = last.at + slowForMs;
    return now < until ? until : undefined;
  }

  dispose(): void {
    this.document?.dispose();
  }

  private addSample(key: string, ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) return;
    this.append(key, [{ at: this.deps.clock.now(), ms: Math.round(ms) }]);
    this.document?.changed();
  }

  private samples(key: string): Samples {
    return (this.series.get(key) ?? none).valid(this.deps.clock.now());
  }

  private append(key: string, more: readonly Sample[]): void {
    const samples = new Samples([...this.samples(key).all, ...more]).valid(this.deps.clock.now());
    // The most recently used series is last, so that the first one can be forgotten.
    this.series.delete(key);
    this.series.set(key, new Samples(samples.all.slice(-maxSamples)));
    const [oldest] = this.series.keys();
    if (this.series.size > maxSeries && oldest !== undefined) this.series.delete(oldest);
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
      series.map(({ key, samples }) => [key, (readableItems(savedSample, samples, onLost) ?? []).slice(-maxSamples)]),
    );
    for (const [key, samples] of known) this.merge(key, samples);
    const more = this.collect().some(({ key, samples }) => samples.length > (known.get(key)?.length ?? 0));
    return more ? 'we-know-more' : 'same';
  }

  /** Samples of all windows count; the same sample in two windows counts once. */
  private merge(key: string, theirs: readonly (readonly [number, number])[]): void {
    const mine = this.samples(key).all;
    const seen = new Set(mine.map(({ at, ms }) => `${at} ${ms}`));
    const added = theirs.map(([at, ms]) => ({ at, ms })).filter(({ at, ms }) => !seen.has(`${at} ${ms}`));
    if (added.length === 0) return;
    this.series.set(key, none);
    this.append(
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

/** Samples of one series, oldest first. Percentiles are computed once, since every request asks for them. */
class Samples {
  private sorted: readonly number[] | undefined;
  private before: Samples | undefined;

  constructor(readonly all: readonly Sample[]) {}

  /** The samples before the ten that stand for the present. */
  get beforeCurrent(): Samples {
    this.before ??= new Samples(this.all.slice(0, -currentSamples));
    return this.before;
  }

  valid(now: number): Samples {
    const isValid = ({ at }: Sample): boolean => now - at < keptForMs && at <= now + clockToleranceMs;
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
