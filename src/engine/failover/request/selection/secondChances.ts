import type { Failure } from '../../../model/failure/failure';
import type { Route } from '../../../model/route/route';
import type { RequestProfile } from '../../api/requestProfile';
import type { Plan } from '../../policies/plan';
import { retryDelay } from '../../policies/retry';
import { passedOver } from './passedOver';
import type { RequestAttempts } from '../context/requestAttempts';
import type { RequestContext } from '../context/requestContext';
import type { RequestRoutes } from './requestRoutes';
import type { RouteCandidate } from './routeCandidate';

/** Milliseconds into a request. */
const comesBackWithinMs = 30_000;

/** The rules by which one request asks a route once more, or asks one that is down. */
export class SecondChances {
  private readonly startedAt: number;
  /** Healthy routes that were asked to go on with an answer and did not, in the order they were asked. */
  private readonly notContinuing: Route[] = [];
  /** Those of them that were asked for a whole answer, once. */
  private readonly begunAgain = new Set<Route>();
  /** Milliseconds to wait for each route that failed in passing, in the order of the failures. */
  private readonly delays = new Map<Route, number>();
  /** A failure just now that may have been of the moment. */
  private hiccup: { readonly route: Route; readonly delayMs: number } | undefined;
  /** Its request was mended just now. */
  private mended: Route | undefined;
  /** The first route that was cut short while it was silent. */
  private cutShort: Route | undefined;
  private retried = false;
  private panicked = false;
  private cameBack = false;

  constructor(
    private readonly context: RequestContext,
    private readonly profile: RequestProfile,
    private readonly routes: RequestRoutes,
    private readonly attempts: RequestAttempts,
  ) {
    this.startedAt = context.deps.clock.monotonicMs();
  }

  recordFailure(route: Route, failure: Failure): void {
    if (failure.kind === 'not-continued' && !this.begunAgain.has(route)) this.notContinuing.push(route);
    const delayMs = retryDelay(failure, this.context.deps.random);
    if (delayMs !== undefined) this.delays.set(route, delayMs);
  }

  /** The route failed a moment ago, and not before the user was asked. */
  recordHiccup(route: Route, failure: Failure): void {
    const { random, health, inPlaceDelayMs } = this.context.deps;
    const delayMs = this.profile.mayRetryInPlace ? inPlaceDelayMs(failure, random) : undefined;
    if (delayMs !== undefined && health.failedOnce(route, this.profile.lane)) this.hiccup = { route, delayMs };
  }

  /** The deadline that its silence ran into is shorter than the one of a last route. */
  recordCutShort(route: Route): void {
    this.cutShort ??= route;
  }

  /** The request was mended as the route asked for, so the route is asked at once; its health does not matter. */
  recordMended(route: Route): void {
    this.attempts.reopen(route);
    this.mended = route;
  }

  /** The route that goes before all others. */
  atOnce(): RouteCandidate | undefined {
    return this.afterMending() ?? this.inPlace();
  }

  /** When the plan has no open route. */
  asLast(plan: Plan): RouteCandidate | undefined {
    return this.beginAgain(plan) ?? this.inPanic(plan) ?? this.comeBack(plan) ?? this.retry(plan);
  }

  /** The route that `asLast` would ask for a whole answer. */
  peek({ routes }: Plan): Route | undefined {
    return this.beginning(routes)[0];
  }

  private afterMending(): RouteCandidate | undefined {
    const { mended: route } = this;
    this.mended = undefined;
    if (!route || !this.routes.isOpen(route)) return undefined;
    const plan = this.routes.plan();
    if (!isPossible(route, plan)) return undefined;
    const candidate = this.routes.admitInPanic(route);
    return candidate && { ...candidate, last: this.routes.isLast(route, plan) };
  }

  /**
   * A route that failed in passing is asked again before the next is: its cache is warm and its style the same, and mostly it
   * was a hiccup. Once in a request, where this failure is all that is held against the route, and within the retry budget. It
   * counts as the attempt that it repeats.
   */
  private inPlace(): RouteCandidate | undefined {
    const { hiccup } = this;
    this.hiccup = undefined;
    if (!hiccup || this.retried) return undefined;
    const { route, delayMs } = hiccup;
    const plan = this.routes.plan();
    const candidate = this.onceMore(route, plan);
    if (!candidate) return undefined;
    this.attempts.uncount();
    return { ...candidate, last: this.routes.isLast(route, plan), retryAfterMs: delayMs };
  }

  /** When no route goes on with the answer, a healthy one writes it from the beginning. */
  private beginAgain({ routes }: Plan): RouteCandidate | undefined {
    for (const route of this.beginning(routes)) {
      this.notContinuing.splice(this.notContinuing.indexOf(route), 1);
      this.begunAgain.add(route);
      const admitted = this.routes.admit(route);
      if (admitted) return { ...admitted, last: true, beginsAgain: true };
    }
    return undefined;
  }

  private beginning(routes: readonly Route[]): readonly Route[] {
    return this.notContinuing.filter((route) => routes.includes(route) && this.routes.hasAttemptFor(route));
  }

  /** When all routes are down they are asked all the same, the one that returns first before the others. */
  private inPanic(plan: Plan): RouteCandidate | undefined {
    if (this.panicked && this.profile.panics === 'one') return undefined;
    const open = plan.down.map(({ route }) => route).filter((route) => this.routes.isOpen(route));
    for (const route of open) {
      const candidate = this.routes.admitInPanic(route);
      if (!candidate) continue;
      this.panicked = true;
      const before = passedOver(plan, route, this.routes, this.attempts, this.profile);
      return { ...candidate, last: open.length === 1, passedOver: before };
    }
    return undefined;
  }

  /**
   * A route that was left for its silence may only have been slow. When the others failed, the first of them is asked again
   * with the deadlines of a last route, unless the user has waited long already.
   */
  private comeBack(plan: Plan): RouteCandidate | undefined {
    const { cutShort: route } = this;
    const waitedMs = this.context.deps.clock.monotonicMs() - this.startedAt;
    if (this.cameBack || !this.profile.mayComeBack || waitedMs > comesBackWithinMs) return undefined;
    // Alone it had the deadlines of a last route before.
    if (!route || !this.attempts.hasOther(route)) return undefined;
    if (!isPossible(route, plan) || this.attempts.count >= this.profile.maxAttempts) return undefined;
    this.cameBack = true;
    return this.routes.admitInPanic(route);
  }

  /** When nothing else is left, the first choice among the routes that failed in passing, within the retry budget. */
  private retry(plan: Plan): RouteCandidate | undefined {
    if (this.retried || !this.profile.mayRetry || this.attempts.count >= this.profile.maxAttempts) return undefined;
    for (const route of this.routes.all()) {
      const retryAfterMs = this.delays.get(route);
      const candidate = retryAfterMs === undefined ? undefined : this.onceMore(route, plan);
      if (candidate) return { ...candidate, retryAfterMs };
    }
    return undefined;
  }

  private onceMore(route: Route, plan: Plan): RouteCandidate | undefined {
    const { budget } = this.context.deps;
    if (!isPossible(route, plan) || !budget.mayRetry(route.providerId)) return undefined;
    const candidate = this.routes.admitInPanic(route);
    if (!candidate) return undefined;
    this.retried = true;
    budget.onExtraAttempt(route.providerId);
    return candidate;
  }
}

/** Only its health may be against it. */
function isPossible(route: Route, { routes, down }: Plan): boolean {
  return routes.includes(route) || down.some((skipped) => skipped.route === route);
}
