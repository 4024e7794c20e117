import type { Route } from '../../model/route';
import { type HealthTable, type CircuitName, circuitKey, cooldownKey } from './records/healthTable';
import { type Circuit, isLone, settleCircuit } from './circuit/circuit';
import { cooldownKinds } from './failureEffects';
import type { RouteHealth, Lane } from '../api/routeHealth';
import { type CoolingDown, type Cooldown, settleCooldown } from './circuit/cooldown';
import type { Refusing } from '../learned/refusals';
import { memoizePerRoute } from '../../model/memoizePerRoute';

export interface NamedCircuit {
  readonly name: CircuitName;
  readonly key: string;
  /** As of now. */
  readonly circuit: Circuit;
}

/** The circuits that must all let the route through. */
export function circuitsOf(cells: HealthTable, route: Route, lane: Lane, now: number): readonly NamedCircuit[] {
  const names: readonly CircuitName[] = lane === 'completion' ? ['endpoint', 'model', 'pace'] : ['endpoint', 'model'];
  return names.map((name) => {
    const key = circuitKey(name, route);
    return { name, key, circuit: settleCircuit(cells.circuit(key), now) };
  });
}

/** Keys of everything the route may be parked under. */
export const cooldownsOf: (route: Route) => readonly string[] = memoizePerRoute((route) =>
  cooldownKinds.flatMap((kind) => [cooldownKey(kind, 'credential', route), cooldownKey(kind, 'route', route)]),
);

function parkingsNow(cells: HealthTable, route: Route, now: number): readonly Cooldown[] {
  return cooldownsOf(route).map((key) => settleCooldown(cells.parking(key), now));
}

export function coolingDownNow(cells: HealthTable, route: Route, now: number): readonly CoolingDown[] {
  return parkingsNow(cells, route, now).filter((parking) => parking.state === 'parked');
}

/** Whether one failure is all that is held against the route. */
export function failedOnce(cells: HealthTable, route: Route, lane: Lane, now: number): boolean {
  return (
    circuitsOf(cells, route, lane, now).every(({ circuit }) => isLone(circuit, now)) &&
    parkingsNow(cells, route, now).every((parking) => parking.state !== 'half-open' && parking.strikes <= 1)
  );
}

/** Whether the provider itself has said, or its refusal means, that it wants to be left alone until later. */
export function toldToWait(cells: HealthTable, route: Route, now: number): boolean {
  const failures = circuitsOf(cells, route, 'completion', now).flatMap(({ circuit }) =>
    circuit.state === 'cooling' || circuit.state === 'open' ? [circuit.failure] : [],
  );
  return coolingDownNow(cells, route, now).length > 0 || failures.some(({ retryAfterMs = 0 }) => retryAfterMs > 0);
}

/** Whether a circuit lets a request through: freely, as its one probe, or not. */
export function admission(circuit: Circuit): 'free' | 'as-probe' | 'refused' {
  switch (circuit.state) {
    case 'closed':
      return 'free';
    case 'cooling':
    case 'open':
      return 'refused';
    case 'half-open':
      return circuit.lease ? 'refused' : 'as-probe';
  }
}

interface Obstacle extends Pick<RouteHealth, 'cause' | 'failure' | 'until'> {
  /** Time has done its part; the next request may try. */
  readonly passable: boolean;
  /** One that tried had a good end. */
  readonly proven: boolean;
}

/** What stands in the way of the route now, and until when all of it does. */
export function routeHealth(
  cells: HealthTable,
  route: Route,
  lane: Lane,
  now: number,
  slowUntil: number | undefined,
  refusing?: Refusing,
): RouteHealth {
  const obstacles = [
    ...parkingsNow(cells, route, now).flatMap(parkedObstacle),
    ...circuitsOf(cells, route, lane, now).flatMap(({ circuit }) => circuitObstacle(circuit)),
  ].sort(hardestFirst);
  const [hardest] = obstacles;
  if (hardest) {
    const { cause, failure, until, passable } = hardest;
    return { state: 'down', cause, failure, until, halfOpen: passable, proven: obstacles.every((each) => each.proven) };
  }
  if (refusing) {
    const { inARow, until } = refusing;
    const message = `${route.label} did not accept the last ${inARow} requests.`;
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

function parkedObstacle(parking: Cooldown): readonly Obstacle[] {
  if (parking.state === 'free') return [];
  const { failure, until, needsUser } = parking.state === 'half-open' ? parking.after : parking;
  const passable = parking.state === 'half-open';
  return [{ cause: 'parked', failure, until: needsUser ? undefined : until, passable, proven: false }];
}

function circuitObstacle(circuit: Circuit): readonly Obstacle[] {
  switch (circuit.state) {
    case 'closed':
      return [];
    case 'cooling':
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
  // The comparison of two that only the user can end would be NaN.
  return a.until === b.until ? 0 : (b.until ?? Infinity) - (a.until ?? Infinity);
}

export function sameHealth(a: RouteHealth, b: RouteHealth): boolean {
  return (
    a.state === b.state &&
    a.cause === b.cause &&
    a.until === b.until &&
    a.halfOpen === b.halfOpen &&
    a.failure?.kind === b.failure?.kind
  );
}
