import type { Clock } from '../../../model/async/clock';
import type { Disposable } from '../../../model/async/event';
import { isContent } from './isContent';
import type { Latency } from '../../health/latency';
import type { Attempt } from './attempt';

/** A route that still writes after this time is well, and more of its text would only cost more. */
const longestReadMs = 7_500;
/** Between two late attempts of a route that are read on: one result is enough. */
const betweenLateMs = 10_000;

type Until = 'end' | 'first content';

/** Attempts that no request waits for any more, read until they have shown how their routes are. */
export class DetachedAttempts implements Disposable {
  private readonly attempts = new Set<Attempt>();
  private readonly waitedForAt = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly latency: Pick<Latency, 'p95'>,
  ) {}

  /**
   * Reads a probe. Reads to its first content where its route refused or was silent, and to its end where answers broke
   * off: a first word does not show that an answer will be complete.
   */
  follow(probe: Attempt, until: Until): void {
    probe.detach();
    void this.read(probe, until, (read) => read.endAsHealthy());
  }

  /**
   * Detaches an attempt without content. One that is no later than usual is cancelled at once. A later one may be of a dead
   * provider, which would stay unknown if a faster attempt or the request's timeout always ended it first.
   */
  abandon(attempt: Attempt): void {
    if (attempt.hasContent || !this.isSuspect(attempt)) {
      attempt.cancel('hedge-lost');
      return;
    }
    this.waitedForAt.set(attempt.route.id, this.clock.monotonicMs());
    attempt.detach();
    void this.read(attempt, 'first content', (late) => late.cancel('hedge-lost'));
  }

  dispose(): void {
    for (const attempt of this.attempts) attempt.cancel('cancelled');
  }

  private isSuspect({ route, profile, startedAt }: Attempt): boolean {
    if (!profile.followsLateLosers) return false;
    const now = this.clock.monotonicMs();
    const last = this.waitedForAt.get(route.id) ?? -Infinity;
    return now - startedAt > (this.latency.p95(route, profile.lane) ?? 0) && now - last >= betweenLateMs;
  }

  private async read(attempt: Attempt, until: Until, end: (attempt: Attempt) => void): Promise<void> {
    this.attempts.add(attempt);
    // An attempt that falls silent ends by its own deadlines.
    let firstAt: number | undefined;
    for (;;) {
      const event = await attempt.peek();
      attempt.take();
      if (event.type === 'done' || event.type === 'failed') break;
      if (!isContent(event)) continue;
      const now = this.clock.monotonicMs();
      firstAt ??= now;
      if (until === 'end' && now - firstAt < longestReadMs) continue;
      end(attempt);
      break;
    }
    this.attempts.delete(attempt);
  }
}
