import type { Clock } from '../model/clock';
import type { Disposable } from '../model/event';
import type { Log } from '../model/log';
import type { Route } from '../model/route';
import type { Task } from './health';
import type { HealthStore } from './healthStore';

/** Time to first content of each route, learned apart for chat and completion. */
export interface Latency extends Disposable {
  /** `ms` from the start of an attempt to its first content. Health records it; nobody else needs to. */
  record(route: Route, task: Task, ms: number): void;
  /** Milliseconds; undefined while too few are known. */
  p50(route: Route, task: Task): number | undefined;
  p95(route: Route, task: Task): number | undefined;
}

export interface LatencyDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly store?: HealthStore;
}

export declare function createLatency(deps: LatencyDeps): Latency;
