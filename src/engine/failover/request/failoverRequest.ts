import { sleep } from '../../model/clock';
import type { Failure } from '../../model/failure';
import type { Route } from '../../model/route';
import type { StreamEvent } from '../../model/stream';
import type { AnswerEvent } from '../api/answer';
import { isContent } from './streamWithDeadlines';
import { Adaptations } from '../learned/adaptations';
import { type RouteCandidate, RouteSelector, routeName } from './routeSelector';
import { type AttemptRace, raceAttempts } from './raceAttempts';
import { AttemptLauncher } from './attemptLauncher';
import type { Attempt } from './attempt';
import type { BrokenAnswer, RunOptions } from '../api/providerManager';
import { Continuation } from '../splice/continuation';
import type { Join } from '../splice/continuationMerger';
import { cutPointOf } from '../splice/cutPoint';
import { RequestAttempts } from './requestAttempts';
import type { RequestContext } from './requestContext';
import type { RoutedRequest } from './routedRequest';

/** Less shown text than this is begun again rather than continued: nothing worth keeping is lost. */
const shortestPartial = 40;

/** Routes that are asked to go on with one answer and do not; whoever comes next begins it again. */
const mostNotContinuing = 2;

interface Leaving {
  readonly route: Route;
  readonly failure: Failure;
}

type Verdict = 'ended' | 'cancelled' | 'next';

/** Serves one request over as many routes as it takes. One instance for each request. */
export class FailoverRequest {
  private readonly startedAt: number;
  private readonly attempts = new RequestAttempts();
  private readonly candidates: RouteSelector;
  private readonly launcher: AttemptLauncher;
  private readonly signal: AbortSignal;
  private readonly repaired = new Set<string>();
  private readonly adaptations: Adaptations;
  /** Whose leg was begun last. */
  private asked: RouteCandidate | undefined;
  /** The text the surface shows. */
  private shown = '';
  /** A switch that the surface has not been told of yet. */
  private leaving: Leaving | undefined;
  /** What the route that is asked in place failed with before. */
  private again: Leaving | undefined;
  /** Who wrote the text shown, and why they did not end it. */
  private broken: Leaving | undefined;
  private notContinued = 0;
  /** The attempt under way has told text. */
  private hasWritten = false;

  constructor(
    private readonly context: RequestContext,
    private work: RoutedRequest,
    private readonly options: RunOptions,
  ) {
    const { attempts } = this;
    this.signal = options.signal;
    this.startedAt = context.deps.clock.monotonicMs();
    this.candidates = new RouteSelector(context, work, attempts, this.signal);
    this.adaptations = new Adaptations(context.deps.capabilities);
    const { candidates, adaptations, signal } = this;
    const say = (what: string): void => this.say(what);
    this.launcher = new AttemptLauncher({ context, work, candidates, adaptations, attempts, signal, say });
    if (options.resume) this.takeUp(options.resume);
  }

  async *events(): AsyncGenerator<AnswerEvent, void, undefined> {
    this.context.deps.budget.onRequest();
    for (;;) {
      const candidate = this.patienceLeft() > 0 ? await this.candidates.next() : undefined;
      if (this.signal.aborted) {
        candidate?.permit.released();
        break;
      }
      if (!candidate) {
        yield this.failed();
        return;
      }
      try {
        const verdict = yield* this.attempt(candidate);
        if (verdict === 'ended') return;
        if (verdict === 'cancelled') break;
      } finally {
        // The surface left before anything was sent; a leg gives its own verdict, perhaps later than the request ends.
        if (this.asked !== candidate) candidate.permit.released();
      }
    }
    this.say('cancelled');
    yield { type: 'cancelled', attempts: this.attempts.records };
  }

  private async *attempt(candidate: RouteCandidate): AsyncGenerator<AnswerEvent, Verdict, undefined> {
    const { route, retryAfterMs } = candidate;
    if (retryAfterMs !== undefined) {
      this.say(`asking ${routeName(route)} once more in ${retryAfterMs} ms`);
      await sleep(this.context.deps.clock, retryAfterMs, this.signal);
      if (this.signal.aborted) return 'cancelled';
    }
    const continuation = this.continuationBy(candidate);
    yield* this.announce(candidate, continuation);
    // Who hears of an attempt may give up at once: then nothing is sent.
    if (this.signal.aborted) return 'cancelled';
    const before = continuation ? this.shown : '';
    const toolCalls: Extract<StreamEvent, { type: 'tool-call' }>[] = [];
    const legs = this.launch(candidate, continuation);
    const { first } = legs;
    let heard: Attempt | undefined;
    let begun = false;
    for await (const { attempt, event } of raceAttempts(legs, this.context.deps.clock, this.context.deps.detached)) {
      const isCancelled = event.type === 'failed' && event.failure.kind === 'cancelled';
      if (heard === undefined && attempt !== first && !isCancelled) {
        yield {
          type: 'switched',
          from: route,
          to: attempt.route,
          failure: first.failure ?? candidate.doubt ?? slow(route),
          mode: 'before-text',
        };
        yield { type: 'attempt', route: attempt.route, number: this.attempts.count };
      }
      heard = attempt;
      if (!begun && (isContent(event) || event.type === 'done')) {
        begun = true;
        if (!continuation && this.shown !== '') yield this.retract(0);
      }
      switch (event.type) {
        case 'text':
          for (const join of continuation?.take() ?? [{ text: event.text }]) yield* this.tell(join, attempt.route);
          break;
        case 'thinking':
          yield { ...event, origin: attempt.route.type };
          break;
        case 'text-was-thinking':
          yield* this.takeBack(before, attempt.route);
          break;
        case 'tool-call':
          // Held until the end: a call of an answer that breaks off must never run.
          toolCalls.push(event);
          break;
        case 'tool-call-started':
        case 'usage':
          break;
        case 'done':
          for (const join of continuation?.take() ?? []) yield* this.tell(join, attempt.route);
          yield* toolCalls;
          yield* this.finish(attempt, event.reason);
          return 'ended';
        case 'failed':
          if (begun) this.launcher.forgiveLoser(attempt.route);
          // What is still held back is dropped: half a repetition cannot be told from new text, and the next
          // route writes it again.
          return yield* this.afterFailure(attempt.route, event.failure, continuation);
      }
    }
    return 'cancelled';
  }

  private launch(candidate: RouteCandidate, continuation: Continuation | undefined): AttemptRace {
    const { work, signal, launcher, options } = this;
    const { route, last } = candidate;
    const patienceMs = this.patienceFor(last);
    this.asked = candidate;
    this.hasWritten = false;
    const begun = launcher.first(candidate, work, continuation);
    const legs: AttemptRace = { ...begun, isTrial: begun.second !== undefined, patienceMs, signal };
    if (legs.second) return legs;
    if (this.shown !== '' || (work.profile.hedges === 'by-policy' && !this.context.deps.policy().hedgeChat))
      return legs;
    const second = options.race === true ? launcher.racer(route, work) : undefined;
    return second ? { ...legs, second } : { ...legs, hedge: launcher.hedge(route, work) };
  }

  private patienceLeft(): number {
    return (this.options.patienceMs ?? Infinity) - (this.context.deps.clock.monotonicMs() - this.startedAt);
  }

  /** Milliseconds; of the user's patience a third is kept for a second route. Undefined where it has no end. */
  private patienceFor(last: boolean): number | undefined {
    const { patienceMs } = this.options;
    if (patienceMs === undefined) return undefined;
    return this.patienceLeft() - (last || this.attempts.count > 0 ? 0 : patienceMs / 3);
  }

  private *announce(candidate: RouteCandidate, continuation: Continuation | undefined): Generator<AnswerEvent> {
    const { route, beginsAgain = false } = candidate;
    const passedOver = this.attempts.count === 0 ? candidate.passedOver : undefined;
    const isRefused = this.leaving?.failure.kind === 'not-continued' && !continuation;
    const from = (isRefused ? this.broken : undefined) ?? this.leaving ?? passedOver;
    this.leaving = undefined;
    this.again = from?.route.id === route.id ? from : undefined;
    // The same route once more, after a repair or for want of another, is no switch, unless it takes text away.
    if (from && (from.route.id !== route.id || beginsAgain)) {
      const mode = continuation ? 'continued' : this.shown === '' ? 'before-text' : 'restarted';
      this.say(`${routeName(from.route)} -> ${routeName(route)}: ${from.failure.kind}, ${mode}`);
      yield { type: 'switched', from: from.route, to: route, failure: from.failure, mode };
    }
    yield { type: 'attempt', route, number: this.attempts.count + 1 };
  }

  private *finish(attempt: Attempt, reason: Extract<StreamEvent, { type: 'done' }>['reason']): Generator<AnswerEvent> {
    const usage = this.attempts.usageOf(attempt.route);
    if (usage) yield { type: 'usage', route: attempt.route, usage };
    this.say(
      `answered by ${routeName(attempt.route)} after ${this.context.deps.clock.monotonicMs() - this.startedAt} ms`,
    );
    yield { type: 'done', route: attempt.route, reason, attempts: this.attempts.records };
  }

  private *afterFailure(
    route: Route,
    failure: Failure,
    continuation: Continuation | undefined,
  ): Generator<AnswerEvent, Verdict> {
    if (failure.kind === 'cancelled') return 'cancelled';
    this.learn(route, failure);
    this.candidates.failed(route, failure);
    if (this.hasWritten) this.broken = this.leaving;
    if (this.repair(route, failure, continuation)) return 'next';
    if (failure.kind === 'bad-request') this.context.deps.refusals.refused(route, this.work.profile.lane);
    const stops = failure.kind === 'policy' || (this.shown !== '' && this.context.deps.policy().midAnswer === 'stop');
    if (!stops) return 'next';
    yield this.failed(failure.kind === 'policy' ? undefined : this.candidates.peek());
    return 'ended';
  }

  /** What was tried before the user was asked belongs to this request. */
  private takeUp({ text, attempts }: BrokenAnswer): void {
    this.shown = text;
    for (const attempt of attempts) {
      const { route, failure } = attempt;
      this.attempts.add(attempt);
      this.attempts.begin(route);
      if (!failure) continue;
      this.learn(route, failure);
      if (failure.kind !== 'not-continued') this.broken = this.leaving;
    }
  }

  private learn(route: Route, failure: Failure): void {
    this.candidates.learn(route, failure);
    // Where a second try in place fails, the cause is what came first, not what the try ran into.
    const isSecond = this.again?.route.id === route.id && failure.kind !== 'not-continued';
    this.leaving = isSecond ? this.again : { route, failure };
    if (failure.kind === 'not-continued') this.notContinued += 1;
  }

  /** A refusal with a known remedy lets the same route be asked once more. */
  private repair(route: Route, failure: Failure, continuation: Continuation | undefined): boolean {
    if (this.adaptations.adapt(route, failure)) {
      const what = failure.refusedParameters?.join(', ') ?? `more than ${failure.outputLimitTokens} tokens`;
      this.say(`asking ${routeName(route)} again without what it refused (${what})`);
      this.candidates.mend(route);
      return true;
    }
    if (failure.repair === undefined || failure.refusedParameters || this.repaired.has(route.id)) return false;
    if (failure.repair === 'prefill') {
      if (continuation?.resume.prefill !== true) return false;
      this.context.deps.capabilities.learnRefusedPrefill(route);
    } else {
      const work = this.work.repaired(failure.repair);
      if (!work) return false;
      this.work = work;
    }
    this.say(`asking ${routeName(route)} again without what it refused (${failure.repair})`);
    this.repaired.add(route.id);
    this.candidates.mend(route);
    return true;
  }

  private continuationBy({ route, beginsAgain = false }: RouteCandidate): Continuation | undefined {
    const isWanted = this.options.resume !== undefined || this.context.deps.policy().midAnswer === 'continue';
    const continues = this.work.continuable && isWanted && !beginsAgain && this.notContinued < mostNotContinuing;
    if (!continues || this.shown.length < shortestPartial) return undefined;
    const prefill = this.context.deps.capabilities.takesPrefill(route);
    return new Continuation({ cutPoint: cutPointOf(this.shown), prefill }, this.shown, route.label);
  }

  private *tell(join: Partial<Join> & Pick<Join, 'text'>, by: Route): Generator<AnswerEvent> {
    if (join.restarted === true && this.broken) {
      yield { type: 'switched', from: this.broken.route, to: by, failure: this.broken.failure, mode: 'restarted' };
    }
    if (join.retractTo !== undefined && join.retractTo < this.shown.length) yield this.retract(join.retractTo);
    if (join.text === '') return;
    this.shown += join.text;
    this.hasWritten = true;
    yield { type: 'text', text: join.text };
  }

  /** What this attempt added to the text turned out to be thinking. */
  private *takeBack(before: string, route: Route): Generator<AnswerEvent> {
    let kept = 0;
    while (kept < before.length && before[kept] === this.shown[kept]) kept += 1;
    const thinking = this.shown.slice(kept);
    if (thinking !== '') yield this.retract(kept);
    yield* this.tell({ text: before.slice(kept) }, route);
    if (thinking !== '') yield { type: 'thinking', text: thinking, origin: route.type };
  }

  private retract(length: number): AnswerEvent {
    this.shown = this.shown.slice(0, length);
    return { type: 'retract', length };
  }

  private failed(next?: Route): AnswerEvent {
    const skipped = this.candidates.skipped();
    this.context.record?.failed(skipped);
    const times = this.candidates
      .routes()
      .map((route) => this.context.deps.health.view(route, this.work.profile.lane).until)
      .filter((until) => until !== undefined);
    const retryAt = times.length > 0 ? Math.min(...times) : undefined;
    const what = next ? `stopped before ${routeName(next)}` : 'nothing could serve';
    this.say(`${what}: ${this.attempts.records.length} asked, ${skipped.length} skipped`);
    return {
      type: 'failed',
      failure: { attempts: this.attempts.records, skipped, retryAt, ...(next ? { next } : {}) },
    };
  }

  private say(what: string): void {
    this.context.deps.log.info(`[${this.context.id}] ${what}`);
  }
}

function slow(route: Route): Failure {
  return { kind: 'first-token-timeout', scope: 'model', message: `${route.label} was slower than usual.` };
}
