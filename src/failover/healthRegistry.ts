import type { Clock, Random } from '../model/clock';
import type { Log } from '../model/log';
import type { Health } from './health';
import type { HealthStore } from './healthStore';
import type { Latency } from './latency';
import type { Network } from './network';

export interface HealthDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store?: HealthStore;
  /** Told the time to first content of every attempt, and asked what is usual for a route. */
  readonly latency?: Latency;
  /** Told every success and failure. While it says offline, failures to connect are not held against cloud endpoints. */
  readonly network?: Network;
}

export declare function createHealth(deps: HealthDeps): Health;
