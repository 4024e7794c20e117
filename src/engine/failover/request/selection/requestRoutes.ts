import type { Failure, FailureKind } from '../../../model/failure/failure';
import type { Route } from '../../../model/route/route';
import type { ChainLink } from '../../api/providerManager';
import type { RouteHealth } from '../../api/routeHealth';
import { ContextOverflows } from '../../learned/contextOverflows';
import { deadlinesOf } from '../../policies/deadlines';
import { expectedCost, plan, type Plan } from '../../policies/plan';
import { tokensSent } from '../../policies/trimToWindow';
import type { RequestAttempts } from '../context/requestAttempts';
import type { RequestContext } from '../context/requestContext';
import type { RouteCandidate } from './routeCandidate';
import type { RoutedRequest } from '../context/routedRequest';

/** What the same model is likely to do elsewhere too. */
const faultsOfModel: ReadonlySet<FailureKind> = new Set([
  'context-exceeded',
  'policy',
  'empty',
  'not-continued',
  'bad-request',
]);

type Admitted = Pick<RouteCandidate, 'link' | 'route' | 'permit'>;

/** The routes of one request: which may be asked at this moment, and the permits to ask them. */
export class RequestRoutes {
  private readonly failedEndpoints = new Set<string>();
  private failedModel: string | undefined;
  private readonly overflows: ContextOverflows;
  private readonly triesNetwork: boolean;

  constructor(
    private readonly context: RequestContext,
    private readonly request: Pick<RoutedRequest, 'profile' | 'needs'>,
    private readonly attempts: RequestAttempts,
  ) {
    const { capabilities, network } = context.deps;
    this.overflows = new ContextOverflows(capabilities, request.needs);
    this.triesNetwork = network.offline && network.mayTryCloud();
  }

  /** The route that the user chose for this request. */
  get choice(): Route | undefined {
    return this.context.choice;
  }

  /** Whether the images of the request cannot be seen there. */
  isBlind(route: Route): boolean {
    return this.request.needs.images.length > 0 && this.context.deps.capabilities.seesImages(route) === false;
  }

  /** In failover order. */
  all(): readonly Route[] {
    return this.context.links.map((link) => link[this.request.profile.lane]);
  }

  linkOf(route: Route): ChainLink | undefined {
    return this.context.links.find((link) => link[this.request.profile.lane].id === route.id);
  }

  /** Made again for each attempt, since health moves while a request runs. `underWay`: US dollars of attempts without a record. */
  plan(underWay = 0): Plan {
    const { consent, network, capabilities, spending } = this.context.deps;
    const policy = this.context.deps.policy();
    const { profile, needs } = this.request;
    const isTried = this.triesNetwork && this.attempts.count === 0;
    return plan({
      profile,
      needs,
      routes: this.all(),
      choice: this.choice,
      policy,
      health: (route) => this.healthOf(route),
      consent: (route) => consent.decided(route),
      network: !network.offline ? 'up' : isTried ? 'tried' : 'down',
      failedEndpoints: this.failedEndpoints,
      ...(this.failedModel === undefined ? {} : { failedModel: this.failedModel }),
      contextWindow: (route) => capabilities.contextWindow(route),
      seesImages: (route) => capabilities.seesImages(route),
      price: (route) => capabilities.price(route),
      exceededWindow: this.overflows.exceededWindow,
      spent: this.attempts.spent + underWay,
      usedUp: (route) => spending.usedUp(route, policy.budgets),
    });
  }

  /** US dollars, as estimated before the route is asked; 0 where its price is not known. */
  expectedCost(route: Route): number {
    return expectedCost(route, this.context.deps.capabilities.price(route), this.request.needs);
  }

  /** Whether the route was not asked yet and the request has an attempt left for it. */
  isOpen(route: Route): boolean {
    return !this.attempts.hasAsked(route) && this.hasAttemptFor(route);
  }

  hasAttemptFor(route: Route): boolean {
    const { maxAttempts, localBeyondMax } = this.request.profile;
    return this.attempts.count < maxAttempts || (localBeyondMax && route.trust === 'local');
  }

  /** Whether no other route of the plan is open. */
  isLast(route: Route, { routes }: Plan): boolean {
    return !routes.some((other) => other !== route && this.isOpen(other));
  }

  /** Undefined when health forbids it. */
  admit(route: Route): Admitted | undefined {
    const { profile, needs } = this.request;
    const { latency, health } = this.context.deps;
    const link = this.linkOf(route);
    const firstContent = latency.firstContent(route, profile.lane);
    const { inputTokens } = needs;
    const { firstContentMs } = deadlinesOf({
      ...{ profile, route, firstContent, inputTokens },
      last: true,
      remainingMs: Infinity,
    });
    const permit = link && health.admit(route, profile.lane, firstContentMs);
    return link && permit && { link, route, permit };
  }

  /** In spite of its health; undefined where even that is too soon. */
  admitInPanic(route: Route): RouteCandidate | undefined {
    const { consent, health } = this.context.deps;
    // A question to the user has no place between failures.
    if (consent.decided(route) !== true) return undefined;
    const link = this.linkOf(route);
    const permit = link && health.admitInPanic(route, this.request.profile.lane);
    return link && permit && { link, route, permit, last: true };
  }

  /** Whether the route may be tried in parallel with one that serves. */
  mayProbe(route: Route): boolean {
    const { consent, budget } = this.context.deps;
    return consent.decided(route) === true && (route.trust === 'local' || budget.mayProbe(route.providerId));
  }

  /** What the route is or was down for. */
  doubtOf(route: Route): Failure | undefined {
    return this.healthOf(route).failure;
  }

  /** Milliseconds since the epoch at which the first route may serve again; undefined where none has a known end. */
  retryAt(): number | undefined {
    const times = this.all().flatMap((route) => this.healthOf(route).until ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  recordFailure(route: Route, failure: Failure): void {
    if (failure.scope === 'endpoint') this.failedEndpoints.add(route.endpoint);
    this.failedModel = faultsOfModel.has(failure.kind) ? undefined : route.model;
    if (failure.kind === 'context-exceeded') this.overflows.recordFailure(route, failure);
  }

  /** Once in a request the routes that were too small are reopened for a shorter one, when no larger is left. */
  shorten(): boolean {
    const smaller = this.overflows.shorten();
    for (const route of smaller ?? []) this.attempts.reopen(route);
    return smaller !== undefined;
  }

  /** For this request: a host may have less left than it takes. */
  private healthOf(route: Route): RouteHealth {
    const { health, capabilities } = this.context.deps;
    const { profile, needs } = this.request;
    return health.view(route, profile.lane, tokensSent(needs, capabilities.contextWindow(route)));
  }
}
