import { type Disposable, Emitter, type Event } from '../../model/async/event';
import type { Route } from '../../model/route/route';
import type { Lane } from '../api/routeHealth';
import type { LearnedFacts } from './learnedFacts';

/** After so many refused requests in a row a route is no longer asked first. */
const maxInARow = 3;
/** Less than a minute: a route that accepts again is asked within one, and a refusal costs one round trip only. */
const lastPlaceForMs = 30_000;

/** A route that comes after the others because it refuses request after request. */
export interface Refusing {
  readonly inARow: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** Counts the requests that each route has refused as wrong (`bad-request`) since it last served one. */
export class Refusals implements Disposable {
  private readonly changed = new Emitter<void>();

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly facts: LearnedFacts,
    private readonly now: () => number,
  ) {}

  /** The route refused a request for good. Called once for each request. */
  refused(route: Route, lane: Lane): void {
    this.facts.set(route, nameOf(lane), (this.facts.get(route, nameOf(lane))?.value ?? 0) + 1);
    this.changed.fire();
  }

  served(route: Route, lane: Lane): void {
    if (!this.facts.get(route, nameOf(lane))) return;
    this.facts.set(route, nameOf(lane), 0);
    this.changed.fire();
  }

  /** Undefined while the route keeps its place. */
  refusing(route: Route, lane: Lane): Refusing | undefined {
    const fact = this.facts.get(route, nameOf(lane));
    if (!fact || fact.value < maxInARow) return undefined;
    const until = fact.at + lastPlaceForMs;
    return this.now() < until ? { inARow: fact.value, until } : undefined;
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function nameOf(lane: Lane): string {
  return `refusals:${lane}`;
}
