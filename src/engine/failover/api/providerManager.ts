import type { Disposable, Event } from '../../model/async/event';
import type { Failure } from '../../model/failure/failure';
import type { ImageFacts } from '../../model/request/image';
import type { Price } from '../../model/price';
import type { FimSupport, Provider } from '../../model/provider/provider';
import type { ChatRequest, ProviderRequest } from '../../model/request/request';
import type { ModelChoice, Route } from '../../model/route/route';
import type { RequestSources } from '../../privacy/requestSources';
import type { AnswerEvent, AttemptRecord } from './answer';
import type { RouteHealth } from './routeHealth';
import type { RouteLimits } from './routeLimits';
import type { BudgetUse, UsedUpBudget } from './budget';
import type { Reach } from './policy';

/** A configured provider with the routes it offers. The order of links is the failover order. */
export interface ChainLink {
  readonly provider: Provider;
  readonly label: string;
  readonly chat: Route;
  readonly completion: Route;
  /** A route to another model of the provider, for a chat. */
  readonly routeFor: (model: string) => Route;
}

/** A completion, for which a fill-in-the-middle model, a template and a chat model need different requests. */
export interface CompletionTask {
  /** Tokens, an estimate of the input. */
  readonly inputTokens: number;
  /** What it is made of, for the user to inspect. */
  readonly sources?: RequestSources;
  /** The request that suits the route, made only when the route is asked. Pure. */
  requestFor(route: Route, support: FimSupport): ProviderRequest;
}

/** An answer that broke off and that the user wants to go on. */
export interface BrokenAnswer {
  /** The text that is shown. */
  readonly text: string;
  /** The attempts for it: their routes are not asked again, and their costs count. */
  readonly attempts: readonly AttemptRecord[];
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /**
   * Chat only: this model of this provider is asked first, then the chain in its own order. A provider that the user pinned is
   * the only one that is asked, so that only its own models can be chosen then.
   */
  readonly model?: ModelChoice;
  /** Others than the provider that the user pinned may be asked, and it is not. */
  readonly beyondPin?: boolean;
  /** The request goes on with this answer. */
  readonly resume?: BrokenAnswer;
  /** Chat only: what the request is made of, for the user to inspect. */
  readonly sources?: RequestSources;
  /** Where the profile hedges with local models: a loaded one is asked together with a first route that is not local. */
  readonly race?: boolean;
  /**
   * From the start to the first content, over all attempts. After that time the request ends as `failed`, and the health of
   * its routes stays as it is.
   */
  readonly firstContentTimeoutMs?: number;
  /** Called for each attempt that has ended, also after the surface has stopped to read. Must not throw. */
  readonly onAttempt?: (record: AttemptRecord) => void;
}

/** What a route is like for the next completion. */
export interface CompletionPace {
  /** Milliseconds it usually takes to first content; undefined while too few are known. */
  readonly firstContentMs?: number;
  /** It serves no other completion now. */
  readonly idle: boolean;
}

/** A provider as a surface shows it. */
export interface ProviderStatus {
  readonly link: ChainLink;
  /** Of the chat route; `off` when the user has not agreed that code goes there, the boundary forbids it or its budget is used up. */
  readonly state: RouteHealth['state'] | 'off';
  readonly chat: RouteHealth;
  readonly completion: RouteHealth;
  /** Tokens that the chat model holds; undefined where it is not known. */
  readonly contextWindow?: number;
  /** Of the chat model; undefined where it is not known. */
  readonly price?: Price;
  /** Why it is off, one sentence. */
  readonly offReason?: string;
  /** What its host has left for each of its routes, where it has said so and not all is there. */
  readonly limits: readonly RouteLimits[];
  /** The budget that keeps its chat route from being asked. */
  readonly usedUp?: UsedUpBudget;
}

/** Providers outside of the reach are off. */
export interface ManagerStatus extends Reach {
  readonly providers: readonly ProviderStatus[];
  /** Provider that a chat request would be sent to now; undefined when none can serve. */
  readonly next?: ProviderStatus;
  /** Provider the user pinned; undefined in Auto. */
  readonly pinned?: string;
  /** As `next`, but only where it is not down or is ready for its probe. */
  readonly ready?: ProviderStatus;
  /** This machine seems to have no network. */
  readonly offline: boolean;
  /** What of each budget was used in this month; absent where none is set. */
  readonly budgets?: readonly BudgetUse[];
}

/** Who a chat request would be sent to. */
export interface ChatTarget {
  readonly route: Route;
  /** Tokens that its model holds; undefined where it is not known. */
  readonly contextWindow?: number;
  /** The same of all models that may be asked for the request, the first included. */
  readonly contextWindows: readonly (number | undefined)[];
  /** Undefined where it is not known. */
  readonly price?: Price;
}

export type ProviderTest =
  | { readonly link: ChainLink; readonly ok: true; readonly ms: number; readonly models: number }
  | { readonly link: ChainLink; readonly ok: false; readonly failure: Failure }
  /** It was not contacted; `off` says why, as a clause. */
  | { readonly link: ChainLink; readonly ok: false; readonly off: string };

/** A model that a provider can be asked for in a chat. What is known of it is in the route's traits. */
export interface ListedModel {
  readonly route: Route;
  /** The host's name for people. */
  readonly label?: string;
  /** Tokens; undefined where it is not known. */
  readonly contextWindow?: number;
  /** Tokens of an answer at most; undefined where it is not known. */
  readonly maxOutputTokens?: number;
  /** Sees images; undefined where it is not known. */
  readonly images?: boolean;
  /** False: it cannot call tools. */
  readonly tools?: boolean;
  /** The user's own, or what the host asks for it, or that of the table; undefined where it is not known. */
  readonly price?: Price;
  /** The settings name it. */
  readonly isConfigured: boolean;
}

export interface ProviderModels {
  readonly provider: ProviderStatus;
  /** The model of the settings first, then as the host lists them. */
  readonly models: readonly ListedModel[];
  /** Why the host's list is missing, one sentence or more. */
  readonly problem?: string;
}

/** The one door to all providers: plans, attempts, switches and keeps health. */
export interface ProviderManager extends Disposable {
  chat(request: ChatRequest, options: RunOptions): AsyncIterable<AnswerEvent>;
  /** As `chat`, for the new text of a part of a file. */
  edit(request: ChatRequest, options: RunOptions): AsyncIterable<AnswerEvent>;
  /** A small question that the user did not ask: only this model is asked, once, and the user nothing. */
  utility(request: ChatRequest, model: ModelChoice, signal: AbortSignal): AsyncIterable<AnswerEvent>;
  complete(task: CompletionTask, options: RunOptions): AsyncIterable<AnswerEvent>;
  status(): ManagerStatus;
  /** Who a chat with this choice and these images would be sent to now; undefined when none can serve. */
  chatTarget(choice?: ModelChoice, images?: readonly ImageFacts[]): ChatTarget | undefined;
  /**
   * Why the images of a question cannot be sent to the model that is asked first, and who is asked instead; undefined where nothing
   * is known against them.
   */
  imageProblem(images: readonly ImageFacts[], choice?: ModelChoice): string | undefined;
  /** The route a completion would be sent to now; undefined when none can serve. Cheap enough for each key stroke. */
  completionRoute(): Route | undefined;
  completionPace(route: Route): CompletionPace;
  /**
   * Prepares the provider that a completion would be sent to now, so that the first one does not wait for code to load and for
   * questions about the host. Once a minute for each route at most. Never rejects.
   */
  prepareCompletion(signal: AbortSignal): Promise<void>;
  /** The same for the provider that a chat with this choice would be sent to now. */
  prepareChat(signal: AbortSignal, choice?: ModelChoice): Promise<void>;
  /** Health, pin, chain, consent or policy has changed. */
  readonly onDidChange: Event<void>;
  /** Takes effect with the next request; requests under way keep the chain they began with. */
  setChain(links: readonly ChainLink[]): void;
  /** Asks only this provider until unpinned; undefined is Auto. */
  pin(providerId: string | undefined): void;
  /** Lists each provider's models, or those of one, which costs no tokens. Yields as each answers. */
  test(signal: AbortSignal, providerId?: string): AsyncIterable<ProviderTest>;
  /**
   * What each provider's host offers, which costs no tokens; kept for minutes unless `refresh`. A provider that is off is not
   * asked. Yields as each answers.
   */
  listModels(signal: AbortSignal, options?: { readonly refresh?: boolean }): AsyncIterable<ProviderModels>;
  resetHealth(providerId?: string): void;
}

/** Whether code may go to a vendor; asked before the first request to it. */
export interface Consent {
  /** What the user has said; undefined when never asked. */
  decided(route: Route): boolean | undefined;
  /** Asks the user and remembers the answer. False when they refuse or the signal aborts. */
  ask(route: Route, signal: AbortSignal): Promise<boolean>;
}
