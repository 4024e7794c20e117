import { descriptorOf } from '../../../src/engine/providers/registry/descriptors';
import { serverTraitsOf } from '../../../src/engine/providers/registry/routes';
import type { RouteHealth } from '../../../src/engine/failover/api/routeHealth';
import type { ChainLink } from '../../../src/engine/failover/api/providerManager';
import { ConsentRecord } from '../../../src/engine/config/consentRecord';
import { type Clock, sleep } from '../../../src/engine/model/async/clock';
import { textMessage } from '../../../src/engine/model/request/message';
import type { CallOptions, Provider } from '../../../src/engine/model/provider/provider';
import type { ChatRequest } from '../../../src/engine/model/request/request';
import type { ModelChoice, Route } from '../../../src/engine/model/route/route';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { type Engine, engine } from '../../unit/engine/failover/engine';
import { route, type VirtualClock, virtualClock } from '../../unit/engine/failover/fixtures';
import { SharedRecords } from '../../unit/engine/storage/records/sharedRecords';
import { healthy, streamOf } from './behaviour';
import { countedClock } from './countedClock';
import type { Ask, Member, Step, World } from './world';
import type { Call, Question, Request } from './lifeRecords';

/** Longer than any request may take; virtual, so that it costs nothing. */
const longest = 6 * 3_600_000;

/** What came of a world. */
export class Life {
  readonly requests: Request[] = [];
  readonly calls: Call[] = [];
  readonly questions: Question[] = [];
  /** To local models, by the trust of who was asked. */
  readonly warmedUp: Route['trust'][] = [];
  /** Timers of the engine that were still set after it was put away. */
  timersLeft = 0;
  readonly clock: VirtualClock = virtualClock();
  readonly links: readonly ChainLink[];
  engine: Engine;
  private readonly shared = new SharedRecords();
  private readonly consent: ConsentRecord;
  private scriptTimers = 0;
  private pinned: string | undefined;
  private readonly scriptClock: Clock;

  constructor(private readonly world: World) {
    this.scriptClock = countedClock(this.clock, (set) => (this.scriptTimers = set));
    this.links = world.chain.map((member, index) => this.linkOf(member, index));
    const memory = new Map<string, unknown>();
    this.consent = new ConsentRecord(
      { get: (key) => memory.get(key), update: async (key, value) => void memory.set(key, value) },
      (asked) => this.answerOfUser(asked),
      () => undefined,
    );
    const chosen = this.links.filter((_, index) => world.chain[index]?.word === 'chosen before');
    this.consent.setListed(chosen.flatMap((link) => [link.chat, link.completion]));
    this.engine = this.open();
    this.links.forEach((link, index) => this.remember(link, world.chain[index]?.known));
  }

  /** What is known of all routes, for each task. */
  views(): readonly RouteHealth[] {
    const { health } = this.engine;
    return this.links.flatMap((link) => [health.view(link.chat), health.view(link.completion, 'completion')]);
  }

  /** Lives through all steps, waits for everything that is under way, and puts the engine away. */
  async live(): Promise<this> {
    for (const step of this.world.steps) await this.do(step);
    await this.untilEnded(this.requests);
    // What is read on for its verdict alone.
    await this.clock.advance(8_000);
    await this.close();
    return this;
  }

  async do(step: Step): Promise<void> {
    switch (step.do) {
      case 'ask': {
        const request = this.ask(step);
        if (!step.beside) await this.untilEnded([request]);
        else await this.clock.advance(100);
        return;
      }
      case 'wait':
        return this.clock.advance(step.ms);
      case 'pin':
        this.pinned = step.member === undefined ? undefined : this.links[step.member]?.provider.id;
        this.engine.manager.pin(this.pinned);
        return;
      case 'reload':
        await this.untilEnded(this.requests);
        await this.clock.advance(8_000);
        await this.close();
        this.engine = this.open();
        this.pinned = undefined;
        await this.clock.advance(1);
        return;
      case 'reset':
        this.engine.manager.resetHealth();
        return;
    }
  }

  callsOf(request: Request): readonly Call[] {
    return this.calls.filter((call) => call.of === request);
  }

  private ask(ask: Ask): Request {
    const controller = new AbortController();
    const request: Request = {
      ask,
      number: this.requests.length,
      startedAt: this.clock.now(),
      pinned: this.pinned,
      signal: controller.signal,
      events: [],
    };
    this.requests.push(request);
    if (ask.cancelAfter !== undefined) {
      this.scriptClock.setTimeout(() => {
        if (request.endedAt !== undefined) return;
        request.cancelledAt = this.clock.now();
        controller.abort('not an AbortError');
      }, ask.cancelAfter);
    }
    void this.read(request);
    return request;
  }

  private async read(request: Request): Promise<void> {
    const { ask, signal } = request;
    const { manager } = this.engine;
    const chat = chatRequest(request);
    const stream =
      ask.task === 'chat'
        ? manager.chat(chat, { signal, model: this.choiceOf(ask) })
        : manager.complete(
            { inputTokens: 50, requestFor: () => ({ type: 'chat', request: chat }) },
            { signal, race: ask.race, firstContentTimeoutMs: ask.firstContentTimeoutMs },
          );
    try {
      for await (const event of stream) {
        request.events.push(event);
        if (ask.reader === 'takes its time') await sleep(this.scriptClock, 2_000, new AbortController().signal);
        if (ask.reader === 'leaves' && request.events.length > 3) break;
        if (ask.reader === 'forgets') {
          await new Promise(() => undefined);
          return;
        }
      }
    } catch (error) {
      request.threw = error;
    }
    request.endedAt = this.clock.now();
  }

  /** As the surface tells the engine. */
  choiceOf({ chosen }: Ask): ModelChoice | undefined {
    if (!chosen) return undefined;
    const link = this.links[chosen.member];
    if (!link) return { providerId: 'taken-out', model: 'some' };
    return { providerId: link.provider.id, model: chosen.model === 'usual' ? link.chat.model : 'other' };
  }

  /** Whether the key of a question is that of the chosen model's vendor. */
  isOf({ providerId }: ModelChoice, key: string): boolean {
    return this.links.some(({ provider, chat }) => provider.id === providerId && chat.vendor === key);
  }

  private async untilEnded(requests: readonly Request[]): Promise<void> {
    const waiting = requests.filter(({ ask }) => ask.reader !== 'forgets');
    await this.clock.runUntil(() => waiting.every(({ endedAt }) => endedAt !== undefined), longest);
  }

  private open(): Engine {
    return engine(this.links, {
      clock: this.clock,
      policy: this.world.policy,
      records: this.shared.window(),
      consent: {
        decided: (asked) => this.consent.decided(asked),
        ask: async (asked, signal) => {
          const of = this.requests.find((request) => request.signal === signal);
          const question = { of, key: asked.vendor, open: true, beside: this.questions.filter(({ open }) => open) };
          this.questions.push(question);
          const agreed = await this.consent.ask(asked, signal);
          question.open = false;
          return agreed;
        },
      },
    });
  }

  async close(): Promise<void> {
    this.engine.dispose();
    // An attempt that was read on for its verdict ends within a tick.
    await this.clock.advance(0);
    this.timersLeft += this.clock.timers() - this.scriptTimers;
  }

  private async answerOfUser(asked: Route): Promise<'allow' | 'never' | undefined> {
    const member =
      this.world.chain[this.links.findIndex((link) => [link.chat.id, link.completion.id].includes(asked.id))];
    await sleep(this.scriptClock, member?.thinksFor ?? 0, new AbortController().signal);
    return member?.word === 'chosen before' ? 'allow' : member?.word;
  }

  private remember(link: ChainLink, ms: number | undefined): void {
    if (ms === undefined) return;
    for (let times = 0; times < 10; times += 1) {
      for (const task of ['chat', 'completion'] as const) this.engine.latency.record(link[task], task, ms);
    }
  }

  private linkOf({ trust, endpoint, type, traits, smallModel }: Member, index: number): ChainLink {
    const id = `provider-${index}`;
    const host = trust === 'local' ? `http://127.0.0.1:${11_000 + endpoint}` : `https://${trust}-${endpoint}.example`;
    const server = serverTraitsOf(descriptorOf(type), trust, 'any');
    const options = { type, traits, trust, server, endpoint: host, vendor: host };
    const chat = route(id, options);
    const completion = smallModel ? route(id, { ...options, model: 'small' }) : chat;
    const routes = new Map(
      [chat, completion, route(id, { ...options, model: 'other' })].map((each) => [each.model, each]),
    );
    const routeFor = (model: string): Route => routes.get(model) ?? chat;
    const provider: Provider = {
      id,
      type: chat.type,
      chat: (model, request, call) => this.called(index, routeFor(model), request, call),
      fim: () => this.called(index, completion, { messages: [] }, { signal: new AbortController().signal }),
      fimSupport: () => Promise.resolve('none'),
      listModels: () => Promise.resolve({ ok: true, models: [] }),
      warmUp: () => {
        this.warmedUp.push(trust);
        return Promise.resolve(true);
      },
      unload: () => {
        this.warmedUp.push(trust);
        return Promise.resolve(true);
      },
    };
    return { provider, label: chat.label, chat, completion, routeFor };
  }

  private called(index: number, asked: Route, request: ChatRequest, options: CallOptions): AsyncIterable<StreamEvent> {
    const of = this.requests[Number(request.system)];
    if (!of) throw new Error('Nobody asked for this.');
    const { network, health } = this.engine;
    const beside = this.callsOf(of).filter((other) => !other.closed && !other.signal.aborted);
    const inDoubt = health.view(asked, of.ask.task).state === 'down' || (network.offline && asked.trust === 'cloud');
    const isAnnounced = of.events.findLast((event) => event.type === 'attempt')?.route.id === asked.id;
    const call: Call = {
      id: `call-${this.calls.length}`,
      of,
      route: asked,
      request,
      signal: options.signal,
      startedAt: this.clock.now(),
      isAnnounced,
      beside,
      // Where nobody else is left one in doubt is asked, not tried.
      isProbe: inDoubt && !isAnnounced && beside.length > 0,
      isCompanion: of.ask.task === 'chat' && !isAnnounced && beside.some(({ wasInDoubt }) => wasInDoubt),
      wasInDoubt: inDoubt,
      agreed: this.consent.decided(asked),
      offline: network.offline,
      late: of.signal.aborted,
      closed: false,
      finished: false,
    };
    this.calls.push(call);
    const behaviour = of.ask.behaviours[index] ?? healthy;
    return streamOf(behaviour, of.ask.answer, request, options, this.scriptClock, call);
  }
}

function chatRequest({ ask, number }: Request): ChatRequest {
  return {
    // The providers tell by it what they are asked for.
    system: String(number),
    messages: [
      textMessage('user', 'An earlier question.'),
      {
        role: 'assistant',
        parts: [
          { type: 'thinking', text: 'Hm.', signature: 'opaque', origin: 'anthropic' },
          { type: 'text', text: 'An earlier answer.' },
        ],
      },
      textMessage('user', 'Count, please.'),
    ],
    ...(ask.tools && ask.task === 'chat' && { tools: [{ name: 'run', description: '', inputSchema: {} }] }),
    ...(ask.temperature && { temperature: 0.2 }),
  };
}
