import type { Clock } from '../../../model/async/clock';
import type { StreamEvent } from '../../../model/stream/stream';
import type { Attempt } from './attempt';
import { nextRace, type RaceAction, type RaceEvent, type Role, startRace } from './attemptRace';
import type { DetachedAttempts } from './detachedAttempts';
import { isContent } from './isContent';
import { slowerThanAllowed } from './slowFailures';

/** A second route that starts when the first is later than usual. */
export interface Hedge {
  /** Milliseconds after the first attempt's request has left. */
  readonly afterMs: number;
  /** Starts the second attempt; undefined when by then none may start. */
  readonly start: () => Attempt | undefined;
}

/** The attempts that begin together, and what may still happen to them before one has content. */
export interface AttemptRace {
  readonly first: Attempt;
  /** Races the first from the start. */
  readonly second?: Attempt;
  /** The first may be back after an outage, and the second serves so that the user does not wait for the first. */
  readonly isTrial?: boolean;
  /** Asked only to learn whether its route is back. Its answer is held, and used when all others have failed. */
  readonly probe?: Attempt;
  readonly hedge?: Hedge;
  /** Milliseconds from now for which the user waits for content. */
  readonly firstContentTimeoutMs?: number;
  /** The request's. */
  readonly signal: AbortSignal;
}

/** What an attempt of a race yielded. */
export interface RacedEvent {
  readonly attempt: Attempt;
  readonly event: StreamEvent;
}

/**
 * Runs the attempts by the rules of `attemptRace`. Yields the events of the one that has won, each with its attempt; ends
 * after its `done` or `failed`. When the user's time is over before content, the first is said to have failed.
 */
export async function* raceAttempts(
  { first, second, isTrial = false, probe, hedge, firstContentTimeoutMs, signal }: AttemptRace,
  clock: Clock,
  detached: DetachedAttempts,
): AsyncGenerator<RacedEvent, void, undefined> {
  const attempts: Partial<Record<Role, Attempt>> = { first, second, probe };
  const timers = [
    hedge && new Timer(clock, hedge.afterMs, 'hedge-due', first.requested),
    firstContentTimeoutMs === undefined ? undefined : new Timer(clock, firstContentTimeoutMs, 'timed-out'),
  ].filter((timer) => timer !== undefined);
  let state = startRace({ second: second !== undefined, probe: probe !== undefined, isTrial });
  try {
    for (;;) {
      const next = await nextOf(state.running, attempts, timers);
      const step = nextRace(state, next instanceof Timer ? next.fire() : raceEvent(next));
      ({ state } = step);
      for (const action of step.actions) {
        switch (action.type) {
          case 'emit':
            if (!(next instanceof Timer)) yield next;
            break;
          case 'emit-too-slow':
            yield { attempt: first, event: { type: 'failed', failure: slowerThanAllowed(first.route) } };
            break;
          case 'end':
            return;
          case 'start-hedge':
            attempts.second = hedge?.start();
            if (attempts.second) ({ state } = nextRace(state, { type: 'hedge-started' }));
            break;
          default:
            perform(action);
        }
      }
    }
  } finally {
    const { actions } = nextRace(state, { type: 'closed', isAborted: signal.aborted });
    for (const action of actions) perform(action);
  }

  function perform(action: RaceAction): void {
    if (action.type === 'stop-timers') for (const timer of timers) timer.stop();
    const attempt = 'role' in action && attempts[action.role];
    if (!attempt) return;
    switch (action.type) {
      case 'take':
        attempt.take();
        break;
      case 'bind-signal':
        attempt.bindSignal(signal);
        break;
      case 'follow':
        detached.follow(attempt, action.until);
        break;
      case 'abandon':
        detached.abandon(attempt);
        break;
      case 'cancel':
        attempt.cancel(action.outcome);
        break;
      case 'finish':
        attempt.finish();
        break;
    }
  }
}

interface Raced extends RacedEvent {
  readonly role: Role;
}

function raceEvent({ role, event }: Raced): RaceEvent {
  if (event.type === 'failed') return { type: 'failed', role, isCancelled: event.failure.kind === 'cancelled' };
  const isEnd = event.type === 'done';
  return isEnd || isContent(event) ? { type: 'answered', role, isEnd } : { type: 'progressed', role };
}

function nextOf(
  running: readonly Role[],
  attempts: Partial<Record<Role, Attempt>>,
  timers: readonly Timer[],
): Promise<Raced | Timer> {
  const peeks = running.flatMap((role) => {
    const attempt = attempts[role];
    return attempt ? [peek(role, attempt)] : [];
  });
  const set = timers.filter((timer) => timer.isSet);
  const [only, ...others] = peeks;
  if (only && others.length === 0 && set.length === 0) return only;
  return Promise.race([...peeks, ...set.map((timer) => timer.isDue)]);
}

async function peek(role: Role, attempt: Attempt): Promise<Raced> {
  return { role, attempt, event: await attempt.peek() };
}

type TimerEvent = Extract<RaceEvent, { type: 'hedge-due' | 'timed-out' }>;

/** Is due once, unless it is stopped before. */
class Timer {
  isSet = true;
  readonly isDue: Promise<Timer>;
  private handle: unknown;

  /** `ms` after `begins`, which is now where it is absent. */
  constructor(
    private readonly clock: Clock,
    ms: number,
    private readonly type: TimerEvent['type'],
    begins?: Promise<void>,
  ) {
    this.isDue = new Promise((resolve) => {
      const begin = (): void => {
        if (this.isSet) this.handle = clock.setTimeout(() => resolve(this), ms);
      };
      if (begins) void begins.then(begin);
      else begin();
    });
  }

  fire(): TimerEvent {
    this.stop();
    return { type: this.type };
  }

  stop(): void {
    this.isSet = false;
    this.clock.clearTimeout(this.handle);
  }
}
