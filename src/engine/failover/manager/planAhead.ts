import type { ImageFacts } from '../../model/image';
import type { Route } from '../../model/route';
import type { Policy } from '../api/policy';
import type { Consent } from '../api/providerManager';
import type { RequestProfile } from '../api/requestProfile';
import type { Health } from '../health/health';
import type { Network } from '../health/network';
import type { Capabilities } from '../learned/capabilities';
import { type Plan, plan } from '../policies/plan';

export interface PlanAheadDeps {
  readonly health: Health;
  readonly network: Network;
  readonly capabilities: Capabilities;
  readonly consent: Consent;
  readonly policy: () => Policy;
}

/** The plan for a request before anything but its profile is known. */
export function planAhead(
  profile: RequestProfile,
  routes: readonly Route[],
  deps: PlanAheadDeps,
  { choice, images = [] }: { readonly choice?: Route; readonly images?: readonly ImageFacts[] } = {},
): Plan {
  const { health, network, capabilities, consent, policy } = deps;
  return plan({
    profile,
    needs: { tools: false, images, inputTokens: 0, requiredTokens: 0, outputTokens: 0 },
    routes,
    choice,
    policy: policy(),
    health: (route) => health.view(route, profile.lane),
    consent: (route) => consent.decided(route),
    network: network.offline ? 'down' : 'up',
    failedEndpoints: new Set(),
    contextWindow: (route) => capabilities.contextWindow(route),
    seesImages: (route) => capabilities.seesImages(route),
    exceededWindow: 0,
    spent: 0,
  });
}
