import type { FailureKind } from '../../../model/failure/failure';
import { memoizePerRoute } from '../../../model/route/memoizePerRoute';
import type { Route } from '../../../model/route/route';

/** The circuits a route depends on; `completionLatency` counts for completions only. */
export type CircuitName = 'endpoint' | 'model' | 'completionLatency';

/** Health belongs to a configuration: under another address, header or account nothing is known yet. */
const circuitKeys = memoizePerRoute(({ endpoint, model, configuration }): Readonly<Record<CircuitName, string>> => {
  const keyOf = (...parts: readonly string[]): string =>
    JSON.stringify(configuration === undefined ? parts : [...parts, configuration]);
  return {
    endpoint: keyOf('endpoint', endpoint),
    model: keyOf('model', endpoint, model),
    // The word of the saved documents.
    completionLatency: keyOf('pace', endpoint, model),
  };
});

export function circuitKey(name: CircuitName, route: Route): string {
  return circuitKeys(route)[name];
}

export type CooldownScope = 'credential' | 'route';

/** The key of the cooldown for one kind of failure. */
export function cooldownKey(kind: FailureKind, scope: CooldownScope, route: Route): string {
  return scopedKey(kind, scope, route);
}

/** The key of what the credential or the route has shown lately. */
export function servedKey(scope: CooldownScope, route: Route): string {
  return scopedKey('served', scope, route);
}

/** The key of what a host has said of the limits of the route. */
export const limitKey = memoizePerRoute((route) => scopedKey('limits', 'route', route));

function scopedKey(kind: FailureKind | 'served' | 'limits', scope: CooldownScope, route: Route): string {
  const { providerId, id, configuration } = route;
  const parts = [kind, scope, scope === 'credential' ? providerId : id];
  return JSON.stringify(configuration === undefined ? parts : [...parts, configuration]);
}
