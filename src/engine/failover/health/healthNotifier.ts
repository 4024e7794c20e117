import type { Clock } from '../../model/clock';
import { type Disposable, Emitter, type Event } from '../../model/event';
import type { Route } from '../../model/route';
import type { RouteHealth, Lane } from '../api/routeHealth';
import { sameHealth } from './currentHealth';

export interface HealthNotifierDeps {
  readonly clock: Clock;
  readonly look: (route: Route, lane: Lane) => RouteHealth;
  /** When time alone will change something next, milliseconds since the epoch. */
  readonly changesAt: () => number | undefined;
  readonly onListenerError: (error: unknown) => void;
}

type Views = readonly [RouteHealth, RouteHealth];

interface KnownRoute {
  readonly route: Route;
  readonly views: Views;
}

/** Longer than a timer can be set for. */
const longestTimer = 2 ** 31 - 1;

/**
 * Tells when the health of a route that was ever looked at is not what it was. What only time changes is told too, by one
 * timer, so that nobody needs to poll.
 */
export class HealthNotifier implements Disposable {
  private readonly emitter: Emitter<Route | undefined>;
  private readonly known = new Map<string, KnownRoute>();
  private timer: unknown;
  private disposed = false;

  constructor(private readonly deps: HealthNotifierDeps) {
    this.emitter = new Emitter(deps.onListenerError);
  }

  get onDidChange(): Event<Route | undefined> {
    return this.emitter.event;
  }

  /** From now on changes of the route are told. */
  know(route: Route): void {
    if (this.known.get(route.id)?.route === route) return;
    this.known.set(route.id, { route, views: this.viewsOf(route) });
    this.arm();
  }

  routes(): readonly Route[] {
    return [...this.known.values()].map(({ route }) => route);
  }

  /** Compares with what was told last and tells the difference. */
  publish(): void {
    const changed: Route[] = [];
    for (const [id, { route, views: before }] of this.known) {
      const views = this.viewsOf(route);
      if (sameHealth(before[0], views[0]) && sameHealth(before[1], views[1])) continue;
      this.known.set(id, { route, views });
      changed.push(route);
    }
    this.arm();
    for (const route of changed) this.emitter.fire(route);
  }

  dispose(): void {
    this.disposed = true;
    this.deps.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.emitter.dispose();
  }

  private viewsOf(route: Route): Views {
    return [this.deps.look(route, 'chat'), this.deps.look(route, 'completion')];
  }

  private arm(): void {
    const { clock, changesAt } = this.deps;
    const at = this.disposed ? undefined : changesAt();
    clock.clearTimeout(this.timer);
    this.timer = undefined;
    if (at === undefined) return;
    const wait = Math.min(Math.max(at - clock.now(), 1), longestTimer);
    this.timer = clock.setTimeout(() => {
      this.timer = undefined;
      this.publish();
    }, wait);
  }
}
