import type { Route } from '../../model/route/route';
import type { RouteCandidate } from './selection/routeCandidate';
import type { RequestAttempts } from './context/requestAttempts';
import type { RequestContext } from './context/requestContext';
import type { RequestRoutes } from './selection/requestRoutes';
import type { RoutedRequest } from './context/routedRequest';

/** Which routes one request may ask in parallel with the one it waits for. */
export class SecondaryRoutes {
  private hasProbed = false;

  constructor(
    private readonly context: RequestContext,
    private readonly request: Pick<RoutedRequest, 'profile' | 'needs'>,
    private readonly routes: RequestRoutes,
    private readonly attempts: RequestAttempts,
  ) {}

  /** A second route to be sooner than the first; undefined when the budget, the price or health forbids it. */
  second(first: Route): RouteCandidate | undefined {
    const { budget } = this.context.deps;
    const possible = this.possible(first);
    const local = this.request.profile.hedgesWithLocal ? possible.find(isLocal) : undefined;
    const route = local ?? possible[0];
    return route && (isLocal(route) || budget.mayRetry(route.providerId)) ? this.admit(route) : undefined;
  }

  /** Whether a local route can answer at once. */
  hasLocal(first: Route): boolean {
    return this.possible(first).some(isLocal);
  }

  /** A route that serves, for one that is asked only because it may be back. */
  companion(doubtful: Route): RouteCandidate | undefined {
    if (this.context.deps.network.offline) return undefined;
    const [route] = this.possible(doubtful);
    const admitted = route && this.routes.admit(route);
    if (!admitted) return undefined;
    if (!isLocal(doubtful)) this.context.deps.budget.onProbe(doubtful.providerId);
    return { ...admitted, last: true };
  }

  /**
   * The half-open route that goes before `chosen` in the user's order: it is probed in parallel, so that the user does not
   * wait for the proof. Once in a request, where its circuit has no other probe and the budget allows it.
   */
  probe(chosen: Route): RouteCandidate | undefined {
    const { doubtful } = this.routes.plan(this.routes.expectedCost(chosen));
    if (this.hasProbed || doubtful.includes(chosen)) return undefined;
    if (!this.request.profile.probes.whileOffline && this.context.deps.network.offline) return undefined;
    const order = this.routes.all();
    const before = order.slice(0, order.indexOf(chosen));
    const route = before.find((each) => doubtful.includes(each) && this.routes.isOpen(each));
    if (!route || !this.routes.mayProbe(route)) return undefined;
    const probe = this.routes.admit(route);
    if (!probe) return undefined;
    if (!isLocal(route)) this.context.deps.budget.onProbe(route.providerId);
    this.hasProbed = true;
    this.attempts.markAsked(route);
    return { ...probe, last: this.request.profile.probes.isLast };
  }

  /** A cold local model is not among them: cancelling the loser would abort its load. */
  private possible(first: Route): readonly Route[] {
    const { routes, doubtful } = this.routes.plan(this.routes.expectedCost(first));
    return routes.filter((route) => {
      if (route === first || doubtful.includes(route) || !this.routes.isOpen(route)) return false;
      return this.context.deps.consent.decided(route) === true && (!isLocal(route) || this.isLoaded(route));
    });
  }

  private isLoaded(route: Route): boolean {
    const link = this.routes.linkOf(route);
    return link !== undefined && this.context.deps.standby.isLoaded(link, route);
  }

  private admit(route: Route): RouteCandidate | undefined {
    const admitted = this.routes.admit(route);
    if (!admitted) return undefined;
    if (!isLocal(route)) this.context.deps.budget.onExtraAttempt(route.providerId);
    return { ...admitted, last: true };
  }
}

/** A request to this machine costs nothing. */
function isLocal({ trust }: Route): boolean {
  return trust === 'local';
}
