import { abortReason } from '../model/abortReason';
import { type Disposable, Emitter } from '../model/event';
import { errorSummary } from '../model/errorSummary';
import type { ModelInfo, Provider } from '../model/provider';
import type { ChatRequest } from '../model/request';
import type { Route } from '../model/route';
import { shortHost } from '../model/shortened';
import type { RequestSources } from '../privacy/requestSources';
import { InFlightCount } from './request/inFlightCount';
import type { AnswerEvent } from './api/answer';
import { chatProfile, completionProfile, type RequestProfile } from './api/requestProfile';
import { Capabilities } from './learned/capabilities';
import type { RouteHealth } from './api/routeHealth';
import { LearnedFacts } from './learned/learnedFacts';
import { type Plan, plan } from './policies/plan';
import { boundaryInWords, withinBoundary } from './api/policy';
import type {
  ChainLink,
  CompletionPace,
  CompletionTask,
  ManagerStatus,
  ProviderManager,
  ProviderStatus,
  ProviderTest,
  RunOptions,
} from './api/providerManager';
import { Refusals } from './learned/refusals';
import type { RequestRecorder } from './request/requestRecorder';
import { inPlaceDelayMs } from './policies/retry';
import type { RequestDependencies } from './request/requestContext';
import { FailoverRequest } from './request/failoverRequest';
import { DetachedAttempts } from './request/detachedAttempts';
import type { WarmStandby } from './health/warmStandby';
import { chatRoutedRequest, completionRoutedRequest, type RoutedRequest } from './request/routedRequest';

type Shared = Pick<
  RequestDependencies,
  'clock' | 'random' | 'log' | 'health' | 'latency' | 'budget' | 'network' | 'consent' | 'policy'
>;
/** Another `inPlaceDelayMs` is for measurements. What is learned of routes is kept in memory alone where absent. */
type Replaceable = Pick<RequestDependencies, 'inPlaceDelayMs' | 'capabilities' | 'refusals'>;

export interface ManagerDependencies extends Shared, Partial<Replaceable> {
  readonly standby: WarmStandby;
  /** Keeps what was sent to whom; nothing is kept where absent. */
  readonly recorder?: RequestRecorder;
}

export function createProviderManager(dependencies: ManagerDependencies): ProviderManager {
  return new Manager(dependencies);
}

/** Milliseconds; a host that cannot be asked is not asked with each rest of the cursor. */
const prepareEvery = 60_000;

class Manager implements ProviderManager {
  private readonly changed: Emitter<void>;
  /** The chain was set anew, which is told of each change of boundary and consent, too. */
  private readonly allowanceChanged: Emitter<void>;
  private readonly subscriptions: readonly Disposable[];
  /** What each request gets. */
  private readonly requestDeps: RequestDependencies;
  /** When each was prepared last, in monotonic milliseconds. */
  private readonly prepared = new WeakMap<Provider, number>();
  private links: readonly ChainLink[] = [];
  private pinned: string | undefined;
  private requests = 0;

  constructor(private readonly deps: ManagerDependencies) {
    this.changed = new Emitter((error) => deps.log.error(`A listener failed: ${errorSummary(error, { where: true })}`));
    this.allowanceChanged = new Emitter((error) =>
      deps.log.error(`A request could not be stopped: ${errorSummary(error, { where: true })}`),
    );
    const { clock, log, latency, standby } = deps;
    const facts = new LearnedFacts({ clock, log });
    const now = (): number => clock.now();
    this.requestDeps = {
      ...deps,
      inPlaceDelayMs: deps.inPlaceDelayMs ?? inPlaceDelayMs,
      capabilities: deps.capabilities ?? new Capabilities(facts, now),
      refusals: deps.refusals ?? new Refusals(facts, now),
      inFlight: new InFlightCount(),
      detached: new DetachedAttempts(clock, latency),
      allowance: { mayAsk: (route) => this.mayAsk(route), onDidChange: this.allowanceChanged.event },
      onTrouble: () => standby.trouble(this.links),
    };
    this.subscriptions = [
      deps.health.onDidChange(() => this.changed.fire()),
      deps.network.onDidChange(() => this.changed.fire()),
    ];
  }

  get onDidChange(): ProviderManager['onDidChange'] {
    return this.changed.event;
  }

  chat(request: ChatRequest, options: RunOptions): AsyncIterable<AnswerEvent> {
    return this.run(chatRoutedRequest(request, chatProfile), options, options.sources);
  }

  complete(task: CompletionTask, options: RunOptions): AsyncIterable<AnswerEvent> {
    return this.run(completionRoutedRequest(task), options, task.sources);
  }

  status(): ManagerStatus {
    const providers = this.links.map((link) => this.statusOf(link));
    const offline = this.deps.network.offline;
    const pinned = providers.find((status) => status.link.provider.id === this.pinned);
    const { boundary } = this.deps.policy();
    const [ready] = this.ready(pinned ? [pinned] : providers, offline);
    return { providers, next: pinned ?? ready, ready, pinned: pinned && this.pinned, offline, boundary };
  }

  completionRoute(): Route | undefined {
    const { health } = this.deps;
    const { routes, down } = this.plan(
      completionProfile,
      this.linksFor(completionProfile).map((link) => link.completion),
      (route) => health.view(route, completionProfile.lane),
      this.deps.network.offline,
    );
    // What is pinned is asked even while it is down.
    return routes[0] ?? (this.isPinned ? down[0]?.route : undefined);
  }

  completionPace(route: Route): CompletionPace {
    return {
      firstContentMs: this.deps.latency.p50(route, 'completion'),
      idle: this.requestDeps.inFlight.isIdle(route),
    };
  }

  async prepareCompletion(signal: AbortSignal): Promise<void> {
    const route = this.completionRoute();
    const provider = this.links.find((link) => link.completion === route)?.provider;
    if (!route || !provider?.prepare) return;
    const now = this.deps.clock.monotonicMs();
    if (now - (this.prepared.get(provider) ?? -Infinity) < prepareEvery) return;
    this.prepared.set(provider, now);
    try {
      await provider.prepare(route.model, { signal, mayLeave: () => this.mayAsk(route) });
      this.requestDeps.capabilities.learnWindow(route, provider.contextWindow?.(route.model));
    } catch {
      // A completion that cannot be asked for says so itself.
    }
  }

  setChain(links: readonly ChainLink[]): void {
    this.links = links;
    const cloud = links.flatMap((link) => [link.chat, link.completion]).filter((route) => route.trust === 'cloud');
    this.deps.network.setCloudEndpoints([...new Set(cloud.map((route) => route.endpoint))]);
    this.deps.standby.keepTo(links);
    this.allowanceChanged.fire();
    this.changed.fire();
  }

  pin(providerId: string | undefined): void {
    if (this.pinned === providerId) return;
    this.pinned = providerId;
    this.deps.log.info(providerId === undefined ? 'Provider: Auto' : `Provider: pinned to ${providerId}`);
    this.changed.fire();
  }

  async *test(signal: AbortSignal): AsyncIterable<ProviderTest> {
    const pending = new Map(this.links.map((link, index) => [index, this.testLink(link, signal, index)]));
    while (pending.size > 0) {
      const { index, result } = await Promise.race(pending.values());
      pending.delete(index);
      yield result;
    }
  }

  resetHealth(providerId?: string): void {
    this.deps.health.reset(providerId);
    this.requestDeps.capabilities.forget(providerId);
    this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.requestDeps.detached.dispose();
    this.allowanceChanged.dispose();
    this.changed.dispose();
  }

  private get isPinned(): boolean {
    return this.links.some((link) => link.provider.id === this.pinned);
  }

  /** In the order in which requests of the profile ask them. */
  private linksFor(profile: RequestProfile): readonly ChainLink[] {
    if (this.isPinned) return this.links.filter((link) => link.provider.id === this.pinned);
    const { completionsFirst } = this.deps.policy();
    const isFirst = (link: ChainLink): boolean => link.provider.id === completionsFirst;
    if (!profile.usesCompletionsFirst || !this.links.some(isFirst)) return this.links;
    return [...this.links.filter(isFirst), ...this.links.filter((link) => !isFirst(link))];
  }

  private run(
    work: RoutedRequest,
    options: RunOptions,
    sources: RequestSources | undefined,
  ): AsyncGenerator<AnswerEvent, void, undefined> {
    this.requests += 1;
    const { policy, recorder } = this.deps;
    const { profile } = work;
    const id = `${profile.name}-${this.requests}`;
    const record = recorder?.begin({ id, profile, boundary: policy().boundary, sources });
    const links = this.linksFor(profile);
    const context = { deps: this.requestDeps, id, links, onAttempt: options.onAttempt, record };
    return new FailoverRequest(context, work, options).events();
  }

  private async testLink(
    link: ChainLink,
    signal: AbortSignal,
    index: number,
  ): Promise<{ index: number; result: ProviderTest }> {
    const off = this.whyUntested(link);
    if (off !== undefined) return { index, result: { link, ok: false, off } };
    const startedAt = this.deps.clock.monotonicMs();
    const patience = new AbortController();
    const timer = this.deps.clock.setTimeout(() => patience.abort(abortReason), testPatience);
    // It waits for its key, and what the user forbids meanwhile must not leave.
    const revoked = this.allowanceChanged.event(() => {
      if (this.whyUntested(link) !== undefined) patience.abort(abortReason);
    });
    const list = await link.provider.listModels(AbortSignal.any([signal, patience.signal]));
    revoked.dispose();
    this.deps.clock.clearTimeout(timer);
    const ms = this.deps.clock.monotonicMs() - startedAt;
    if (list.ok) this.learnWindows(link, list.models);
    const result: ProviderTest = list.ok
      ? { link, ok: true, ms, models: list.models.length }
      : { link, ok: false, failure: list.failure };
    return { index, result };
  }

  /** Not even a list of models: asking for it would carry a key outside. */
  private whyUntested({ chat, completion }: ChainLink): string | undefined {
    const routes = [chat, completion];
    if (routes.every((route) => this.isOutside(route))) return 'outside your boundary';
    if (routes.every((route) => this.deps.consent.decided(route) === false)) {
      return 'you have not agreed that anything is sent there';
    }
    return routes.some((route) => this.isInChain(route)) ? undefined : 'it is no longer in your settings';
  }

  private learnWindows({ provider, chat, completion }: ChainLink, models: readonly ModelInfo[]): void {
    for (const route of new Set([chat, completion])) {
      const listed = models.find(({ id }) => id === route.model)?.contextWindow;
      this.requestDeps.capabilities.learnWindow(route, provider.contextWindow?.(route.model) ?? listed);
    }
  }

  private statusOf(link: ChainLink): ProviderStatus {
    const chat = this.deps.health.view(link.chat);
    const completion = this.deps.health.view(link.completion, 'completion');
    const offReason = this.offReason(link.chat);
    const state = offReason === undefined ? chat.state : 'off';
    return {
      link,
      chat,
      completion,
      contextWindow: this.requestDeps.capabilities.contextWindow(link.chat),
      state,
      offReason,
    };
  }

  private offReason(route: Route): string | undefined {
    const { boundary } = this.deps.policy();
    if (this.isOutside(route)) return `Outside your boundary: ${boundaryInWords(boundary)}.`;
    if (this.deps.consent.decided(route) === false)
      return `You have not agreed that code is sent to ${shortHost(route.vendor)}.`;
    return undefined;
  }

  /** As the user has it at this moment: for what was chosen earlier and has not left yet. */
  private mayAsk(route: Route): boolean {
    return this.isInChain(route) && !this.isOutside(route) && this.deps.consent.decided(route) === true;
  }

  private isInChain(route: Route): boolean {
    return this.links.some(({ provider, chat, completion }) => {
      return provider.id === route.providerId && [chat, completion].some(({ endpoint }) => endpoint === route.endpoint);
    });
  }

  private isOutside(route: Route): boolean {
    return !withinBoundary(route.trust, this.deps.policy().boundary);
  }

  /** Those that a chat request may be sent to now, in the order to ask. */
  private ready(providers: readonly ProviderStatus[], offline: boolean): readonly ProviderStatus[] {
    const chats = providers.map(({ link }) => link.chat);
    const { routes } = this.plan(chatProfile, chats, (route) => this.deps.health.view(route), offline);
    return routes.flatMap((route) => providers.find(({ link }) => link.chat.id === route.id) ?? []);
  }

  /** For a request of which nothing is known yet. */
  private plan(
    profile: RequestProfile,
    routes: readonly Route[],
    health: (route: Route) => RouteHealth,
    offline: boolean,
  ): Plan {
    return plan({
      profile,
      needs: { tools: false, images: false, inputTokens: 0, requiredTokens: 0, outputTokens: 0 },
      routes,
      policy: this.deps.policy(),
      health,
      consent: (route) => this.deps.consent.decided(route),
      network: offline ? 'down' : 'up',
      failedEndpoints: new Set(),
      contextWindow: (route) => this.requestDeps.capabilities.contextWindow(route),
      exceededWindow: 0,
      spent: 0,
    });
  }
}

/** Milliseconds; a list of models that takes longer is no better than none. */
const testPatience = 10_000;
