import type { RequestRecorder } from '../../../../src/engine/failover/request/context/requestRecorder';
import type { AnswerEvent } from '../../../../src/engine/failover/api/answer';
import { Capabilities } from '../../../../src/engine/failover/learned/capabilities';
import type { Health } from '../../../../src/engine/failover/health/health';
import { createHealth } from '../../../../src/engine/failover/health/healthRegistry';
import type { RecordStore } from '../../../../src/engine/storage/records/recordStore';
import { createLatency, type Latency } from '../../../../src/engine/failover/health/latency';
import { LearnedFacts } from '../../../../src/engine/failover/learned/learnedFacts';
import { createProviderManager } from '../../../../src/engine/failover/createProviderManager';
import { createNetwork, type Network } from '../../../../src/engine/failover/health/network';
import { defaultPolicy, type Policy } from '../../../../src/engine/failover/api/policy';
import type {
  ChainLink,
  Consent,
  ProviderManager,
  RunOptions,
} from '../../../../src/engine/failover/api/providerManager';
import { Refusals } from '../../../../src/engine/failover/learned/refusals';
import { createRetryBudget } from '../../../../src/engine/failover/policies/retryBudget';
import { Spending } from '../../../../src/engine/failover/spending/spending';
import { WarmStandby } from '../../../../src/engine/failover/health/warmStandby';
import type { Failure } from '../../../../src/engine/model/failure/failure';
import { type Log, silentLog } from '../../../../src/engine/model/log';
import { textMessage } from '../../../../src/engine/model/request/message';
import type { CallOptions, Provider } from '../../../../src/engine/model/provider/provider';
import type { ChatRequest } from '../../../../src/engine/model/request/request';
import type { Route } from '../../../../src/engine/model/route/route';
import type { StreamEvent } from '../../../../src/engine/model/stream/stream';
import { type RouteOptions, route, type VirtualClock, virtualClock } from './fixtures';

/** What a scripted provider does with one call. */
export type Script = (request: ChatRequest, call: CallOptions) => AsyncIterable<StreamEvent>;

export interface ScriptedProvider extends Provider {
  /** Every chat request it got, in order. */
  readonly requests: ChatRequest[];
  /** What it does from now on. */
  script: Script;
  warmedUp: number;
}

export function scripted(id: string, script: Script): ScriptedProvider {
  const provider: ScriptedProvider = {
    id,
    type: 'openai-compatible',
    requests: [],
    script,
    warmedUp: 0,
    chat: (_model, request, call) => {
      provider.requests.push(request);
      call.onRequest?.();
      return provider.script(request, call);
    },
    fim: () => never(),
    fimSupport: () => Promise.resolve('none'),
    listModels: () => Promise.resolve({ ok: true, models: [] }),
  };
  return provider;
}

async function* never(): AsyncGenerator<StreamEvent> {
  await new Promise(() => undefined);
  yield { type: 'done', reason: 'stop' };
}

export interface EngineOptions {
  readonly clock?: VirtualClock;
  readonly policy?: Partial<Policy>;
  readonly consent?: Consent;
  readonly random?: () => number;
  readonly log?: Log;
  /** Where what it learns outlives the engine, and is shared with others. */
  readonly records?: RecordStore;
  /** Keeps what was sent to whom. */
  readonly recorder?: RequestRecorder;
}

export interface Engine {
  readonly manager: ProviderManager;
  readonly clock: VirtualClock;
  readonly health: Health;
  readonly latency: Latency;
  readonly network: Network;
  /** Asks and lets virtual time pass until the answer has ended. */
  readonly ask: (request?: ChatRequest, options?: Partial<RunOptions>) => Promise<AnswerEvent[]>;
  /** As when the window closes. */
  readonly dispose: () => void;
}

const everyoneAgrees: Consent = { decided: () => true, ask: () => Promise.resolve(true) };

export function link(provider: Provider, options: RouteOptions = {}): ChainLink {
  const chat = route(provider.id, options);
  const routes = new Map([[chat.model, chat]]);
  const routeFor = (model: string): Route => {
    const made = routes.get(model) ?? route(provider.id, { ...options, model });
    routes.set(model, made);
    return made;
  };
  return { provider, label: chat.label, chat, completion: chat, routeFor };
}

/** The real engine over scripted providers, in virtual time. */
export function engine(links: readonly ChainLink[], options: EngineOptions = {}): Engine {
  const { clock = virtualClock(), random = () => 0.5, log = silentLog, records } = options;
  const latency = createLatency({ clock, records });
  const network = createNetwork({ clock });
  const facts = new LearnedFacts({ clock, records });
  const now = (): number => clock.now();
  const [capabilities, refusals] = [new Capabilities(facts, now), new Refusals(facts, now)];
  const health = createHealth({ clock, random, log, latency, network, refusals, records });
  const standby = new WarmStandby(clock, log);
  const spending = new Spending({ clock, price: (each) => capabilities.price(each), records });
  const manager = createProviderManager({
    clock,
    random,
    log,
    latency,
    network,
    health,
    capabilities,
    refusals,
    spending,
    budget: createRetryBudget({ clock }),
    consent: options.consent ?? everyoneAgrees,
    standby,
    policy: () => ({ ...defaultPolicy, ...options.policy }),
    recorder: options.recorder,
  });
  manager.setChain(links);
  const ask: Engine['ask'] = async (request = question('Count.'), runOptions = {}) => {
    const events: AnswerEvent[] = [];
    const reader = { ended: false };
    const reading = (async () => {
      for await (const event of manager.chat(request, { signal: new AbortController().signal, ...runOptions }))
        events.push(event);
      reader.ended = true;
    })();
    await clock.runUntil(() => reader.ended, 600_000);
    await reading;
    return events;
  };
  const dispose = (): void => {
    for (const part of [manager, standby, spending, health, network, latency, facts]) part.dispose();
  };
  return { manager, clock, health, latency, network, ask, dispose };
}

export function question(text: string): ChatRequest {
  return { messages: [textMessage('user', text)] };
}

/** What the user reads in the end. */
export function textShown(events: readonly AnswerEvent[]): string {
  let shown = '';
  for (const event of events) {
    if (event.type === 'text') shown += event.text;
    if (event.type === 'retract') shown = shown.slice(0, event.length);
  }
  return shown;
}

/** " 1 2 3 …", the answer on which every lost and repeated word shows. */
export function count(from: number, to: number): string {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ` ${from + index}`).join('');
}

/** Counts to 40, going on from the last number of a trailing or continued assistant turn. */
export const counts: Script = async function* (request) {
  await Promise.resolve();
  for (const word of count(nextNumber(request), 40).split(/(?= )/)) yield { type: 'text', text: word };
  yield { type: 'done', reason: 'stop' };
};

function nextNumber(request: ChatRequest): number {
  const turn = request.messages.findLast((message) => message.role === 'assistant');
  const text = turn?.parts.map((part) => (part.type === 'text' ? part.text : '')).join('') ?? '';
  return Number(/(\d+)\s*$/.exec(text)?.[1] ?? 0) + 1;
}

/** Fails before a word. */
export function fails(failure: Failure): Script {
  return async function* () {
    await Promise.resolve();
    yield { type: 'failed', failure };
  };
}

/** Counts as far as `words`, then fails. */
export function failsAfter(words: number, failure: Failure): Script {
  return async function* (request) {
    await Promise.resolve();
    const from = nextNumber(request);
    for (const word of count(from, words).split(/(?= )/)) if (word !== '') yield { type: 'text', text: word };
    yield { type: 'failed', failure };
  };
}

/** Counts as far as `words`, then says nothing more. */
export function hangsAfter(words: number): Script {
  return async function* (request) {
    const from = nextNumber(request);
    for (const word of count(from, words).split(/(?= )/)) if (word !== '') yield { type: 'text', text: word };
    yield* never();
  };
}
