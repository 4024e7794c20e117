import type { Clock } from '../../model/clock';
import type { Failure } from '../../model/failure';
import type { Route } from '../../model/route';
import type { StreamEvent } from '../../model/stream';
import { isContent } from './streamWithDeadlines';
import type { Attempt } from './attempt';
import type { DetachedAttempts } from './detachedAttempts';

/** A second route that starts when the first is later than usual. */
export interface Hedge {
  /** Milliseconds after the first leg's request has left. */
  readonly afterMs: number;
  /** Starts the second leg; undefined when by then none may start. */
  readonly start: () => Attempt | undefined;
}

/** The legs that one attempt begins with, and what may still happen to them before one has content. */
export interface AttemptRace {
  readonly first: Attempt;
  /** Races the first from the start. */
  readonly second?: Attempt;
  /** The first may be back after an outage, and the second is there lest anybody waits for it. */
  readonly isTrial?: boolean;
  /** Asked only to learn whether its route is back. It is heard when all others have failed, and held until then. */
  readonly probe?: Attempt;
  readonly hedge?: Hedge;
  /** Milliseconds from now for which the user waits for content. */
  readonly patienceMs?: number;
  /** The request's. */
  readonly signal: AbortSignal;
}

interface Heard {
  readonly leg: Attempt;
  readonly event: StreamEvent;
}

/**
 * Runs the legs until one has content, or has ended well without any; from then on only that one is heard and the others
 * are let go. Yields the events of the leg that is heard, each with its leg; ends after its `done` or `failed`. When one
 * leg fails before content the others go on alone; the last to fail is heard. When the user's patience is over before
 * content, the first is heard to fail.
 */
export async function* raceAttempts(
  { first, second, isTrial = false, probe, hedge, patienceMs, signal }: AttemptRace,
  clock: Clock,
  stragglers: DetachedAttempts,
): AsyncGenerator<Heard, void, undefined> {
  const legs = new Set(second ? [first, second] : [first]);
  if (probe) legs.add(probe);
  let held: Attempt | undefined;
  let winner: Attempt | undefined;
  const hedgeBell = hedge && new Bell(clock, hedge.afterMs, 'hedge' as const, first.requested);
  const patienceBell = patienceMs === undefined ? undefined : new Bell(clock, patienceMs, 'impatience' as const);
  const bells = [hedgeBell, patienceBell].filter((bell) => bell !== undefined);
  /** Nobody but `leg` is heard from now on. */
  const choose = (leg: Attempt | undefined): void => {
    for (const bell of bells) bell.stop();
    for (const other of held ? [...legs, held] : legs) {
      if (other === leg) continue;
      if (other === probe) stragglers.follow(other, 'end');
      else if (other === first && isTrial) stragglers.follow(other, 'first content');
      else if (other === first) stragglers.abandon(other);
      else other.cancel('hedge-lost');
    }
    held = undefined;
    legs.clear();
    if (leg) legs.add(leg);
  };
  try {
    for (;;) {
      const heard = await nextOf(legs, bells);
      if (heard === 'hedge') {
        hedgeBell?.stop();
        const late = hedge?.start();
        if (late) legs.add(late);
        continue;
      }
      if (heard === 'impatience') {
        held?.obey(signal);
        choose(held);
        if (legs.size > 0) continue;
        yield { leg: first, event: { type: 'failed', failure: tooSlow(first.route) } };
        return;
      }
      const { leg, event } = heard;
      const isAnswer = isContent(event) || event.type === 'done';
      if (leg === probe && isAnswer && legs.size > 1) {
        held = leg;
        legs.delete(leg);
        continue;
      }
      leg.take();
      if (winner === undefined && isAnswer) {
        winner = leg;
        choose(leg);
      }
      if (event.type === 'failed') {
        legs.delete(leg);
        const isOver = event.failure.kind === 'cancelled';
        if (!isOver && held && legs.size === 0) {
          legs.add(held);
          held = undefined;
        }
        if (!isOver && legs.size > 0) {
          // What nobody was to wait for is all that is left.
          if (probe && legs.size === 1 && legs.has(probe)) probe.obey(signal);
          continue;
        }
        yield heard;
        return;
      }
      // Before the winner is known only its own events may be told; usage comes again with the end.
      if (winner !== undefined) yield heard;
      if (event.type === 'done') return;
    }
  } finally {
    for (const bell of bells) bell.stop();
    for (const leg of held ? [...legs, held] : legs) {
      if (leg === probe && leg !== winner) stragglers.follow(leg, 'end');
      else if (signal.aborted) leg.cancel('cancelled');
      else leg.leave();
    }
  }
}

function nextOf<T>(legs: ReadonlySet<Attempt>, bells: readonly Bell<T>[]): Promise<T | Heard> {
  const peeks = [...legs].map(async (leg) => ({ leg, event: await leg.peek() }));
  const running = bells.filter((bell) => bell.running);
  const [only, ...others] = peeks;
  if (only && others.length === 0 && running.length === 0) return only;
  return Promise.race([...peeks, ...running.map((bell) => bell.rings)]);
}

function tooSlow({ label }: Route): Failure {
  return { kind: 'first-token-timeout', scope: 'request', message: `${label} was slower than the time allowed.` };
}

/** Rings once, unless it is stopped before. */
class Bell<T> {
  running = true;
  readonly rings: Promise<T>;
  private handle: unknown;

  /** `ms` after the beginning, which is now where none is given. */
  constructor(
    private readonly clock: Clock,
    ms: number,
    name: T,
    begins?: Promise<void>,
  ) {
    this.rings = new Promise((resolve) => {
      const begin = (): void => {
        if (this.running) this.handle = clock.setTimeout(() => resolve(name), ms);
      };
      if (begins) void begins.then(begin);
      else begin();
    });
  }

  stop(): void {
    this.running = false;
    this.clock.clearTimeout(this.handle);
  }
}
