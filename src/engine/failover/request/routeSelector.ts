import type { Failure } from '../../model/failure';
import type { Route } from '../../model/route';
import type { SkippedRoute } from '../api/answer';
import type { RequestProfile } from '../api/requestProfile';
import type { Permit } from '../health/health';
import { breaksOff } from '../health/failureEffects';
import { deadlinesOf } from '../policies/deadlines';
import { plan, type Plan } from '../policies/plan';
import type { ChainLink } from '../api/providerManager';
import { retryDelay } from '../policies/retry';
import type { RequestAttempts } from './requestAttempts';
import type { RequestContext } from './requestContext';
import { ContextOverflows } from '../learned/contextOverflows';
import type { RoutedRequest } from './routedRequest';

/** A route that may be asked now, with its permit. */
export interface RouteCandidate {
  readonly link: ChainLink;
  readonly route: Route;
  readonly permit: Permit;
  /** No other route could be asked after this one. */
  readonly last: boolean;
  /** Milliseconds to wait before it is asked; it was asked before in this request. */
  readonly retryAfterMs?: number;
  /** It did not go on with the answer, and is asked for a whole one. */
  readonly beginsAgain?: boolean;
  /** What it was down for: it may be back, and is asked together with another route. */
  readonly doubt?: Failure;
  /** The user's first choice, when it is down, out of reach or too small and was passed over for this route. */
  readonly passedOver?: { readonly route: Route; readonly failure: Failure };
}

/** Milliseconds into a request. */
const comesBackWithin = 30_000;

/** Which routes one request may still ask. The plan is made anew each time, since health moves while it runs. */
export class RouteSelector {
  private readonly failedEndpoints = new Set<string>();
  private readonly refused: SkippedRoute[] = [];
  /** Healthy routes that were asked to go on with an answer and did not, in the order they were asked. */
  private readonly notContinuing: Route[] = [];
  /** Those of them that were asked for a whole answer, once. */
  private readonly begunAgain = new Set<Route>();
  private readonly probesNetwork: boolean;
  private readonly startedAt: number;
  /** Failures after which a route may be asked once more, in the order they were seen. */
  private readonly passing = new Map<Route, number>();
  /** The first route whose silence was cut short. */
  private left: Route | undefined;
  private cameBack = false;
  private readonly tooLong: ContextOverflows;
  /** A failure just now that may have been of the moment. */
  private hiccup: { readonly route: Route; readonly delayMs: number } | undefined;
  /** Its request was mended just now. */
  private mended: Route | undefined;
  private outlined = false;
  private retried = false;
  private panicked = false;

  constructor(
    private readonly context: RequestContext,
    private readonly work: Pick<RoutedRequest, 'profile' | 'needs'>,
    private readonly attempts: RequestAttempts,
    private readonly signal: AbortSignal,
  ) {
    this.startedAt = context.deps.clock.monotonicMs();
    this.tooLong = new ContextOverflows(context.deps.capabilities, work.needs);
    this.probesNetwork = context.deps.network.offline && context.deps.network.mayTryCloud();
  }

  private get profile(): RequestProfile {
    return this.work.profile;
  }

  /** The next route to ask; asks the user for consent where that is missing. Undefined when none is left. */
  async next(): Promise<RouteCandidate | undefined> {
    const again = this.afterMending() ?? this.inPlace();
    if (again) return again;
    for (;;) {
      const current = this.plan();
      if (!this.outlined) this.tellOutline(current);
      this.outlined = true;
      const open = current.routes.filter((route) => this.mayVisit(route));
      const route = this.choose(open, current);
      if (!route && this.shorten()) continue;
      if (!route) {
        return this.beginAgain(current) ?? this.lastResort(current) ?? this.comeBack(current) ?? this.retry(current);
      }
      if (this.context.deps.consent.decided(route) === undefined) {
        const agreed = await this.context.deps.consent.ask(route, this.signal);
        if (this.signal.aborted) return undefined;
        // While they thought about it the boundary may have been narrowed.
        if (!this.plan().routes.includes(route)) continue;
        if (!agreed) {
          this.refuse(route, 'consent', `You have not agreed that code is sent to ${route.label}.`);
          continue;
        }
      }
      const admitted = this.admit(route);
      if (!admitted) {
        this.refuse(route, 'unhealthy', `${route.label} is being tried by another request.`);
        continue;
      }
      const others = open.filter((other) => other !== route);
      // Those in doubt are asked beside it, or are being asked by others.
      const isDoubtful = current.doubtful.includes(route);
      const isInPlace = this.profile.doubtfulRoutes === 'in-place';
      const last = isInPlace
        ? others.length === 0
        : others.every((other) => !isDoubtful && current.doubtful.includes(other));
      const doubt = isInPlace && isDoubtful ? this.doubtOf(route) : undefined;
      return { ...admitted, last, doubt, passedOver: this.passedOver(current, route) };
    }
  }

  /**
   * The first of those that may be asked. One in doubt that keeps its place is the choice only where another can be asked
   * together with it, so that the user does not wait for it; else that other one is.
   */
  private choose(open: readonly Route[], { doubtful }: Plan): Route | undefined {
    const [first] = open;
    if (!first || this.profile.doubtfulRoutes === 'last' || !doubtful.includes(first)) return first;
    // Without a network one cloud is tried at a time.
    if (this.context.deps.network.offline) return first;
    const sure = open.find((route) => !doubtful.includes(route));
    if (!sure) return first;
    const { failure } = this.context.deps.health.view(first, this.profile.lane);
    // What would only be held back until it is proven is not the one to be told of.
    const isHeld = failure !== undefined && breaksOff(failure.kind);
    return this.attempts.count === 0 && !isHeld && this.mayProbe(first) ? first : sure;
  }

  /** Whether the route may be tried beside another that serves. */
  mayProbe(route: Route): boolean {
    const { consent, budget } = this.context.deps;
    return consent.decided(route) === true && (route.trust === 'local' || budget.mayProbe(route.providerId));
  }

  private doubtOf(route: Route): Failure | undefined {
    return this.context.deps.health.view(route, this.profile.lane).failure;
  }

  /** The route that would be asked now; nobody is asked and nothing is taken. */
  peek(): Route | undefined {
    const { routes } = this.plan();
    return routes.find((route) => this.mayVisit(route)) ?? this.beginning(routes)[0];
  }

  mayVisit(route: Route): boolean {
    return !this.attempts.hasAsked(route) && this.isWithin(route);
  }

  private isWithin(route: Route): boolean {
    const { maxAttempts, localBeyondMax } = this.profile;
    return this.attempts.count < maxAttempts || (localBeyondMax && route.trust === 'local');
  }

  /** Undefined when health forbids it. */
  admit(route: Route): Pick<RouteCandidate, 'link' | 'route' | 'permit'> | undefined {
    const link = this.linkOf(route);
    const { profile } = this;
    const p95 = this.context.deps.latency.p95(route, profile.lane);
    const { firstContent } = deadlinesOf({ profile, route, p95, last: true, remaining: Infinity });
    const permit = link && this.context.deps.health.admit(route, profile.lane, firstContent);
    return link && permit && { link, route, permit };
  }

  /** `underWay`: US dollars that an attempt not booked yet may cost. */
  plan(underWay = 0): Plan {
    const { policy, health, consent, network, capabilities } = this.context.deps;
    const probing = this.probesNetwork && this.attempts.count === 0;
    return plan({
      profile: this.profile,
      needs: this.work.needs,
      routes: this.routes(),
      policy: policy(),
      health: (route) => health.view(route, this.profile.lane),
      consent: (route) => consent.decided(route),
      network: !network.offline ? 'up' : probing ? 'tried' : 'down',
      failedEndpoints: this.failedEndpoints,
      contextWindow: (route) => capabilities.contextWindow(route),
      exceededWindow: this.tooLong.exceededWindow,
      spent: this.attempts.spent + underWay,
    });
  }

  /** The route failed a moment ago, and not before the user was asked. */
  failed(route: Route, failure: Failure): void {
    const { random, health, inPlaceDelayMs } = this.context.deps;
    const delayMs = this.profile.mayRetryInPlace ? inPlaceDelayMs(failure, random) : undefined;
    if (delayMs !== undefined && health.failedOnce(route, this.profile.lane)) this.hiccup = { route, delayMs };
  }

  /** Its silence was not borne as long as it is where nobody else can be asked. */
  leftSoon(route: Route): void {
    this.left ??= route;
  }

  /** What the failure says about the routes still to come. */
  learn(route: Route, failure: Failure): void {
    if (failure.scope === 'endpoint') this.failedEndpoints.add(route.endpoint);
    if (failure.kind === 'not-continued' && !this.begunAgain.has(route)) this.notContinuing.push(route);
    if (failure.kind === 'context-exceeded') this.tooLong.learn(route, failure);
    const delay = retryDelay(failure, this.context.deps.random);
    if (delay !== undefined) this.passing.set(route, delay);
  }

  /** Once in a request those that were too small are asked with a shorter one, when no larger is left. */
  private shorten(): boolean {
    const smaller = this.tooLong.shorten();
    for (const route of smaller ?? []) this.attempts.reopen(route);
    return smaller !== undefined;
  }

  /** The request was mended as the route asked for, which is no failure of its: it is asked at once, whatever its health. */
  mend(route: Route): void {
    this.attempts.reopen(route);
    this.mended = route;
  }

  /** The routes that were never asked, each with its reason. */
  skipped(): readonly SkippedRoute[] {
    const current = this.plan();
    const seen = new Set(this.attempts.records.map((attempt) => attempt.route.id));
    return [...this.refused, ...current.down, ...current.excluded].filter(({ route }) => {
      if (seen.has(route.id)) return false;
      seen.add(route.id);
      return true;
    });
  }

  /** One line of the log: whom the request may be sent to now, in order, and whom not and why. */
  private tellOutline({ routes, down, excluded }: Plan): void {
    const order = routes.map(routeName).join(', ') || 'nobody';
    const others = [...down, ...excluded].map(({ route, reason, failure }) => {
      return `${routeName(route)} ${failure ? `down by ${failure.kind}` : reason}`;
    });
    const { id, deps } = this.context;
    const not = others.length === 0 ? '' : `; not ${others.join(', ')}`;
    deps.log.info(`[${id}] about ${this.work.needs.inputTokens} tokens for ${order}${not}`);
  }

  routes(): readonly Route[] {
    return this.context.links.map((link) => link[this.profile.lane]);
  }

  /** When nobody goes on with the answer, one that is well writes it from the beginning. */
  private beginAgain({ routes }: Plan): RouteCandidate | undefined {
    for (const route of this.beginning(routes)) {
      this.notContinuing.splice(this.notContinuing.indexOf(route), 1);
      this.begunAgain.add(route);
      const admitted = this.admit(route);
      if (admitted) return { ...admitted, last: true, beginsAgain: true };
    }
    return undefined;
  }

  private beginning(routes: readonly Route[]): readonly Route[] {
    return this.notContinuing.filter((route) => routes.includes(route) && this.isWithin(route));
  }

  /**
   * When everything is down it is asked all the same, what returns first before the others: one route, or all of
   * them one after the other.
   */
  private lastResort(current: Plan): RouteCandidate | undefined {
    if (this.panicked && this.profile.panics === 'one') return undefined;
    const open = current.down.map(({ route }) => route).filter((route) => this.mayVisit(route));
    for (const route of open) {
      const candidate = this.inPanic(route);
      if (!candidate) continue;
      this.panicked = true;
      return { ...candidate, last: open.length === 1, passedOver: this.passedOver(current, route) };
    }
    return undefined;
  }

  /**
   * A route that failed in a way that passes is asked again before the next is: its cache is warm and its style the same, and
   * mostly it was a hiccup. Once in a request, where this failure is all that is held against it, and within
   * the retry budget. It counts as the attempt that it repeats.
   */
  private inPlace(): RouteCandidate | undefined {
    const { hiccup } = this;
    this.hiccup = undefined;
    if (!hiccup || this.retried) return undefined;
    const { route, delayMs } = hiccup;
    const current = this.plan();
    const candidate = this.onceMore(route, current);
    if (!candidate) return undefined;
    this.attempts.uncount();
    return { ...candidate, last: this.isLast(route, current), retryAfterMs: delayMs };
  }

  private afterMending(): RouteCandidate | undefined {
    const { mended: route } = this;
    this.mended = undefined;
    if (!route || !this.mayVisit(route)) return undefined;
    const current = this.plan();
    if (!isPossible(route, current)) return undefined;
    const candidate = this.inPanic(route);
    return candidate && { ...candidate, last: this.isLast(route, current) };
  }

  private isLast(route: Route, { routes }: Plan): boolean {
    return !routes.some((other) => other !== route && this.mayVisit(other));
  }

  /**
   * A route that was left for its silence, for the sake of others that then failed, may only have been slow: the
   * first of them is asked again, with all the patience there is, unless the user has waited long already.
   */
  private comeBack(current: Plan): RouteCandidate | undefined {
    const waited = this.context.deps.clock.monotonicMs() - this.startedAt;
    if (this.cameBack || !this.profile.mayComeBack || waited > comesBackWithin) return undefined;
    // Alone it had all the patience there is.
    const { left: route } = this;
    if (
      !route ||
      !this.attempts.hasOther(route) ||
      !isPossible(route, current) ||
      this.attempts.count >= this.profile.maxAttempts
    )
      return undefined;
    this.cameBack = true;
    return this.inPanic(route);
  }

  /**
   * When nothing else is left, a route that failed for a passing reason is asked once more within the same request: the
   * first choice among them, within the retry budget.
   */
  private retry(current: Plan): RouteCandidate | undefined {
    if (this.retried || !this.profile.mayRetry || this.attempts.count >= this.profile.maxAttempts) return undefined;
    for (const route of this.routes()) {
      const retryAfterMs = this.passing.get(route);
      const candidate = retryAfterMs === undefined ? undefined : this.onceMore(route, current);
      if (candidate) return { ...candidate, retryAfterMs };
    }
    return undefined;
  }

  private onceMore(route: Route, current: Plan): RouteCandidate | undefined {
    const { budget } = this.context.deps;
    if (!isPossible(route, current) || !budget.mayRetry(route.providerId)) return undefined;
    const candidate = this.inPanic(route);
    if (!candidate) return undefined;
    this.retried = true;
    budget.onExtraAttempt(route.providerId);
    return candidate;
  }

  private inPanic(route: Route): RouteCandidate | undefined {
    // A question to the user has no place between failures.
    if (this.context.deps.consent.decided(route) !== true) return undefined;
    const link = this.linkOf(route);
    const permit = link && this.context.deps.health.admitInPanic(route, this.profile.lane);
    return link && permit && { link, route, permit, last: true };
  }

  private refuse(route: Route, reason: SkippedRoute['reason'], detail: string): void {
    this.attempts.markAsked(route);
    this.refused.push({ route, reason, detail });
  }

  /** No switch is silent, also when the first choice was not even asked. */
  private passedOver(current: Plan, chosen: Route): RouteCandidate['passedOver'] {
    const order = this.routes().map((route) => route.id);
    const place = ({ route }: { route: Route }): number => order.indexOf(route.id);
    const excluded = current.excluded.filter(({ reason }) => reason === 'offline' || reason === 'context');
    const doubtful = this.profile.doubtfulRoutes === 'last' ? [] : current.doubtful.map((route) => this.inDoubt(route));
    const first = [...current.down, ...excluded, ...doubtful]
      .filter((skipped) => !this.attempts.hasAsked(skipped.route) && place(skipped) < order.indexOf(chosen.id))
      .sort((a, b) => place(a) - place(b))[0];
    if (!first) return undefined;
    if (first.failure) return { route: first.route, failure: first.failure };
    const cause = first.reason === 'context' ? tooSmall : noNetwork;
    return { route: first.route, failure: { ...cause, message: first.detail } };
  }

  private inDoubt(route: Route): SkippedRoute {
    return { route, reason: 'unhealthy', failure: this.doubtOf(route), detail: `${route.label} may be back.` };
  }

  linkOf(route: Route): ChainLink | undefined {
    return this.context.links.find((link) => link[this.profile.lane].id === route.id);
  }
}

const tooSmall = { kind: 'context-exceeded', scope: 'request' } as const;
const noNetwork = { kind: 'offline', scope: 'network' } as const;

/** Only its health may be against it. */
function isPossible(route: Route, { routes, down }: Plan): boolean {
  return routes.includes(route) || down.some((skipped) => skipped.route === route);
}

/** As the log names a route. */
export function routeName({ label, model }: Route): string {
  return `${label} (${model})`;
}
