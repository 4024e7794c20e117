import type { AnswerEvent, AttemptRecord } from '../../../../../src/engine/failover/api/answer';
import { defaultPolicy, type Policy } from '../../../../../src/engine/failover/api/policy';
import type { ChainLink, Consent } from '../../../../../src/engine/failover/api/providerManager';
import type { RequestProfile } from '../../../../../src/engine/failover/api/requestProfile';
import { createHealth } from '../../../../../src/engine/failover/health/healthRegistry';
import { createLatency } from '../../../../../src/engine/failover/health/latency';
import { createNetwork } from '../../../../../src/engine/failover/health/network';
import { Spending } from '../../../../../src/engine/failover/spending/spending';
import { WarmStandby } from '../../../../../src/engine/failover/health/warmStandby';
import { Capabilities } from '../../../../../src/engine/failover/learned/capabilities';
import { LearnedFacts } from '../../../../../src/engine/failover/learned/learnedFacts';
import { Refusals } from '../../../../../src/engine/failover/learned/refusals';
import { inPlaceDelayMs } from '../../../../../src/engine/failover/policies/retry';
import { createRetryBudget } from '../../../../../src/engine/failover/policies/retryBudget';
import { DetachedAttempts } from '../../../../../src/engine/failover/request/attempt/detachedAttempts';
import { FailoverRequest } from '../../../../../src/engine/failover/request/failoverRequest';
import { InFlightCount } from '../../../../../src/engine/failover/request/attempt/inFlightCount';
import type { RequestDependencies } from '../../../../../src/engine/failover/request/context/requestContext';
import { chatRoutedRequest } from '../../../../../src/engine/failover/request/context/routedRequest';
import type { Clock } from '../../../../../src/engine/model/async/clock';
import { Emitter } from '../../../../../src/engine/model/async/event';
import { silentLog } from '../../../../../src/engine/model/log';
import { counts, hangsAfter, link, question, type Script, scripted } from '../engine';
import { tablePrice, type VirtualClock, virtualClock } from '../fixtures';

export interface World {
  readonly clock: VirtualClock;
  readonly deps: RequestDependencies;
  /** What the scripts of a test have seen. */
  readonly notes: string[];
}

const everyoneAgrees: Consent = { decided: () => true, ask: () => Promise.resolve(true) };

export function world({
  consent = everyoneAgrees,
  policy = {},
}: { consent?: Consent; policy?: Partial<Policy> } = {}): World {
  const clock = virtualClock();
  const [log, now, random] = [silentLog, () => clock.now(), () => 0.5];
  const latency = createLatency({ clock });
  const network = createNetwork({ clock });
  const facts = new LearnedFacts({ clock });
  const deps = {
    clock,
    random,
    inPlaceDelayMs,
    log,
    latency,
    network,
    health: createHealth({ clock, random, log, latency, network }),
    budget: createRetryBudget({ clock }),
    capabilities: new Capabilities(facts, now),
    refusals: new Refusals(facts, now),
    consent,
    standby: new WarmStandby(clock, log),
    inFlight: new InFlightCount(),
    detached: new DetachedAttempts(clock, latency),
    spending: new Spending({ price: tablePrice, clock }),
    policy: () => ({ ...defaultPolicy, ...policy }),
    allowance: { mayAsk: () => true, onDidChange: new Emitter<void>().event },
    onTrouble: () => undefined,
  };
  return { clock, deps, notes: [] };
}

interface Ended {
  readonly attempts: readonly string[];
  readonly last: AnswerEvent['type'] | undefined;
  readonly ms: number;
}

/** Asks with the profile until the answer has ended or, where `leaves`, has begun. */
export async function ask(
  { clock, deps }: Pick<World, 'clock' | 'deps'>,
  links: readonly ChainLink[],
  profile: RequestProfile,
  leaves = false,
): Promise<Ended> {
  const attempts: string[] = [];
  const onAttempt = ({ route: { model, providerId }, outcome }: AttemptRecord): void => {
    attempts.push(`${model === 'small' ? 'small ' : ''}${providerId} ${outcome}`);
  };
  const request = chatRoutedRequest(question('Count.'), profile);
  const run = new FailoverRequest({ deps, log: () => undefined, links, onAttempt }, request, {
    signal: new AbortController().signal,
  });
  const startedAt = clock.now();
  let last: AnswerEvent['type'] | undefined;
  const reading = (async () => {
    for await (const { type } of run.events()) {
      last = type;
      if (leaves && type === 'text') break;
    }
    return true;
  })();
  let ended = false;
  void reading.then(() => (ended = true));
  await clock.runUntil(() => ended, 600_000);
  return { attempts, last, ms: clock.now() - startedAt };
}

export function chain(...scripts: readonly Script[]): readonly ChainLink[] {
  return scripts.map((script, index) => link(scripted('abcdef'[index] ?? 'z', script)));
}

export const hangs = hangsAfter(0);

/** Counts after so many milliseconds. */
export function afterMs(clock: Clock, ms: number): Script {
  return async function* (request, call) {
    await new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
    yield* counts(request, call);
  };
}

/** Is silent in the middle of its text. */
export function pauses(clock: Clock, ms: number): Script {
  return async function* (request, call) {
    yield { type: 'text', text: ' 1' };
    await new Promise<void>((resolve) => clock.setTimeout(resolve, ms));
    for await (const event of counts(request, call)) if (event.type !== 'text' || event.text !== ' 1') yield event;
  };
}
