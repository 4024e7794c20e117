import { type Disposable, Emitter, type Event } from '../../model/event';
import type { Route } from '../../model/route';
import type { Lane } from '../api/routeHealth';
import type { LearnedFacts } from './learnedFacts';

/** Requests in a row that a route may refuse before it is no longer asked first. */
const mostInARow = 3;
/** Less than a minute, so that one that accepts again is asked within one; a refusal costs one round trip. */
const restMs = 30_000;

/** A route that goes behind the others because it refuses request after request. */
export interface Refusing {
  readonly inARow: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** How many requests each route has refused as wrong (`bad-request`) without one served between. */
export class Refusals implements Disposable {
  private readonly changed = new Emitter<void>();

  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly facts: LearnedFacts,
    private readonly now: () => number,
  ) {}

  /** A request ended at the route as a bad one; once for each request. */
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
    if (!fact || fact.value < mostInARow) return undefined;
    const until = fact.at + restMs;
    return this.now() < until ? { inARow: fact.value, until } : undefined;
  }

  dispose(): void {
    this.changed.dispose();
  }
}

function nameOf(lane: Lane): string {
  return `refusals:${lane}`;
}
