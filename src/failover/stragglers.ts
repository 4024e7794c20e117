import type { Clock } from '../model/clock';
import type { Disposable } from '../model/event';
import { isContent } from './attempt';
import type { Latency } from './latency';
import type { Leg } from './leg';

/** Milliseconds; whoever is still writing by then is well. */
const longest = 7_500;
/** Milliseconds between two late legs of a route that are waited for: one verdict is enough. */
const between = 10_000;

/** Legs that no request waits for any more, kept until they have shown what their routes are worth. */
export class Stragglers implements Disposable {
  private readonly legs = new Set<Leg>();
  private readonly waitedForAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly latency: Pick<Latency, 'p95'>,
  ) {}

  /** Reads a probe to its end: a first word does not show that its route is well again, when answers broke off there. */
  follow(probe: Leg): void {
    probe.letGo();
    void this.read(probe, 'end');
  }

  /**
   * Lets go of a leg that has said nothing yet. One that is no later than usual is cancelled at once. A later one may be of
   * a dead provider, which nobody would learn of if a faster leg or the user's haste always ended it first.
   */
  abandon(leg: Leg): void {
    if (leg.hasContent || !this.isSuspect(leg)) {
      leg.cancel('hedge-lost');
      return;
    }
    this.waitedForAt.set(leg.route.id, this.clock.monotonicMs());
    leg.letGo();
    void this.read(leg, 'first content');
  }

  dispose(): void {
    for (const leg of this.legs) leg.cancel('cancelled');
  }

  private isSuspect({ route, task, startedAt }: Leg): boolean {
    if (task !== 'completion') return false;
    const now = this.clock.monotonicMs();
    const last = this.waitedForAt.get(route.id) ?? -Infinity;
    return now - startedAt > (this.latency.p95(route, task) ?? 0) && now - last >= between;
  }

  private async read(leg: Leg, until: 'end' | 'first content'): Promise<void> {
    this.legs.add(leg);
    const timer = this.clock.setTimeout(() => leg.leave(), longest);
    for (;;) {
      const event = await leg.peek();
      leg.take();
      if (event.type === 'done' || event.type === 'failed') break;
      if (until === 'end' || !isContent(event)) continue;
      leg.cancel('hedge-lost');
      break;
    }
    this.clock.clearTimeout(timer);
    this.legs.delete(leg);
  }
}
