import * as l10n from '@vscode/l10n';
import type { Route } from '../../../model/route/route';
import type { SkippedRoute } from '../../api/answer';
import { breaksOff } from '../../health/failureEffects';
import type { Plan } from '../../policies/plan';
import { passedOver } from './passedOver';
import type { RequestAttempts } from '../context/requestAttempts';
import type { RequestContext } from '../context/requestContext';
import type { RequestRoutes } from './requestRoutes';
import { type RouteCandidate, routeName } from './routeCandidate';
import type { RoutedRequest } from '../context/routedRequest';
import type { SecondChances } from './secondChances';

export interface RouteSelectorOptions {
  readonly context: RequestContext;
  readonly request: Pick<RoutedRequest, 'profile' | 'needs'>;
  readonly routes: RequestRoutes;
  readonly chances: SecondChances;
  readonly attempts: RequestAttempts;
  /** The request's. */
  readonly signal: AbortSignal;
}

/** Selects the next route of one request. */
export class RouteSelector {
  private readonly refused: SkippedRoute[] = [];
  private isPlanLogged = false;

  constructor(private readonly options: RouteSelectorOptions) {}

  /** The next route to ask; asks the user for consent where that is missing. Undefined when none is left. */
  async next(): Promise<RouteCandidate | undefined> {
    const { routes, chances } = this.options;
    const again = chances.atOnce();
    if (again) return again;
    for (;;) {
      const plan = routes.plan();
      this.logPlan(plan);
      const open = plan.routes.filter((route) => routes.isOpen(route));
      const route = this.choose(open, plan);
      if (!route && routes.shorten()) continue;
      if (!route) return chances.asLast(plan);
      const consent = await this.consentTo(route);
      if (consent === 'aborted') return undefined;
      if (consent !== 'given') continue;
      const admitted = routes.admit(route);
      if (admitted) return { ...admitted, ...this.placeOf(route, open, plan) };
      this.refuse(route, 'unhealthy', l10n.t('{0} is being tried by another request.', route.label));
    }
  }

  /** The route that would be asked now, without a question to the user and without a permit. */
  peek(): Route | undefined {
    const { routes, chances } = this.options;
    const plan = routes.plan();
    return plan.routes.find((route) => routes.isOpen(route)) ?? chances.peek(plan);
  }

  /** The routes that were never asked, each with its reason. */
  skipped(): readonly SkippedRoute[] {
    const { routes, attempts } = this.options;
    const plan = routes.plan();
    const seen = new Set(attempts.records.map(({ route }) => route.id));
    return [...this.refused, ...plan.down, ...plan.excluded].filter(({ route }) => {
      if (seen.has(route.id)) return false;
      seen.add(route.id);
      return true;
    });
  }

  /**
   * The first of those that may be asked. A doubtful one that keeps its place is the choice only where another can be asked
   * together with it, so that the user does not wait for it; else that other one is.
   */
  private choose(open: readonly Route[], { doubtful }: Plan): Route | undefined {
    const { context, request, routes, attempts } = this.options;
    const [first] = open;
    if (!first || request.profile.doubtfulRoutes === 'last' || !doubtful.includes(first)) return first;
    // Without a network one cloud is tried at a time.
    if (context.deps.network.offline) return first;
    const sure = open.find((route) => !doubtful.includes(route));
    if (!sure) return first;
    const failure = routes.doubtOf(first);
    // An answer that would be held back until it is proven is not announced as the one that is asked.
    const isHeld = failure !== undefined && breaksOff(failure.kind);
    return attempts.count === 0 && !isHeld && routes.mayProbe(first) ? first : sure;
  }

  private async consentTo(route: Route): Promise<'given' | 'missing' | 'aborted'> {
    const { context, routes, signal } = this.options;
    const { consent } = context.deps;
    if (consent.decided(route) !== undefined) return 'given';
    const isGiven = await consent.ask(route, signal);
    if (signal.aborted) return 'aborted';
    // While the user thought about it the boundary may have been narrowed.
    if (!routes.plan().routes.includes(route)) return 'missing';
    if (isGiven) return 'given';
    this.refuse(route, 'consent', l10n.t('You have not agreed that code is sent to {0}.', route.label));
    return 'missing';
  }

  private placeOf(
    route: Route,
    open: readonly Route[],
    plan: Plan,
  ): Pick<RouteCandidate, 'last' | 'doubt' | 'passedOver'> {
    const { request, routes, attempts } = this.options;
    const others = open.filter((other) => other !== route);
    // Doubtful routes that come last are probed in parallel, or are being tried by other requests.
    const isDoubtful = plan.doubtful.includes(route);
    const isInPlace = request.profile.doubtfulRoutes === 'in-place';
    const last = isInPlace
      ? others.length === 0
      : others.every((other) => !isDoubtful && plan.doubtful.includes(other));
    const doubt = isInPlace && isDoubtful ? routes.doubtOf(route) : undefined;
    return { last, doubt, passedOver: passedOver(plan, route, routes, attempts, request.profile) };
  }

  private refuse(route: Route, reason: SkippedRoute['reason'], detail: string): void {
    this.options.attempts.markAsked(route);
    this.refused.push({ route, reason, detail });
  }

  /** Once in a request: which routes it may be sent to now, in order, and which not and why. */
  private logPlan({ routes, down, excluded }: Plan): void {
    if (this.isPlanLogged) return;
    this.isPlanLogged = true;
    const order = routes.map(routeName).join(', ') || 'nobody';
    const others = [...down, ...excluded].map(({ route, reason, failure }) => {
      return `${routeName(route)} ${failure ? `down by ${failure.kind}` : reason}`;
    });
    const { context, request } = this.options;
    const not = others.length === 0 ? '' : `; not ${others.join(', ')}`;
    context.log(`about ${request.needs.inputTokens} tokens for ${order}${not}`);
  }
}
