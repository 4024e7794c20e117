import type { Clock, Random } from '../model/async/clock';
import type { Disposable } from '../model/async/event';
import type { Log } from '../model/log';
import { Capabilities } from './learned/capabilities';
import type { Health } from './health/health';
import { createHealth } from './health/healthRegistry';
import type { RecordStore } from '../storage/records/recordStore';
import { createLatency } from './health/latency';
import { LearnedFacts } from './learned/learnedFacts';
import { createProviderManager } from './createProviderManager';
import { createNetwork } from './health/network';
import type { Policy } from './api/policy';
import type { Consent, ProviderManager } from './api/providerManager';
import { Refusals } from './learned/refusals';
import type { InPlaceDelay } from './policies/retry';
import { createRetryBudget } from './policies/retryBudget';
import { RequestRecorder } from './request/context/requestRecorder';
import { Spending } from './spending/spending';
import { WarmStandby } from './health/warmStandby';

export interface EngineDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** Another than the engine's own is for measuring what it is worth. */
  readonly inPlaceDelayMs?: InPlaceDelay;
  readonly log: Log;
  readonly consent: Consent;
  readonly policy: () => Policy;
  /** Where it outlives the engine what it learns of routes; it is forgotten with it where absent. */
  readonly records?: RecordStore;
}

export interface Engine extends Disposable {
  readonly manager: ProviderManager;
  readonly health: Health;
  /** What the last requests were. */
  readonly recorder: RequestRecorder;
}

/** The manager with everything it needs of the engine, put together in the one way there is. */
export function createEngine(deps: EngineDeps): Engine {
  const { clock, random, inPlaceDelayMs, log, consent, policy, records } = deps;
  const facts = new LearnedFacts({ clock, records });
  const now = (): number => clock.now();
  const capabilities = new Capabilities(facts, now);
  const refusals = new Refusals(facts, now);
  const latency = createLatency({ clock, records });
  const network = createNetwork({ clock });
  const health = createHealth({ clock, random, log, latency, network, refusals, records });
  const standby = new WarmStandby(clock, log);
  const budget = createRetryBudget({ clock });
  const recorder = new RequestRecorder(clock);
  const spending = new Spending({ clock, price: (route) => capabilities.price(route), records });
  const manager = createProviderManager({
    recorder,
    clock,
    random,
    inPlaceDelayMs,
    log,
    health,
    latency,
    network,
    capabilities,
    refusals,
    standby,
    budget,
    spending,
    consent,
    policy,
  });
  return {
    manager,
    health,
    recorder,
    dispose: () => {
      for (const part of [manager, recorder, standby, spending, network, health, refusals, latency, facts])
        part.dispose();
    },
  };
}
