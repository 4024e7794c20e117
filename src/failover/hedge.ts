import type { Clock } from '../model/clock';
import type { StreamEvent } from '../model/stream';
import { isContent } from './attempt';
import type { Leg } from './leg';

/** A second route that starts when the first is later than usual. */
export interface Hedge {
  /** Milliseconds after the first leg's request has left. */
  readonly afterMs: number;
  /** Starts the second leg; undefined when by then none may start. */
  readonly start: () => Leg | undefined;
}

/**
 * Runs the first leg and perhaps a second one beside it until one has content; from then on only that one is heard and
 * the other is cancelled. Yields the events of the leg that is heard, each with its leg; ends after its `done` or
 * `failed`. When one leg fails before content the other goes on alone; the last to fail is heard.
 */
export async function* runLegs(
  first: Leg,
  hedge: Hedge | undefined,
  clock: Clock,
): AsyncGenerator<{ readonly leg: Leg; readonly event: StreamEvent }, void, undefined> {
  const legs = new Set([first]);
  const timer = hedge ? new HedgeTimer(clock, hedge.afterMs, first.requested) : undefined;
  let winner: Leg | undefined;
  try {
    for (;;) {
      const heard = await nextOf(legs, timer);
      if (heard === 'time') {
        timer?.stop();
        const second = hedge?.start();
        if (second) legs.add(second);
        continue;
      }
      const { leg, event } = heard;
      leg.take();
      if (winner === undefined && isContent(event)) {
        winner = leg;
        timer?.stop();
        for (const other of legs) if (other !== leg) other.cancel('hedge-lost');
        legs.clear();
        legs.add(leg);
      }
      if (event.type === 'failed') {
        legs.delete(leg);
        if (legs.size > 0) continue;
        yield heard;
        return;
      }
      // Before the winner is known only its own events may be told; usage comes again with the end.
      if (winner === undefined && event.type !== 'done') continue;
      if (event.type === 'done') for (const other of legs) if (other !== leg) other.cancel('hedge-lost');
      yield heard;
      if (event.type === 'done') return;
    }
  } finally {
    timer?.stop();
    for (const leg of legs) leg.cancel('cancelled');
  }
}

function nextOf(
  legs: ReadonlySet<Leg>,
  timer: HedgeTimer | undefined,
): Promise<'time' | { readonly leg: Leg; readonly event: StreamEvent }> {
  const peeks = [...legs].map(async (leg) => ({ leg, event: await leg.peek() }));
  const [only, ...others] = peeks;
  if (only && others.length === 0 && timer?.running !== true) return only;
  return Promise.race(timer?.running === true ? [...peeks, timer.rings] : peeks);
}

class HedgeTimer {
  running = true;
  readonly rings: Promise<'time'>;
  private handle: unknown;

  constructor(
    private readonly clock: Clock,
    ms: number,
    begins: Promise<void>,
  ) {
    this.rings = new Promise((resolve) => {
      void begins.then(() => {
        if (this.running) this.handle = clock.setTimeout(() => resolve('time'), ms);
      });
    });
  }

  stop(): void {
    this.running = false;
    this.clock.clearTimeout(this.handle);
  }
}
