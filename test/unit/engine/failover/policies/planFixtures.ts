import { defaultPolicy } from '../../../../../src/engine/failover/api/policy';
import { chatProfile } from '../../../../../src/engine/failover/api/requestProfile';
import type { RouteHealth } from '../../../../../src/engine/failover/api/routeHealth';
import { plan, type PlanInput, type Requirements } from '../../../../../src/engine/failover/policies/plan';
import { route, tablePrice } from '../fixtures';

export const needs: Requirements = {
  tools: false,
  images: [],
  inputTokens: 2_000,
  requiredTokens: 1_000,
  outputTokens: 500,
};
const healthy: RouteHealth = { state: 'healthy', halfOpen: false };

export const [a, b, c] = [route('a'), route('b'), route('c')] as const;

/** `health`: by the id of the provider; healthy where it has none. */
export function planned({
  health = {},
  ...changes
}: Partial<Omit<PlanInput, 'health'>> & { readonly health?: Readonly<Record<string, RouteHealth>> }) {
  return plan({
    profile: chatProfile,
    needs,
    routes: [],
    policy: defaultPolicy,
    consent: () => true,
    network: 'up',
    failedEndpoints: new Set(),
    contextWindow: (each) => each.traits.contextWindow,
    seesImages: (each) => each.traits.images,
    price: tablePrice,
    exceededWindow: 0,
    spent: 0,
    usedUp: () => undefined,
    ...changes,
    health: ({ providerId }) => health[providerId] ?? healthy,
  });
}
