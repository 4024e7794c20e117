import type { FaultCause } from './fate';
import type { Remote } from '../world/remote';
import { minute } from '../../simulation/units';
import type { Observer, Sent } from './traffic';
import type { World } from '../world/world';

/** From a question to the next of a user who works on. */
const longestPauseMs = 2 * minute;

/** Questions that may be open at once. */
const maxOpenQuestions = 20;

/** One recovery of a provider, up to its next request or its next failure. */
export interface Recovery {
  /** What it had failed of last. */
  readonly cause: FaultCause;
  /** Milliseconds from when it was well again until it was asked, without pauses of the user. */
  readonly afterMs: number;
  /** The same until the user's next question, the earliest possible request. */
  readonly nextQuestionMs: number;
  /** Questions between that did not ask it. */
  readonly passedOver: number;
}

interface Away {
  readonly cause: FaultCause;
  /** When the failure was seen, or the end that it named. */
  readonly until: number;
}

/**
 * Measures how soon a provider is asked again after it has failed: from the end of what was wrong with it (of all incidents
 * and of the machine's own network), of the wait that it named, or from the failure, whichever came last. Where that falls
 * into a pause and the next question asks it, nothing is counted.
 */
export class Recoveries implements Observer {
  readonly found: Recovery[] = [];
  private away: Away | undefined;
  /** The questions since before the provider was away, and of those since it is well again. */
  private readonly questions: number[] = [];
  /** Ends of everything that can be wrong, in order. */
  private readonly ends: readonly number[];
  private nextEnd = 0;
  /** Whether the last question found it well, and until when that lasted. */
  private wellAt: number | undefined;

  constructor(
    private readonly world: World,
    private readonly remote: Remote,
  ) {
    const spans = [...(world.incidents[remote] ?? []), ...world.offline];
    this.ends = spans.map(({ to }) => to).sort((a, b) => a - b);
  }

  question(at: number): void {
    const { away, world, remote } = this;
    if (!away && this.questions.length > maxOpenQuestions)
      this.questions.splice(0, this.questions.length - maxOpenQuestions);
    this.questions.push(at);
    if (!away) return;
    if (world.isWell(remote, at)) this.wellAt = at;
    else if (this.wellAt !== undefined) {
      // It failed again before any request.
      this.note(away, this.wellAt);
      this.away = undefined;
    }
  }

  sent({ provider, at }: Sent): void {
    const { away, world, remote } = this;
    if (provider !== remote || !away || !world.isWell(remote, at)) return;
    this.note(away, at);
    this.away = undefined;
  }

  ended({ provider, fate: { cause, failure }, whole = false }: Sent, at: number): void {
    if (provider !== this.remote) return;
    if (cause === undefined) {
      if (whole) this.away = undefined;
      return;
    }
    this.away = { cause, until: at + (failure?.retryAfterMs ?? 0) };
    this.wellAt = undefined;
  }

  private note({ cause, until }: Away, askedAt: number): void {
    const since = Math.max(until, this.lastEndBefore(askedAt));
    if (askedAt < since) return;
    const passedOver = this.questions.filter((at) => at > since && at < askedAt);
    const working = this.workBetween(since, askedAt);
    if (working.length === 0 && passedOver.length === 0) return;
    this.found.push({
      cause,
      afterMs: sumOf(working),
      nextQuestionMs: sumOf(this.workBetween(since, passedOver[0] ?? askedAt)),
      passedOver: passedOver.length,
    });
  }

  private lastEndBefore(at: number): number {
    while ((this.ends[this.nextEnd] ?? Infinity) <= at) this.nextEnd += 1;
    return this.ends[this.nextEnd - 1] ?? -Infinity;
  }

  /** Milliseconds of each span between two questions in which the user worked on, as far as it lies between these times. */
  private workBetween(from: number, to: number): readonly number[] {
    return this.questions.flatMap((at, index) => {
      const next = Math.min(this.questions[index + 1] ?? Infinity, to);
      if (next < from || at >= to || next - at > longestPauseMs) return [];
      return [Math.max(0, Math.min(next, to) - Math.max(at, from))];
    });
  }
}

function sumOf(times: readonly number[]): number {
  return times.reduce((sum, ms) => sum + ms, 0);
}
