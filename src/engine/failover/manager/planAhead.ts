import type { ImageFacts } from '../../model/request/image';
import type { Route } from '../../model/route/route';
import type { Policy } from '../api/policy';
import type { Consent } from '../api/providerManager';
import type { RequestProfile } from '../api/requestProfile';
import type { Health } from '../health/health';
import type { Network } from '../health/network';
import type { Capabilities } from '../learned/capabilities';
import { type Plan, plan } from '../policies/plan';
import type { Spending } from '../spending/spending';

export interface PlanAheadDeps {
  readonly health: Health;
  readonly network: Network;
  readonly capabilities: Capabilities;
  readonly consent: Consent;
  readonly policy: () => Policy;
  readonly spending: Spending;
}

/** The plan for a request before anything but its profile is known. */
export function planAhead(
  profile: RequestProfile,
  routes: readonly Route[],
  deps: PlanAheadDeps,
  { choice, images = [] }: { readonly choice?: Route; readonly images?: readonly ImageFacts[] } = {},
): Plan {
  const { health, network, capabilities, consent, spending } = deps;
  const policy = deps.policy();
  return plan({
    profile,
    needs: { tools: false, images, inputTokens: 0, requiredTokens: 0, outputTokens: 0 },
    routes,
    choice,
    policy,
    health: (route) => health.view(route, profile.lane),
    consent: (route) => consent.decided(route),
    network: network.offline ? 'down' : 'up',
    failedEndpoints: new Set(),
    contextWindow: (route) => capabilities.contextWindow(route),
    seesImages: (route) => capabilities.seesImages(route),
    price: (route) => capabilities.price(route),
    exceededWindow: 0,
    spent: 0,
    usedUp: (route) => spending.usedUp(route, policy.budgets),
  });
}
