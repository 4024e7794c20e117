import * as l10n from '@vscode/l10n';
import type { Failure } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import { duration } from '../../model/text/duration';
import { type CircuitName, circuitKey, cooldownKey } from './records/healthKeys';
import type { HealthTable } from './records/healthTable';
import { type Circuit, failedAtMostOnce, settleCircuit } from './circuit/circuit';
import { cooldownKinds } from './failureEffects';
import type { RouteHealth, Lane } from '../api/routeHealth';
import { type CoolingDown, type Cooldown, settleCooldown } from './circuit/cooldown';
import type { Refusing } from '../learned/refusals';
import { memoizePerRoute } from '../../model/route/memoizePerRoute';

export interface NamedCircuit {
  readonly name: CircuitName;
  readonly key: string;
  /** As of now. */
  readonly circuit: Circuit;
}

/** The circuits that must all let the route through. */
export function circuitsOf(healthTable: HealthTable, route: Route, lane: Lane, now: number): readonly NamedCircuit[] {
  const names: readonly CircuitName[] =
    lane === 'completion' ? ['endpoint', 'model', 'completionLatency'] : ['endpoint', 'model'];
  return names.map((name) => {
    const key = circuitKey(name, route);
    return { name, key, circuit: settleCircuit(healthTable.circuit(key), now) };
  });
}

/** Keys of every cooldown that concerns the route. */
export const cooldownKeysOf: (route: Route) => readonly string[] = memoizePerRoute((route) =>
  cooldownKinds.flatMap((kind) => [cooldownKey(kind, 'credential', route), cooldownKey(kind, 'route', route)]),
);

function cooldownsNow(healthTable: HealthTable, route: Route, now: number): readonly Cooldown[] {
  return cooldownKeysOf(route).map((key) => settleCooldown(healthTable.cooldown(key), now));
}

export function coolingDownNow(healthTable: HealthTable, route: Route, now: number): readonly CoolingDown[] {
  return cooldownsNow(healthTable, route, now).filter((cooldown) => cooldown.state === 'cooling-down');
}

/** Whether the route is well, apart from one recent failure at most. */
export function failedOnce(healthTable: HealthTable, route: Route, lane: Lane, now: number): boolean {
  return (
    circuitsOf(healthTable, route, lane, now).every(({ circuit }) => failedAtMostOnce(circuit, now)) &&
    cooldownsNow(healthTable, route, now).every((cooldown) => cooldown.state !== 'half-open' && cooldown.repeats <= 1)
  );
}

/** Whether the provider wants to wait for the next request: it said so, or its refusal means so. */
export function hasAskedToWait(healthTable: HealthTable, route: Route, now: number): boolean {
  const failures = circuitsOf(healthTable, route, 'completion', now).flatMap(({ circuit }) =>
    circuit.state === 'soft-open' || circuit.state === 'open' ? [circuit.failure] : [],
  );
  return (
    coolingDownNow(healthTable, route, now).length > 0 || failures.some(({ retryAfterMs = 0 }) => retryAfterMs > 0)
  );
}

/** Whether a circuit lets a request through: freely, as its one probe, or not. */
export function admission(circuit: Circuit): 'free' | 'as-probe' | 'refused' {
  switch (circuit.state) {
    case 'closed':
      return 'free';
    case 'soft-open':
    case 'open':
      return 'refused';
    case 'half-open':
      return circuit.lease ? 'refused' : 'as-probe';
  }
}

interface Obstacle extends Pick<RouteHealth, 'cause' | 'failure' | 'until'> {
  /** The wait is over; the next request may try. */
  readonly passable: boolean;
  /** A probe had a good end. */
  readonly proven: boolean;
}

/** The health of the route now: the obstacle that lasts longest, and until when. */
export function routeHealth(
  healthTable: HealthTable,
  route: Route,
  lane: Lane,
  now: number,
  slowUntil: number | undefined,
  { refusing, limitedUntil }: { readonly refusing?: Refusing; readonly limitedUntil?: number } = {},
): RouteHealth {
  const obstacles = [
    ...limitObstacle(route, now, limitedUntil),
    ...cooldownsNow(healthTable, route, now).flatMap(cooldownObstacle),
    ...circuitsOf(healthTable, route, lane, now).flatMap(({ circuit }) => circuitObstacle(circuit)),
  ].sort(hardestFirst);
  const [hardest] = obstacles;
  if (hardest) {
    const { cause, failure, until, passable } = hardest;
    return { state: 'down', cause, failure, until, halfOpen: passable, proven: obstacles.every((each) => each.proven) };
  }
  if (refusing) {
    const { inARow, until } = refusing;
    const message = l10n.t('{0} did not accept the last {1} requests.', route.label, inARow);
    return {
      state: 'degraded',
      cause: 'refuses',
      failure: { kind: 'bad-request', scope: 'request', message },
      until,
      halfOpen: false,
    };
  }
  if (slowUntil !== undefined) return { state: 'degraded', cause: 'slow', until: slowUntil, halfOpen: false };
  return { state: 'healthy', halfOpen: false };
}

/** As after a refusal for the limit, but nobody had to be refused. */
function limitObstacle(route: Route, now: number, until: number | undefined): readonly Obstacle[] {
  if (until === undefined) return [];
  const message = l10n.t('The limit of {0} is reached, free again in about {1}.', route.label, duration(until - now));
  const failure: Failure = { kind: 'rate-limited', scope: 'model', message, retryAfterMs: until - now };
  return [{ cause: 'cooldown', failure, until, passable: false, proven: false }];
}

function cooldownObstacle(cooldown: Cooldown): readonly Obstacle[] {
  if (cooldown.state === 'active') return [];
  const { failure, until, needsUser } = cooldown.state === 'half-open' ? cooldown.after : cooldown;
  const passable = cooldown.state === 'half-open';
  return [{ cause: 'cooldown', failure, until: needsUser ? undefined : until, passable, proven: false }];
}

function circuitObstacle(circuit: Circuit): readonly Obstacle[] {
  switch (circuit.state) {
    case 'closed':
      return [];
    case 'soft-open':
    case 'open':
      return [{ cause: 'circuit', failure: circuit.failure, until: circuit.until, passable: false, proven: false }];
    case 'half-open': {
      const { failure, until } = circuit.after;
      const passable = admission(circuit) !== 'refused';
      const proven = circuit.evidence.some(({ kind, weight }) => kind === undefined && weight >= 1);
      return [{ cause: 'circuit', failure, until: passable ? until : circuit.lease?.expiresAt, passable, proven }];
    }
  }
}

function hardestFirst(a: Obstacle, b: Obstacle): number {
  if (a.passable !== b.passable) return a.passable ? 1 : -1;
  // The difference of two obstacles that only the user can end would be NaN.
  return a.until === b.until ? 0 : (b.until ?? Infinity) - (a.until ?? Infinity);
}

/** Whether a surface would show both alike. */
export function sameHealth(a: RouteHealth, b: RouteHealth): boolean {
  return (
    a.state === b.state &&
    a.cause === b.cause &&
    a.until === b.until &&
    a.halfOpen === b.halfOpen &&
    a.failure?.kind === b.failure?.kind
  );
}
