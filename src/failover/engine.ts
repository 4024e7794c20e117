import type { Clock, Random } from '../model/clock';
import type { Disposable } from '../model/event';
import type { Log } from '../model/log';
import type { Health } from './health';
import { createHealth } from './healthRegistry';
import type { HealthStore } from './healthStore';
import { createLatency } from './latency';
import { createProviderManager } from './manager';
import { createNetwork } from './network';
import type { Policy } from './policy';
import type { Consent, ProviderManager } from './providerManager';
import { createRetryBudget } from './retryBudget';
import { WarmStandby } from './warmStandby';

export interface EngineDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly consent: Consent;
  readonly policy: () => Policy;
  /** Where health and response times outlive the engine; they are forgotten with it where absent. */
  readonly healthStore?: HealthStore;
  readonly latencyStore?: HealthStore;
}

export interface Engine extends Disposable {
  readonly manager: ProviderManager;
  readonly health: Health;
}

/** The manager with everything it needs of the engine, put together in the one way there is. */
export function createEngine({ clock, random, log, consent, policy, healthStore, latencyStore }: EngineDeps): Engine {
  const latency = createLatency({ clock, log, store: latencyStore });
  const network = createNetwork({ clock });
  const health = createHealth({ clock, random, log, latency, network, store: healthStore });
  const standby = new WarmStandby(clock, log);
  const budget = createRetryBudget({ clock });
  const manager = createProviderManager({
    clock,
    random,
    log,
    health,
    latency,
    network,
    standby,
    budget,
    consent,
    policy,
  });
  return {
    manager,
    health,
    dispose: () => {
      for (const part of [manager, standby, network, health, latency]) part.dispose();
    },
  };
}
