import type { Route } from '../../model/route';
import type { RouteCandidate, RouteSelector } from './routeSelector';
import { costOf } from '../policies/plan';
import type { RequestAttempts } from './requestAttempts';
import type { RequestContext } from './requestContext';
import type { RoutedRequest } from './routedRequest';

/** Which routes one request may ask beside the one it waits for. */
export class SecondaryRoutes {
  private probed = false;

  constructor(
    private readonly context: RequestContext,
    private readonly work: Pick<RoutedRequest, 'profile' | 'needs'>,
    private readonly candidates: RouteSelector,
    private readonly attempts: RequestAttempts,
  ) {}

  /**
   * A second route to be sooner than the first; undefined when the budget, the price or health forbids it.
   */
  second(first: Route): RouteCandidate | undefined {
    const { budget } = this.context.deps;
    const possible = this.possible(first);
    const local = this.work.profile.hedgesWithLocal ? possible.find(isLocal) : undefined;
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
    const admitted = route && this.candidates.admit(route);
    if (!admitted) return undefined;
    if (!isLocal(doubtful)) this.context.deps.budget.onProbe(doubtful.providerId);
    return { ...admitted, last: true };
  }

  /**
   * The route that would have been asked instead of `chosen` but for the doubt whether it is back: it is asked too, so that
   * nobody waits for the proof. Once in a request, where its circuit has no other probe and the budget allows it.
   */
  probe(chosen: Route): RouteCandidate | undefined {
    const { doubtful } = this.candidates.plan(costOf(chosen, this.work.needs));
    if (this.probed || doubtful.includes(chosen)) return undefined;
    if (!this.work.profile.probes.whileOffline && this.context.deps.network.offline) return undefined;
    const order = this.candidates.routes();
    const before = order.slice(0, order.indexOf(chosen));
    const route = before.find((each) => doubtful.includes(each) && this.candidates.mayVisit(each));
    if (!route || !this.candidates.mayProbe(route)) return undefined;
    const probe = this.candidates.admit(route);
    if (!probe) return undefined;
    if (!isLocal(route)) this.context.deps.budget.onProbe(route.providerId);
    this.probed = true;
    this.attempts.markAsked(route);
    return { ...probe, last: this.work.profile.probes.isLast };
  }

  /** A cold local model is not among them: cancelling the loser would abort its load. */
  private possible(first: Route): readonly Route[] {
    const { routes, doubtful } = this.candidates.plan(costOf(first, this.work.needs));
    return routes.filter((route) => {
      if (route === first || doubtful.includes(route) || !this.candidates.mayVisit(route)) return false;
      return this.context.deps.consent.decided(route) === true && (!isLocal(route) || this.isLoaded(route));
    });
  }

  private isLoaded(route: Route): boolean {
    const link = this.candidates.linkOf(route);
    return link !== undefined && this.context.deps.standby.isLoaded(link, route);
  }

  private admit(route: Route): RouteCandidate | undefined {
    const admitted = this.candidates.admit(route);
    if (!admitted) return undefined;
    if (!isLocal(route)) this.context.deps.budget.onExtraAttempt(route.providerId);
    return { ...admitted, last: true };
  }
}

/** What is asked of this machine costs nobody anything. */
function isLocal({ trust }: Route): boolean {
  return trust === 'local';
}
