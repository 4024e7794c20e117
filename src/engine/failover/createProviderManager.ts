import * as l10n from '@vscode/l10n';
import { type Disposable, Emitter } from '../model/async/event';
import { errorSummary } from '../model/text/errorSummary';
import type { ImageFacts } from '../model/request/image';
import type { ChatRequest } from '../model/request/request';
import type { ModelChoice, Route } from '../model/route/route';
import type { RequestSources } from '../privacy/requestSources';
import { InFlightCount } from './request/attempt/inFlightCount';
import type { AnswerEvent } from './api/answer';
import { utilityProfile, chatProfile, completionProfile, editProfile, type RequestProfile } from './api/requestProfile';
import { Capabilities } from './learned/capabilities';
import { LearnedFacts } from './learned/learnedFacts';
import type {
  ChainLink,
  ChatTarget,
  CompletionPace,
  CompletionTask,
  ManagerStatus,
  ProviderManager,
  ProviderModels,
  ProviderTest,
  RunOptions,
} from './api/providerManager';
import { areCloudsWell } from './manager/areCloudsWell';
import { ChainAllowance } from './manager/chainAllowance';
import { type ChosenChain, withChoice } from './manager/chosenChain';
import { learnModel } from './manager/learnListed';
import { ModelLists } from './manager/modelLists';
import { planAhead } from './manager/planAhead';
import { managerStatus } from './manager/providerStatus';
import { testProviders } from './manager/providerTest';
import { Refusals } from './learned/refusals';
import type { RequestRecorder } from './request/context/requestRecorder';
import { imageProblem } from './policies/imageProblem';
import { inPlaceDelayMs } from './policies/retry';
import type { RequestDependencies } from './request/context/requestContext';
import { FailoverRequest } from './request/failoverRequest';
import { Spending } from './spending/spending';
import { DetachedAttempts } from './request/attempt/detachedAttempts';
import type { WarmStandby } from './health/warmStandby';
import { chatRoutedRequest, completionRoutedRequest, type RoutedRequest } from './request/context/routedRequest';

type Shared = Pick<
  RequestDependencies,
  'clock' | 'random' | 'log' | 'health' | 'latency' | 'budget' | 'network' | 'consent' | 'policy'
>;
/** Another `inPlaceDelayMs` is for measurements. What is learned of routes is kept in memory alone where absent. */
type Replaceable = Pick<RequestDependencies, 'inPlaceDelayMs' | 'capabilities' | 'refusals' | 'spending'>;

export interface ManagerDependencies extends Shared, Partial<Replaceable> {
  readonly standby: WarmStandby;
  /** Keeps what was sent to whom; nothing is kept where absent. */
  readonly recorder?: RequestRecorder;
}

export function createProviderManager(dependencies: ManagerDependencies): ProviderManager {
  return new Manager(dependencies);
}

/** A host that cannot be asked is not asked with each rest of the cursor. */
const prepareEveryMs = 60_000;

class Manager implements ProviderManager {
  private readonly changed: Emitter<void>;
  private readonly allowance: ChainAllowance;
  private readonly subscriptions: readonly Disposable[];
  /** What each request gets. */
  private readonly requestDeps: RequestDependencies;
  /** When the route of each id was prepared last, in monotonic milliseconds. */
  private readonly prepared = new Map<string, number>();
  private readonly lists: ModelLists;
  private links: readonly ChainLink[] = [];
  private pinned: string | undefined;
  private requests = 0;

  constructor(private readonly deps: ManagerDependencies) {
    this.changed = new Emitter((error) => deps.log.error(`A listener failed: ${errorSummary(error, { where: true })}`));
    this.allowance = new ChainAllowance({ ...deps, links: () => this.links });
    const { clock, latency, standby } = deps;
    const facts = new LearnedFacts({ clock });
    const now = (): number => clock.now();
    const capabilities = deps.capabilities ?? new Capabilities(facts, now);
    this.requestDeps = {
      ...deps,
      inPlaceDelayMs: deps.inPlaceDelayMs ?? inPlaceDelayMs,
      capabilities,
      spending: deps.spending ?? new Spending({ clock, price: (route) => capabilities.price(route) }),
      refusals: deps.refusals ?? new Refusals(facts, now),
      inFlight: new InFlightCount(),
      detached: new DetachedAttempts(clock, latency),
      allowance: this.allowance,
      onTrouble: () => standby.trouble(),
    };
    standby.attach({
      links: () => this.links,
      mayReach: (route) => !this.allowance.isOutside(route),
      keepWarm: () => deps.policy().keepWarm,
      areCloudsWell: () => areCloudsWell(this.links, deps),
    });
    this.lists = new ModelLists({ clock, allowance: this.allowance, capabilities });
    this.subscriptions = [
      deps.health.onDidChange(() => this.changed.fire()),
      deps.network.onDidChange(() => this.changed.fire()),
      this.requestDeps.spending.onDidChange(() => this.changed.fire()),
    ];
  }

  get onDidChange(): ProviderManager['onDidChange'] {
    return this.changed.event;
  }

  chat(request: ChatRequest, options: RunOptions): AsyncIterable<AnswerEvent> {
    return this.ask(request, chatProfile, options);
  }

  edit(request: ChatRequest, options: RunOptions): AsyncIterable<AnswerEvent> {
    return this.ask(request, editProfile, options);
  }

  utility(request: ChatRequest, model: ModelChoice, signal: AbortSignal): AsyncIterable<AnswerEvent> {
    const links = this.links.filter((link) => link.provider.id === model.providerId);
    const chain = withChoice(links, model, links[0]);
    return this.run(chatRoutedRequest(request, utilityProfile), chain, { signal }, undefined);
  }

  complete(task: CompletionTask, options: RunOptions): AsyncIterable<AnswerEvent> {
    return this.run(completionRoutedRequest(task), this.linksFor(completionProfile), options, task.sources);
  }

  status(): ManagerStatus {
    return managerStatus(this.links, this.pinned, { ...this.requestDeps, allowance: this.allowance });
  }

  chatTarget(choice?: ModelChoice, images?: readonly ImageFacts[]): ChatTarget | undefined {
    const { capabilities } = this.requestDeps;
    const chain = this.linksFor(chatProfile, choice);
    const routes = chain.links.map(({ chat }) => chat);
    const planned = planAhead(chatProfile, routes, this.requestDeps, { choice: chain.choice, images });
    const fit = [...planned.routes, ...planned.down.map((skipped) => skipped.route)];
    const route = planned.routes[0] ?? (this.isPinned ? fit[0] : undefined);
    if (!route) return undefined;
    const windowOf = (each: Route): number | undefined => capabilities.contextWindow(each);
    return {
      route,
      contextWindow: windowOf(route),
      contextWindows: fit.map(windowOf),
      price: capabilities.price(route),
    };
  }

  imageProblem(images: readonly ImageFacts[], choice?: ModelChoice): string | undefined {
    const first = this.chatTarget(choice)?.route;
    if (!first) return undefined;
    const problem = imageProblem(first, this.requestDeps.capabilities.seesImages(first), images);
    const other = problem === undefined ? undefined : this.chatTarget(choice, images)?.route;
    return other ? l10n.t('{0} {1} is asked instead.', problem ?? '', other.label) : problem;
  }

  completionRoute(): Route | undefined {
    const { lane } = completionProfile;
    const candidates = this.linksFor(completionProfile).links.map((link) => link[lane]);
    const { routes, down } = planAhead(completionProfile, candidates, this.requestDeps);
    // A pinned route is asked even while it is down.
    return routes[0] ?? (this.isPinned ? down[0]?.route : undefined);
  }

  completionPace(route: Route): CompletionPace {
    return {
      firstContentMs: this.deps.latency.p50(route, completionProfile.lane),
      idle: this.requestDeps.inFlight.isIdle(route),
    };
  }

  prepareChat(signal: AbortSignal, choice?: ModelChoice): Promise<void> {
    return this.prepare(this.chatTarget(choice)?.route, signal);
  }

  prepareCompletion(signal: AbortSignal): Promise<void> {
    return this.prepare(this.completionRoute(), signal);
  }

  setChain(links: readonly ChainLink[]): void {
    this.links = links;
    this.prepared.clear();
    const cloud = links.flatMap((link) => [link.chat, link.completion]).filter((route) => route.trust === 'cloud');
    this.deps.network.setCloudEndpoints([...new Set(cloud.map((route) => route.endpoint))]);
    this.deps.standby.chainChanged();
    this.allowance.notify();
    this.changed.fire();
  }

  pin(providerId: string | undefined): void {
    if (this.pinned === providerId) return;
    this.pinned = providerId;
    this.deps.log.info(providerId === undefined ? 'Provider: Auto' : `Provider: pinned to ${providerId}`);
    this.changed.fire();
  }

  test(signal: AbortSignal, providerId?: string): AsyncIterable<ProviderTest> {
    const links = this.links.filter(({ provider }) => providerId === undefined || provider.id === providerId);
    return testProviders(links, { ...this.requestDeps, allowance: this.allowance }, signal);
  }

  listModels(signal: AbortSignal, { refresh = false } = {}): AsyncIterable<ProviderModels> {
    return this.lists.list(this.status().providers, signal, refresh);
  }

  resetHealth(providerId?: string): void {
    this.deps.health.reset(providerId);
    this.requestDeps.capabilities.forget(providerId);
    this.changed.fire();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.requestDeps.detached.dispose();
    this.allowance.dispose();
    this.changed.dispose();
  }

  private ask(request: ChatRequest, profile: RequestProfile, options: RunOptions): AsyncIterable<AnswerEvent> {
    const chain = this.linksFor(profile, options.model, options.beyondPin);
    return this.run(chatRoutedRequest(request, profile), chain, options, options.sources);
  }

  private get isPinned(): boolean {
    return this.links.some((link) => link.provider.id === this.pinned);
  }

  /** In the order in which requests of the profile ask them. */
  private async prepare(route: Route | undefined, signal: AbortSignal): Promise<void> {
    const link = this.links.find(({ provider }) => provider.id === route?.providerId);
    if (!route || !link) return;
    const now = this.deps.clock.monotonicMs();
    if (now - (this.prepared.get(route.id) ?? -Infinity) < prepareEveryMs) return;
    this.prepared.set(route.id, now);
    const mayLeave = (): boolean => this.allowance.mayAsk(route);
    const { capabilities } = this.requestDeps;
    const isPriceWanted = route.server?.listsPrices === true && capabilities.price(route) === undefined;
    // It never rejects, and what is said first need not wait for it.
    const listed = isPriceWanted && mayLeave() ? this.lists.learn(link, signal) : undefined;
    try {
      await link.provider.prepare?.(route.model, { signal, mayLeave });
      capabilities.recordWindow(route, link.provider.contextWindow?.(route.model));
    } catch {
      // What cannot be asked for says so itself.
    }
    await listed;
  }

  private linksFor(profile: RequestProfile, choice?: ModelChoice, beyondPin = false): ChosenChain {
    const pinned = this.links.find((link) => link.provider.id === this.pinned);
    const others = this.inOrder(profile).filter((link) => link !== pinned);
    const chain = beyondPin
      ? withChoice(others, choice, undefined)
      : withChoice(pinned ? [pinned] : this.inOrder(profile), choice, pinned);
    const [first] = chain.links;
    // What its host has listed is not learned before somebody wants the model: some list hundreds.
    if (chain.choice && first) {
      const listed = this.lists.get(first, chain.choice.model);
      if (listed) learnModel(first, chain.choice, listed, this.requestDeps.capabilities);
    }
    return chain;
  }

  private inOrder(profile: RequestProfile): readonly ChainLink[] {
    const { completionsFirst } = this.deps.policy();
    const isFirst = (link: ChainLink): boolean => link.provider.id === completionsFirst;
    if (!profile.usesCompletionsFirst || !this.links.some(isFirst)) return this.links;
    return [...this.links.filter(isFirst), ...this.links.filter((link) => !isFirst(link))];
  }

  private run(
    request: RoutedRequest,
    { links, choice, dropped }: ChosenChain,
    options: RunOptions,
    sources: RequestSources | undefined,
  ): AsyncGenerator<AnswerEvent, void, undefined> {
    this.requests += 1;
    const { policy, recorder, log } = this.deps;
    const { profile } = request;
    const id = `${profile.name}-${this.requests}`;
    const record = recorder?.begin({ id, profile, boundary: policy().boundary, sources });
    if (sources?.askedBy !== undefined) log.info(`[${id}] asked by ${sources.askedBy}`);
    if (dropped) log.info(`[${id}] not ${dropped.choice.providerId} (${dropped.choice.model}): ${dropped.why}`);
    const context = {
      deps: this.requestDeps,
      log: (line: string) => log.info(`[${id}] ${line}`),
      links,
      choice,
      droppedChoice: dropped,
      onAttempt: options.onAttempt,
      record,
    };
    return new FailoverRequest(context, request, options).events();
  }
}
