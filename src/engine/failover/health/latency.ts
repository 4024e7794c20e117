import { randomUUID } from 'node:crypto';
import type { Clock } from '../../model/async/clock';
import type { Disposable } from '../../model/async/event';
import type { Route } from '../../model/route/route';
import type { Lane } from '../api/routeHealth';
import { memoizePerRoute } from '../../model/route/memoizePerRoute';
import type { Records, RecordStore } from '../../storage/records/recordStore';
import {
  isValidSample,
  type LatencySample,
  latencySampleTable,
  maxSamples,
  maxSeries,
} from './records/latencySampleTable';

/** What is known of some times of a route, in milliseconds. */
export interface KnownTimes {
  /** The 95th percentile; undefined while fewer than ten are known. */
  readonly p95Ms?: number;
  /** The longest, of however few. */
  readonly longestMs?: number;
}

/** Time to first token (TTFT: to the first content of any kind) of each route by lane, and the longest gap in the text of each chat answer. */
export interface Latency extends Disposable {
  /** `ms` from when the request left to its first content. Health records it; no other caller needs to. */
  record(route: Route, lane: Lane, ms: number): void;
  /** The median in milliseconds; undefined while fewer than five are known. */
  p50(route: Route, lane: Lane): number | undefined;
  /** The 95th percentile in milliseconds; undefined while fewer than ten are known. */
  p95(route: Route, lane: Lane): number | undefined;
  firstContent(route: Route, lane: Lane): KnownTimes;
  /** `ms` is the longest time without a byte in the text of an answer that ended well, or until the attempt was left as stalled. */
  recordGap(route: Route, ms: number): void;
  /** Of the longest gap of each answer. */
  gaps(route: Route): KnownTimes;
  /**
   * Milliseconds since the epoch until which the route counts as slow; undefined when it does not. Slow means: at least
   * five of the last ten took more than three times the 95th percentile of those before them.
   */
  slowUntil(route: Route, lane: Lane): number | undefined;
}

export interface LatencyDeps {
  readonly clock: Clock;
  /** Shares the samples with other windows and keeps them for later ones. */
  readonly records?: RecordStore;
}

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

export function createLatency(deps: LatencyDeps): Latency {
  return new LearnedLatency(deps);
}

class LearnedLatency implements Latency {
  private readonly series = new Map<string, Samples>();
  private readonly records: Records<LatencySample> | undefined;
  private readonly subscription: Disposable | undefined;
  /** Begins the ids of this window's samples. */
  private readonly prefix = randomUUID().slice(0, 8);
  private count = 0;

  constructor(private readonly deps: LatencyDeps) {
    this.records = deps.records?.of(latencySampleTable);
    this.subscription = this.records?.onDidRead((samples) => this.learn(samples));
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
    return this.firstContent(route, lane).p95Ms;
  }

  firstContent(route: Route, lane: Lane): KnownTimes {
    return this.samples(keyOf(route, lane)).known;
  }

  gaps(route: Route): KnownTimes {
    return this.samples(keyOf(route, 'gap')).known;
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
    this.subscription?.dispose();
  }

  private addSample(series: string, ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) return;
    this.count += 1;
    const sample = { series, id: `${this.prefix}-${this.count}`, at: this.deps.clock.now(), ms: Math.round(ms) };
    this.append(series, [...this.samples(series).all, sample]);
    this.records?.write(sample);
  }

  private samples(key: string): Samples {
    return (this.series.get(key) ?? none).valid(this.deps.clock.now());
  }

  private append(key: string, samples: readonly LatencySample[]): void {
    const { all } = new Samples(samples).valid(this.deps.clock.now());
    // The most recently used series is last, so that the first one can be forgotten.
    this.series.delete(key);
    this.series.set(key, new Samples(all.slice(-maxSamples)));
    const [oldest] = this.series.keys();
    if (this.series.size > maxSeries && oldest !== undefined) this.series.delete(oldest);
  }

  /** Samples of all windows count, each once. */
  private learn(samples: readonly LatencySample[]): void {
    for (const [key, theirs] of bySeries(samples)) {
      const mine = this.samples(key).all;
      const known = new Set(mine.map(({ id }) => id));
      const added = theirs.filter(({ id }) => !known.has(id));
      if (added.length > 0)
        this.append(
          key,
          [...mine, ...added].sort((a, b) => a.at - b.at || a.ms - b.ms),
        );
    }
  }
}

/** The series with the latest sample is last. */
function bySeries(samples: readonly LatencySample[]): ReadonlyMap<string, readonly LatencySample[]> {
  const all = new Map<string, LatencySample[]>();
  for (const sample of samples) {
    const series = all.get(sample.series) ?? [];
    series.push(sample);
    all.delete(sample.series);
    all.set(sample.series, series);
  }
  return all;
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

  constructor(readonly all: readonly LatencySample[]) {}

  /** The samples before the ten that stand for the present. */
  get beforeCurrent(): Samples {
    this.before ??= new Samples(this.all.slice(0, -currentSamples));
    return this.before;
  }

  get known(): KnownTimes {
    const p95Ms = this.percentile(0.95, samplesForP95);
    const longestMs = this.percentile(1, 1);
    return { ...(p95Ms === undefined ? {} : { p95Ms }), ...(longestMs === undefined ? {} : { longestMs }) };
  }

  valid(now: number): Samples {
    const isValid = (sample: LatencySample): boolean => isValidSample(sample, now);
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
