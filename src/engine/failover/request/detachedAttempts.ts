import type { Clock } from '../../model/clock';
import type { Disposable } from '../../model/event';
import { isContent } from './streamWithDeadlines';
import type { Latency } from '../health/latency';
import type { Attempt } from './attempt';

/** Milliseconds; whoever is still writing by then is well, and more would only cost more. */
const longest = 7_500;
/** Milliseconds between two late legs of a route that are waited for: one verdict is enough. */
const between = 10_000;

type Until = 'end' | 'first content';

/** Legs that no request waits for any more, kept until they have shown what their routes are worth. */
export class DetachedAttempts implements Disposable {
  private readonly legs = new Set<Attempt>();
  private readonly waitedForAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly latency: Pick<Latency, 'p95'>,
  ) {}

  /**
   * Reads a probe: to its first content where its route refused or was silent; to its end where answers broke off, which a
   * first word says nothing about.
   */
  follow(probe: Attempt, until: Until): void {
    probe.detach();
    void this.read(probe, until, (attempt) => attempt.endAsHealthy());
  }

  /**
   * Lets go of a leg that has said nothing yet. One that is no later than usual is cancelled at once. A later one may be of
   * a dead provider, which nobody would learn of if a faster leg or the user's haste always ended it first.
   */
  abandon(leg: Attempt): void {
    if (leg.hasContent || !this.isSuspect(leg)) {
      leg.cancel('hedge-lost');
      return;
    }
    this.waitedForAt.set(leg.route.id, this.clock.monotonicMs());
    leg.detach();
    void this.read(leg, 'first content', (late) => late.cancel('hedge-lost'));
  }

  dispose(): void {
    for (const leg of this.legs) leg.cancel('cancelled');
  }

  private isSuspect({ route, profile, startedAt }: Attempt): boolean {
    if (!profile.followsLateLosers) return false;
    const now = this.clock.monotonicMs();
    const last = this.waitedForAt.get(route.id) ?? -Infinity;
    return now - startedAt > (this.latency.p95(route, profile.lane) ?? 0) && now - last >= between;
  }

  private async read(leg: Attempt, until: Until, end: (leg: Attempt) => void): Promise<void> {
    this.legs.add(leg);
    // What falls silent ends by its own deadlines.
    let firstAt: number | undefined;
    for (;;) {
      const event = await leg.peek();
      leg.take();
      if (event.type === 'done' || event.type === 'failed') break;
      if (!isContent(event)) continue;
      const now = this.clock.monotonicMs();
      firstAt ??= now;
      if (until === 'end' && now - firstAt < longest) continue;
      end(leg);
      break;
    }
    this.legs.delete(leg);
  }
}
