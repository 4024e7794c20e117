import * as l10n from '@vscode/l10n';
import type { ImageFacts } from '../../model/request/image';
import { type Price, tokenCost } from '../../model/price';
import type { Route } from '../../model/route/route';
import { isSameModel } from '../../model/route/sameModel';
import { shownNumber } from '../../model/text/language';
import type { SkippedRoute } from '../api/answer';
import type { UsedUpBudget } from '../api/budget';
import type { RequestProfile } from '../api/requestProfile';
import type { RouteHealth } from '../api/routeHealth';
import { budgetProblem } from './budgetProblem';
import { imageProblem } from './imageProblem';
import { outsideInWords, type Policy } from '../api/policy';

/** What a request needs of a route. */
export interface Requirements {
  readonly tools: boolean;
  /** Of the last question; those of earlier turns can be left out. */
  readonly images: readonly ImageFacts[];
  /** Tokens, an estimate of the whole input. */
  readonly inputTokens: number;
  /** Tokens that cannot be left out: system prompt, tools and the last turn. The rest may be trimmed to fit. */
  readonly requiredTokens: number;
  /** Tokens the answer is expected to take at most. */
  readonly outputTokens: number;
}

export interface PlanInput {
  readonly profile: Pick<RequestProfile, 'mayAskUser' | 'doubtfulRoutes'>;
  readonly needs: Requirements;
  /** In failover order. */
  readonly routes: readonly Route[];
  /** The user chose it for this request: that it is slow is no reason to ask another first. */
  readonly choice?: Route;
  readonly policy: Policy;
  readonly health: (route: Route) => RouteHealth;
  /** True: may be sent code; false: refused; undefined: never asked. */
  readonly consent: (route: Route) => boolean | undefined;
  /** Whether this machine has a network; `tried`: it seems not, and this request is to notice its return. */
  readonly network: 'up' | 'down' | 'tried';
  /** Endpoints that failed as a whole in this request: their other models come after all other routes. */
  readonly failedEndpoints: ReadonlySet<string>;
  /** Of the last route that failed for what is no fault of its model. The same model elsewhere comes before other models. */
  readonly failedModel?: string;
  /** Tokens; undefined where the route's window is not known, which excludes it from nothing. */
  readonly contextWindow: (route: Route) => number | undefined;
  /** Undefined where it is not known, which excludes the route from nothing. */
  readonly seesImages: (route: Route) => boolean | undefined;
  /** Undefined where it is not known, which excludes the route from nothing but a used-up budget. */
  readonly price: (route: Route) => Price | undefined;
  /** Tokens; a window of this size was too small for the request, 0 while none was. */
  readonly exceededWindow: number;
  /** US dollars that this request has cost so far, as estimated, with the attempts under way. */
  readonly spent: number;
  /** The month's budget that the route may not go beyond. */
  readonly usedUp: (route: Route) => UsedUpBudget | undefined;
}

export interface Plan {
  /** In the order to ask. */
  readonly routes: readonly Route[];
  /**
   * Those of `routes` that no user should wait for: half-open, and where they come last also a cloud while the network is
   * tried. Their place in the order is the profile's.
   */
  readonly doubtful: readonly Route[];
  /** Down now, but otherwise fit to serve; earliest return first. */
  readonly down: readonly SkippedRoute[];
  /** Not to be asked, even when healthy. */
  readonly excluded: readonly SkippedRoute[];
}

/** Orders the routes that a request may ask and names why the others are left out. Pure. */
export function plan(input: PlanInput): Plan {
  const candidates: { route: Route; rank: number }[] = [];
  const doubtful: Route[] = [];
  const down: SkippedRoute[] = [];
  const excluded: SkippedRoute[] = [];
  for (const route of input.routes) {
    const exclusion = excludes(route, input);
    if (exclusion) {
      excluded.push({ route, ...exclusion });
      continue;
    }
    const health = input.health(route);
    if (health.state === 'down' && !health.halfOpen) {
      down.push({
        route,
        reason: 'unhealthy',
        failure: health.failure,
        until: health.until,
        detail: health.failure?.message ?? l10n.t('{0} is not available at the moment.', route.label),
      });
      continue;
    }
    if (isDoubtful(route, health, input)) doubtful.push(route);
    candidates.push({ route, rank: rankOf(route, health, input) });
  }
  const missing = input.failedModel ?? modelThatIsDown(input.routes, candidates, down);
  const isOther = ({ model }: Route): number => (missing !== undefined && isSameModel(model, missing) ? 0 : 1);
  // The sort is stable: equals keep the user's order.
  candidates.sort((a, b) => a.rank - b.rank || isOther(a.route) - isOther(b.route));
  down.sort((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity));
  return { routes: candidates.map((candidate) => candidate.route), doubtful, down, excluded };
}

/** The model that would be asked first if it were not down. */
function modelThatIsDown(
  routes: readonly Route[],
  candidates: readonly { readonly route: Route }[],
  down: readonly SkippedRoute[],
): string | undefined {
  const isIn = (all: readonly { readonly route: Route }[], route: Route): boolean =>
    all.some((each) => each.route === route);
  const first = routes.find((route) => isIn(candidates, route) || isIn(down, route));
  return first && isIn(down, first) ? first.model : undefined;
}

function isDoubtful(route: Route, health: RouteHealth, { profile, network }: PlanInput): boolean {
  if (profile.doubtfulRoutes === 'in-place') return health.halfOpen && health.proven !== true;
  return health.halfOpen || (network === 'tried' && route.trust === 'cloud');
}

function rankOf(route: Route, health: RouteHealth, input: PlanInput): number {
  if (input.profile.doubtfulRoutes === 'last' && isDoubtful(route, health, input)) return 3;
  if (input.failedEndpoints.has(route.endpoint)) return 2;
  return health.state === 'degraded' && route !== input.choice ? 1 : 0;
}

function excludes(route: Route, input: PlanInput): Pick<SkippedRoute, 'reason' | 'detail'> | undefined {
  const { policy, needs } = input;
  const { traits } = route;
  const outside = outsideInWords(route, policy);
  if (outside !== undefined) {
    return { reason: 'boundary', detail: l10n.t('{0} is outside your boundary: {1}.', route.label, outside) };
  }
  const consent = input.consent(route);
  if (consent === false) {
    return { reason: 'consent', detail: l10n.t('You have not agreed that code is sent to {0}.', route.label) };
  }
  // A question to the user has no place while they type.
  if (consent === undefined && !input.profile.mayAskUser) {
    return {
      reason: 'consent',
      detail: l10n.t('You have not been asked yet whether code may be sent to {0}.', route.label),
    };
  }
  if (needs.tools && !traits.tools) {
    return { reason: 'capability', detail: l10n.t('{0} cannot use tools.', route.model) };
  }
  const problem = imageProblem(route, input.seesImages(route), needs.images);
  if (problem !== undefined) return { reason: 'capability', detail: problem };
  const window = input.contextWindow(route);
  if (window !== undefined && needs.requiredTokens + minimumAnswerTokens > window) {
    return {
      reason: 'context',
      detail: l10n.t('The message is too long for {0}, whose {1} holds {2} tokens.', ...namesWithWindow(route, window)),
    };
  }
  if (window !== undefined && window <= input.exceededWindow) {
    return {
      reason: 'context',
      detail: l10n.t(
        'The conversation is too long for {0}, whose {1} holds {2} tokens.',
        ...namesWithWindow(route, window),
      ),
    };
  }
  if (
    policy.maxRequestCost !== undefined &&
    input.spent + expectedCost(route, input.price(route), needs) > policy.maxRequestCost
  ) {
    return { reason: 'price', detail: l10n.t('{0} would cost more than this request may.', route.model) };
  }
  const budget = input.usedUp(route);
  if (budget) return { reason: 'budget', detail: budgetProblem(route, budget) };
  if (input.network === 'down' && route.trust === 'cloud') {
    return {
      reason: 'offline',
      detail: l10n.t('{0} cannot be reached: this machine seems to be offline.', route.label),
    };
  }
  return undefined;
}

function namesWithWindow({ label, model }: Route, window: number): readonly [string, string, string] {
  return [label, model, shownNumber(window)];
}

/** The least room for an answer that is worth a request. */
const minimumAnswerTokens = 256;

/** US dollars, as estimated before the route is asked; 0 where its price is not known. */
export function expectedCost({ traits }: Route, price: Price | undefined, needs: Requirements): number {
  const { contextWindow = Infinity, maxOutputTokens } = traits;
  if (!price) return 0;
  const input = Math.min(needs.inputTokens, contextWindow);
  const output = Math.min(needs.outputTokens, maxOutputTokens);
  return tokenCost(price, { input, output });
}
