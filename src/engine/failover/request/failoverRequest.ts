import { sleep } from '../../model/async/clock';
import type { Failure } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import type { StreamEvent } from '../../model/stream/stream';
import type { AnswerEvent } from '../api/answer';
import { isContent } from './attempt/isContent';
import { Adaptations } from '../learned/adaptations';
import { type FailedRoute, type RouteCandidate, routeName } from './selection/routeCandidate';
import { RouteSelector } from './selection/routeSelector';
import { type AttemptRace, raceAttempts } from './attempt/raceAttempts';
import { slowerThanUsual } from './attempt/slowFailures';
import { AttemptLauncher } from './attemptLauncher';
import type { Attempt } from './attempt/attempt';
import type { BrokenAnswer, RunOptions } from '../api/providerManager';
import { shortestPartialChars } from '../splice/certainText';
import { Continuation } from '../splice/continuation';
import type { Join } from '../splice/continuationMerger';
import { cutPointOf } from '../splice/cutPoint';
import { RequestAttempts } from './context/requestAttempts';
import type { RequestContext } from './context/requestContext';
import { RequestRepairs } from './requestRepairs';
import { RequestRoutes } from './selection/requestRoutes';
import type { RoutedRequest } from './context/routedRequest';
import { SecondChances } from './selection/secondChances';
import { ShownText } from './shownText';

/** Of routes that are asked to go on with one answer and do not; the next route begins it again. */
const maxNotContinued = 2;

/** How the request goes on after an attempt. */
type Next = 'ended' | 'cancelled' | 'next-route';

/** Serves one request over as many routes as it takes. One instance for each request. */
export class FailoverRequest {
  private readonly startedAt: number;
  private readonly attempts = new RequestAttempts();
  private readonly shown = new ShownText();
  private readonly routes: RequestRoutes;
  private readonly chances: SecondChances;
  private readonly selector: RouteSelector;
  private readonly launcher: AttemptLauncher;
  private readonly repairs: RequestRepairs;
  private readonly signal: AbortSignal;
  /** The candidate of the attempt that began last. */
  private asked: RouteCandidate | undefined;
  /** A switch that was not emitted yet. */
  private leaving: FailedRoute | undefined;
  /** What the route that is asked in place failed with before. */
  private again: FailedRoute | undefined;
  /** The route that wrote the text shown, and why it did not end it. */
  private broken: FailedRoute | undefined;
  private notContinuedCount = 0;

  constructor(
    private readonly context: RequestContext,
    private request: RoutedRequest,
    private readonly options: RunOptions,
  ) {
    const { attempts } = this;
    const { signal } = options;
    this.signal = signal;
    this.startedAt = context.deps.clock.monotonicMs();
    const adaptations = new Adaptations(context.deps.capabilities);
    this.repairs = new RequestRepairs(adaptations, context.deps.capabilities);
    const routes = (this.routes = new RequestRoutes(context, request, attempts));
    const chances = (this.chances = new SecondChances(context, request.profile, routes, attempts));
    this.selector = new RouteSelector({ context, request, routes, chances, attempts, signal });
    this.launcher = new AttemptLauncher({ context, request, routes, chances, adaptations, attempts, signal });
    if (options.resume) this.resumeFrom(options.resume);
  }

  async *events(): AsyncGenerator<AnswerEvent, void, undefined> {
    this.context.deps.budget.onRequest();
    for (;;) {
      const candidate = this.timeLeftMs() > 0 ? await this.selector.next() : undefined;
      if (this.signal.aborted) {
        candidate?.permit.released();
        break;
      }
      if (!candidate) {
        yield this.failed();
        return;
      }
      try {
        const next = yield* this.attempt(candidate);
        if (next === 'ended') return;
        if (next === 'cancelled') break;
      } finally {
        // The surface left before anything was sent. An attempt reports its own end, perhaps later than the request ends.
        if (this.asked !== candidate) candidate.permit.released();
      }
    }
    this.context.log('cancelled');
    yield { type: 'cancelled', attempts: this.attempts.records };
  }

  private async *attempt(candidate: RouteCandidate): AsyncGenerator<AnswerEvent, Next, undefined> {
    const { route, retryAfterMs } = candidate;
    if (retryAfterMs !== undefined) {
      this.context.log(`asking ${routeName(route)} once more in ${retryAfterMs} ms`);
      await sleep(this.context.deps.clock, retryAfterMs, this.signal);
      if (this.signal.aborted) return 'cancelled';
    }
    const continuation = this.continuationBy(candidate);
    yield* this.announce(candidate, continuation);
    // The surface may give up as soon as it knows of the attempt: then nothing is sent.
    if (this.signal.aborted) return 'cancelled';
    const before = continuation ? this.shown.text : '';
    const toolCalls: Extract<StreamEvent, { type: 'tool-call' }>[] = [];
    const race = this.launch(candidate, continuation);
    const { first } = race;
    const { clock, detached } = this.context.deps;
    let read: Attempt | undefined;
    let hasBegun = false;
    for await (const { attempt, event } of raceAttempts(race, clock, detached)) {
      const isCancelled = event.type === 'failed' && event.failure.kind === 'cancelled';
      if (read === undefined && attempt !== first && !isCancelled) {
        yield {
          type: 'switched',
          from: route,
          to: attempt.route,
          failure: first.failure ?? candidate.doubt ?? slowerThanUsual(route),
          mode: 'before-text',
        };
        yield this.attemptEvent(attempt.route, this.attempts.count);
      }
      read = attempt;
      if (!hasBegun && (isContent(event) || event.type === 'done')) {
        hasBegun = true;
        if (!continuation && !this.shown.isEmpty) yield this.shown.retract(0);
      }
      switch (event.type) {
        case 'text':
          for (const join of continuation?.take() ?? [{ text: event.text }]) yield* this.show(join, attempt.route);
          break;
        case 'thinking':
          yield { ...event, origin: attempt.route.type };
          break;
        case 'text-was-thinking':
          yield* this.shown.turnIntoThinking(before, attempt.route);
          break;
        case 'tool-call':
          // Held until the end: a call of an answer that breaks off must never run.
          toolCalls.push(event);
          break;
        case 'tool-call-started':
        case 'usage':
          break;
        case 'done':
          for (const join of continuation?.take() ?? []) yield* this.show(join, attempt.route);
          yield* toolCalls;
          yield* this.finish(attempt, event.reason);
          return 'ended';
        case 'failed':
          if (hasBegun) this.launcher.reopenLoser(attempt.route);
          // Text that is still held back is dropped: half a repetition looks like new text, and the next route writes it again.
          return yield* this.afterFailure(attempt.route, event.failure, continuation);
      }
    }
    return 'cancelled';
  }

  private launch(candidate: RouteCandidate, continuation: Continuation | undefined): AttemptRace {
    const { request, signal, launcher, options } = this;
    const { route, last } = candidate;
    const firstContentTimeoutMs = this.attemptTimeoutMs(last);
    this.asked = candidate;
    this.shown.hasGrown = false;
    const started = launcher.first(candidate, request, continuation);
    const race: AttemptRace = { ...started, isTrial: started.second !== undefined, firstContentTimeoutMs, signal };
    if (race.second || !this.shown.isEmpty) return race;
    if (request.profile.hedges === 'by-policy' && !this.context.deps.policy().hedgeChat) return race;
    const second = options.race === true ? launcher.racer(route, request) : undefined;
    return second ? { ...race, second } : { ...race, hedge: launcher.hedge(route, request) };
  }

  private timeLeftMs(): number {
    return (this.options.firstContentTimeoutMs ?? Infinity) - (this.context.deps.clock.monotonicMs() - this.startedAt);
  }

  /** For one attempt: a third of the request's time is kept for a second route. Undefined where it has no end. */
  private attemptTimeoutMs(last: boolean): number | undefined {
    const { firstContentTimeoutMs } = this.options;
    if (firstContentTimeoutMs === undefined) return undefined;
    return this.timeLeftMs() - (last || this.attempts.count > 0 ? 0 : firstContentTimeoutMs / 3);
  }

  private *announce(candidate: RouteCandidate, continuation: Continuation | undefined): Generator<AnswerEvent> {
    const { route, beginsAgain = false } = candidate;
    const passedOver = this.attempts.count === 0 ? candidate.passedOver : undefined;
    const { droppedChoice } = this.context;
    if (droppedChoice && this.attempts.count === 0) yield { type: 'choice-dropped', ...droppedChoice, to: route };
    const isRefused = this.leaving?.failure.kind === 'not-continued' && !continuation;
    const from = (isRefused ? this.broken : undefined) ?? this.leaving ?? passedOver;
    this.leaving = undefined;
    this.again = from?.route.id === route.id ? from : undefined;
    // The same route once more, after a repair or as the only one left, is no switch, unless it takes text away.
    if (from && (from.route.id !== route.id || beginsAgain)) {
      const mode = continuation ? 'continued' : this.shown.isEmpty ? 'before-text' : 'restarted';
      this.context.log(`${routeName(from.route)} -> ${routeName(route)}: ${from.failure.kind}, ${mode}`);
      yield { type: 'switched', from: from.route, to: route, failure: from.failure, mode };
    }
    yield this.attemptEvent(route, this.attempts.count + 1, continuation);
  }

  private attemptEvent(route: Route, number: number, continuation?: Continuation): AnswerEvent {
    const leftOut = this.launcher.leftOut(route, this.request, continuation);
    return { type: 'attempt', route, number, ...(leftOut ? { leftOut } : {}) };
  }

  private *finish(attempt: Attempt, reason: Extract<StreamEvent, { type: 'done' }>['reason']): Generator<AnswerEvent> {
    const usage = this.attempts.usageOf(attempt.route);
    if (usage) yield { type: 'usage', route: attempt.route, usage };
    this.context.log(
      `answered by ${routeName(attempt.route)} after ${this.context.deps.clock.monotonicMs() - this.startedAt} ms`,
    );
    yield { type: 'done', route: attempt.route, reason, attempts: this.attempts.records };
  }

  private *afterFailure(
    route: Route,
    failure: Failure,
    continuation: Continuation | undefined,
  ): Generator<AnswerEvent, Next> {
    if (failure.kind === 'cancelled') return 'cancelled';
    this.recordFailure(route, failure);
    this.chances.recordHiccup(route, failure);
    if (this.shown.hasGrown) this.broken = this.leaving;
    if (this.repair(route, failure, continuation)) return 'next-route';
    if (failure.kind === 'bad-request' && !failure.isBlind)
      this.context.deps.refusals.refused(route, this.request.profile.lane);
    const stops = failure.kind === 'policy' || (!this.shown.isEmpty && this.context.deps.policy().midAnswer === 'stop');
    if (!stops) return 'next-route';
    yield this.failed(failure.kind === 'policy' ? undefined : this.selector.peek());
    return 'ended';
  }

  /** What was tried before the user was asked belongs to this request. */
  private resumeFrom({ text, attempts }: BrokenAnswer): void {
    this.shown.text = text;
    for (const attempt of attempts) {
      const { route, failure } = attempt;
      this.attempts.add(attempt);
      this.attempts.begin(route);
      if (!failure) continue;
      this.recordFailure(route, failure);
      if (failure.kind !== 'not-continued') this.broken = this.leaving;
    }
  }

  private recordFailure(route: Route, failure: Failure): void {
    this.routes.recordFailure(route, failure);
    this.chances.recordFailure(route, failure);
    // Where a second try in place fails, the cause is what came first, not what the try ran into.
    const isSecond = this.again?.route.id === route.id && failure.kind !== 'not-continued';
    this.leaving = isSecond ? this.again : { route, failure };
    if (failure.kind === 'not-continued') this.notContinuedCount += 1;
  }

  /** A refusal with a known remedy lets the same route be asked once more. */
  private repair(route: Route, failure: Failure, continuation: Continuation | undefined): boolean {
    const wasPrefilled = continuation?.resume.prefill === true;
    const repaired = this.repairs.repair(this.request, route, failure, wasPrefilled);
    if (!repaired) return false;
    this.request = repaired.request;
    this.context.log(`asking ${routeName(route)} again without what it refused (${repaired.leftOut})`);
    this.chances.recordMended(route);
    return true;
  }

  private continuationBy({ route, beginsAgain = false }: RouteCandidate): Continuation | undefined {
    const isWanted = this.options.resume !== undefined || this.context.deps.policy().midAnswer === 'continue';
    const continues = this.request.continuable && isWanted && !beginsAgain && this.notContinuedCount < maxNotContinued;
    if (!continues || this.shown.text.length < shortestPartialChars) return undefined;
    const prefill = this.context.deps.capabilities.takesPrefill(route);
    return new Continuation({ cutPoint: cutPointOf(this.shown.text), prefill }, this.shown.text, route.label);
  }

  private *show(join: Pick<Join, 'text'> & Partial<Join>, by: Route): Generator<AnswerEvent> {
    if (join.restarted === true && this.broken) {
      yield { type: 'switched', from: this.broken.route, to: by, failure: this.broken.failure, mode: 'restarted' };
    }
    yield* this.shown.add(join);
  }

  private failed(next?: Route): AnswerEvent {
    const skipped = this.selector.skipped();
    const { records } = this.attempts;
    const retryAt = this.routes.retryAt();
    this.context.record?.failed(skipped);
    const what = next ? `stopped before ${routeName(next)}` : 'nothing could serve';
    this.context.log(`${what}: ${records.length} asked, ${skipped.length} skipped`);
    return { type: 'failed', failure: { attempts: records, skipped, retryAt, ...(next ? { next } : {}) } };
  }
}
