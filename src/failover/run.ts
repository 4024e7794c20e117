import { type Clock, type Random, sleep } from '../model/clock';
import type { Failure } from '../model/failure';
import type { Log } from '../model/log';
import type { Route } from '../model/route';
import type { StreamEvent } from '../model/stream';
import type { AnswerEvent, AttemptRecord } from './answer';
import { isContent, runAttempt } from './attempt';
import { type Candidate, Candidates, routeName } from './candidates';
import { deadlinesOf, requestPatience, reservedForLast } from './deadlines';
import type { Health } from './health';
import { type Hedge, runLegs } from './hedge';
import type { Latency } from './latency';
import { Leg } from './leg';
import type { Network } from './network';
import type { Policy } from './policy';
import type { BrokenAnswer, ChainLink, Consent } from './providerManager';
import type { RetryBudget } from './retryBudget';
import { type Join, Joiner } from './splice/joiner';
import { seamOf } from './splice/seam';
import type { Resume, Work } from './work';

/** What a request needs of the manager. */
export interface RunContext {
  readonly id: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly health: Health;
  readonly latency: Latency;
  readonly budget: RetryBudget;
  readonly network: Network;
  readonly consent: Consent;
  /** That of now, while the chain is that of the moment the request began. */
  readonly policy: Policy;
  /** In failover order; a pinned provider alone. */
  readonly links: readonly ChainLink[];
  /** The user pinned the one provider of the chain: it is asked even while it is down. */
  readonly pinned: boolean;
  /** Routes that answered 400 to a prefill although the catalogue says they take one. */
  readonly refusesPrefill: Set<string>;
  /** A failure was seen: a local model may be wanted soon. */
  readonly onTrouble: () => void;
}

/** Less shown text than this is begun again rather than continued: nothing worth keeping is lost. */
const shortestPartial = 40;

/** Milliseconds; a hedge sooner than this would race answers that are on their way. */
const shortestHedgeDelay = 400;

type Verdict = 'ended' | 'cancelled' | 'next';

/** Serves one request over as many routes as it takes. One instance for each request. */
export class Run {
  private readonly startedAt: number;
  private readonly attempts: AttemptRecord[] = [];
  private readonly candidates: Candidates;
  private readonly repaired = new Set<string>();
  /** The text the surface shows. */
  private shown = '';
  /** A switch that the surface has not been told of yet. */
  private leaving: { readonly route: Route; readonly failure: Failure } | undefined;

  constructor(
    private readonly context: RunContext,
    private work: Work,
    private readonly signal: AbortSignal,
    private readonly broken?: BrokenAnswer,
  ) {
    this.startedAt = context.clock.now();
    this.candidates = new Candidates(context, work, this.attempts, signal);
    if (broken) this.takeUp(broken);
  }

  async *events(): AsyncGenerator<AnswerEvent, void, undefined> {
    this.context.budget.onRequest();
    for (;;) {
      const candidate = await this.candidates.next();
      if (this.signal.aborted) {
        candidate?.permit.release();
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
        // Without a verdict where the surface left before anything was sent; after a verdict this says nothing.
        candidate.permit.release();
      }
    }
    this.say('cancelled');
    yield { type: 'cancelled', attempts: this.attempts };
  }

  private async *attempt(candidate: Candidate): AsyncGenerator<AnswerEvent, Verdict, undefined> {
    const { route, retryAfterMs } = candidate;
    if (retryAfterMs !== undefined) {
      this.say(`asking ${routeName(route)} once more in ${retryAfterMs} ms`);
      await sleep(this.context.clock, retryAfterMs, this.signal);
      if (this.signal.aborted) return 'cancelled';
    }
    const resume = this.resumeOn(route);
    yield* this.announce(candidate, resume);
    // Who hears of an attempt may give up at once: then nothing is sent.
    if (this.signal.aborted) return 'cancelled';
    const joiner = resume && new Joiner(resume.seam, this.shown, resume.prefill);
    const toolCalls: Extract<StreamEvent, { type: 'tool-call' }>[] = [];
    const first = this.start(candidate, resume);
    let heard: Leg | undefined;
    let begun = false;
    for await (const { leg, event } of runLegs(first, this.hedge(route), this.context.clock)) {
      const isCancelled = event.type === 'failed' && event.failure.kind === 'cancelled';
      if (heard === undefined && leg !== first && !isCancelled) {
        yield { type: 'switched', from: route, to: leg.route, failure: slow(route), mode: 'before-text' };
        yield { type: 'attempt', route: leg.route, number: this.candidates.count };
      }
      heard = leg;
      if (!begun && isContent(event)) {
        begun = true;
        if (!resume && this.shown !== '') yield this.retract(0);
      }
      switch (event.type) {
        case 'text':
          yield* this.tell(joiner ? joiner.push(event.text) : { text: event.text });
          break;
        case 'thinking':
          yield { ...event, origin: leg.route.type };
          break;
        case 'tool-call':
          // Held until the end: a call of an answer that breaks off must never run.
          toolCalls.push(event);
          break;
        case 'tool-call-started':
        case 'usage':
          break;
        case 'done':
          yield* this.tell(joiner?.end());
          yield* toolCalls;
          yield* this.finish(leg, event.reason);
          return 'ended';
        case 'failed':
          // What the joiner still holds back is dropped: half a repetition cannot be told from new text, and the next
          // route writes it again.
          return yield* this.afterFailure(leg.route, event.failure, resume);
      }
    }
    return 'cancelled';
  }

  private *announce({ route, passedOver }: Candidate, resume: Resume | undefined): Generator<AnswerEvent> {
    const from = this.leaving ?? (this.candidates.count === 0 ? passedOver : undefined);
    this.leaving = undefined;
    // The same route once more, after a repair or for want of another, is no switch.
    if (from && from.route.id !== route.id) {
      const mode = resume ? 'continued' : this.shown === '' ? 'before-text' : 'restarted';
      this.say(`${routeName(from.route)} -> ${routeName(route)}: ${from.failure.kind}, ${mode}`);
      yield { type: 'switched', from: from.route, to: route, failure: from.failure, mode };
    }
    yield { type: 'attempt', route, number: this.candidates.count + 1 };
  }

  private *finish(leg: Leg, reason: Extract<StreamEvent, { type: 'done' }>['reason']): Generator<AnswerEvent> {
    const usage = this.attempts.findLast((attempt) => attempt.route === leg.route)?.usage;
    if (usage) yield { type: 'usage', route: leg.route, usage };
    this.say(`answered by ${routeName(leg.route)} after ${this.context.clock.now() - this.startedAt} ms`);
    yield { type: 'done', route: leg.route, reason, attempts: this.attempts };
  }

  private *afterFailure(route: Route, failure: Failure, resume: Resume | undefined): Generator<AnswerEvent, Verdict> {
    if (failure.kind === 'cancelled') return 'cancelled';
    this.candidates.learn(route, failure);
    this.leaving = { route, failure };
    if (this.repair(route, failure, resume)) return 'next';
    const stops = failure.kind === 'policy' || (this.shown !== '' && this.context.policy.midAnswer === 'stop');
    if (!stops) return 'next';
    yield this.failed(failure.kind === 'policy' ? undefined : this.candidates.peek());
    return 'ended';
  }

  /** What was tried before the user was asked belongs to this request. */
  private takeUp({ text, attempts }: BrokenAnswer): void {
    this.shown = text;
    for (const attempt of attempts) {
      const { route, failure } = attempt;
      this.attempts.push(attempt);
      this.candidates.begin(route);
      if (!failure) continue;
      this.candidates.learn(route, failure);
      this.leaving = { route, failure };
    }
  }

  /** A refusal with a known remedy lets the same route be asked once more. */
  private repair(route: Route, failure: Failure, resume: Resume | undefined): boolean {
    if (failure.repair === undefined || this.repaired.has(route.id)) return false;
    if (failure.repair === 'prefill') {
      if (resume?.prefill !== true) return false;
      this.context.refusesPrefill.add(route.id);
    } else {
      const work = this.work.repaired(failure.repair);
      if (!work) return false;
      this.work = work;
    }
    this.say(`asking ${routeName(route)} again without what it refused (${failure.repair})`);
    this.repaired.add(route.id);
    this.candidates.forgive(route);
    return true;
  }

  private start(candidate: Candidate, resume: Resume | undefined): Leg {
    const { link, route, permit, last } = candidate;
    const { clock, latency } = this.context;
    const { work } = this;
    this.candidates.begin(route);
    const p95 = latency.p95(route, work.task);
    const deadlines = deadlinesOf({ task: work.task, route, p95, last, remaining: this.remaining(last) });
    this.say(
      `asking ${routeName(route)}, attempt ${this.candidates.count}, first content due in ${deadlines.firstContent} ms`,
    );
    return new Leg({
      route,
      permit,
      clock,
      inputTokens: work.needs.inputTokens,
      open: (legSignal, onRequest) =>
        runAttempt((call) => work.open(link.provider, route, call, resume), {
          clock,
          deadlines,
          signals: [this.signal, legSignal],
          label: route.label,
          onRequest,
        }),
      onSettled: (record) => this.book(record),
    });
  }

  private book(record: AttemptRecord): void {
    const { budget, network, onTrouble } = this.context;
    const { route, outcome, failure } = record;
    this.attempts.push(record);
    if (outcome === 'served') {
      budget.onSuccess(route.providerId);
      network.onSuccess(route);
    } else if (outcome === 'failed' && failure) {
      budget.onFailure(route.providerId);
      network.onFailure(route, failure);
      onTrouble();
    }
    this.say(`${routeName(route)} ${outcome}${failure ? `: ${failure.kind} (${failure.message})` : ''}`);
  }

  private hedge(first: Route): Hedge | undefined {
    const { latency, policy } = this.context;
    if (this.shown !== '' || (this.work.task === 'chat' && !policy.hedgeChat)) return undefined;
    const p95 = latency.p95(first, this.work.task);
    if (p95 === undefined) return undefined;
    return {
      afterMs: Math.max(shortestHedgeDelay, p95),
      start: () => {
        const second = this.candidates.hedge(first);
        if (!second) return undefined;
        this.say(`${routeName(first)} is later than usual, hedging with ${routeName(second.route)}`);
        return this.start(second, undefined);
      },
    };
  }

  private resumeOn(route: Route): Resume | undefined {
    const isWanted = this.broken !== undefined || this.context.policy.midAnswer === 'continue';
    const continues = this.work.continuable && isWanted;
    if (!continues || this.shown.length < shortestPartial) return undefined;
    const prefill = route.traits.prefill && !this.context.refusesPrefill.has(route.id);
    return { seam: seamOf(this.shown), prefill };
  }

  private remaining(last: boolean): number {
    const { task } = this.work;
    const left = requestPatience(task) - (this.context.clock.now() - this.startedAt);
    return Math.max(left - (last ? 0 : reservedForLast(task)), reservedForLast(task));
  }

  private *tell(join: Pick<Join, 'text' | 'retractTo'> | undefined): Generator<AnswerEvent> {
    if (!join) return;
    if (join.retractTo !== undefined && join.retractTo < this.shown.length) yield this.retract(join.retractTo);
    if (join.text === '') return;
    this.shown += join.text;
    yield { type: 'text', text: join.text };
  }

  private retract(length: number): AnswerEvent {
    this.shown = this.shown.slice(0, length);
    return { type: 'retract', length };
  }

  private failed(next?: Route): AnswerEvent {
    const skipped = this.candidates.skipped();
    const times = this.candidates
      .routes()
      .map((route) => this.context.health.view(route, this.work.task).until)
      .filter((until) => until !== undefined);
    const retryAt = times.length > 0 ? Math.min(...times) : undefined;
    const what = next ? `stopped before ${routeName(next)}` : 'nothing could serve';
    this.say(`${what}: ${this.attempts.length} asked, ${skipped.length} skipped`);
    return { type: 'failed', failure: { attempts: this.attempts, skipped, retryAt, ...(next ? { next } : {}) } };
  }

  private say(what: string): void {
    this.context.log.info(`[${this.context.id}] ${what}`);
  }
}

function slow(route: Route): Failure {
  return { kind: 'first-token-timeout', scope: 'model', message: `${route.label} was slower than usual.` };
}
