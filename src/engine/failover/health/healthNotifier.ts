import type { Clock } from '../../model/async/clock';
import { type Disposable, Emitter, type Event } from '../../model/async/event';
import type { Route } from '../../model/route/route';
import type { RouteHealth, Lane } from '../api/routeHealth';
import { sameHealth } from './currentHealth';

export interface HealthNotifierDeps {
  readonly clock: Clock;
  readonly inspect: (route: Route, lane: Lane) => RouteHealth;
  /** When time alone will change something next, milliseconds since the epoch. */
  readonly changesAt: () => number | undefined;
  readonly onListenerError: (error: unknown) => void;
}

type HealthByLane = readonly [RouteHealth, RouteHealth];

interface WatchedRoute {
  readonly route: Route;
  readonly health: HealthByLane;
}

/** The longest time a timer of Node can be set for. */
const longestTimerMs = 2 ** 31 - 1;

/** Emits when the health of a watched route changes, also by time alone: one timer, no polling. */
export class HealthNotifier implements Disposable {
  private readonly emitter: Emitter<Route | undefined>;
  private readonly watched = new Map<string, WatchedRoute>();
  private readonly marked = new Set<string>();
  private timer: unknown;
  private disposed = false;

  constructor(private readonly deps: HealthNotifierDeps) {
    this.emitter = new Emitter(deps.onListenerError);
  }

  get onDidChange(): Event<Route | undefined> {
    return this.emitter.event;
  }

  /** From now on changes of the route are emitted. */
  watch(route: Route): void {
    if (this.watched.get(route.id)?.route === route) return;
    this.watched.set(route.id, { route, health: this.healthByLane(route) });
    this.arm();
  }

  routes(): readonly Route[] {
    return [...this.watched.values()].map(({ route }) => route);
  }

  /** Something else that surfaces show of the route has changed: it is emitted with the next `publish`. */
  mark(route: Route): void {
    this.marked.add(route.id);
  }

  /** Compares with the health at the last emission and emits the differences. */
  publish(): void {
    const changed: Route[] = [];
    for (const [id, { route, health: before }] of this.watched) {
      const health = this.healthByLane(route);
      const isSame = sameHealth(before[0], health[0]) && sameHealth(before[1], health[1]);
      if (isSame && !this.marked.has(id)) continue;
      this.watched.set(id, { route, health });
      changed.push(route);
    }
    this.marked.clear();
    this.arm();
    for (const route of changed) this.emitter.fire(route);
  }

  dispose(): void {
    this.disposed = true;
    this.deps.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.emitter.dispose();
  }

  private healthByLane(route: Route): HealthByLane {
    return [this.deps.inspect(route, 'chat'), this.deps.inspect(route, 'completion')];
  }

  private arm(): void {
    const { clock, changesAt } = this.deps;
    const at = this.disposed ? undefined : changesAt();
    clock.clearTimeout(this.timer);
    this.timer = undefined;
    if (at === undefined) return;
    const wait = Math.min(Math.max(at - clock.now(), 1), longestTimerMs);
    this.timer = clock.setTimeout(() => {
      this.timer = undefined;
      this.publish();
    }, wait);
  }
}
