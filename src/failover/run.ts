import type { Clock } from '../model/clock';
import type { Failure } from '../model/failure';
import type { Log } from '../model/log';
import type { Route } from '../model/route';
import type { StreamEvent } from '../model/stream';
import type { AnswerEvent, AttemptRecord, SkippedRoute } from './answer';
import { isContent, runAttempt } from './attempt';
import { deadlinesOf, requestPatience, reservedForLast } from './deadlines';
import type { Health, Permit } from './health';
import { type Hedge, runLegs } from './hedge';
import type { Latency } from './latency';
import { Leg } from './leg';
import { spentOf } from './ledger';
import type { Network } from './network';
import { plan, type Plan } from './plan';
import type { Policy } from './policy';
import type { ChainLink, Consent } from './providerManager';
import type { RetryBudget } from './retryBudget';
import { Joiner } from './splice/joiner';
import { seamOf } from './splice/seam';
import type { Resume, Work } from './work';

/** What a request needs of the manager; the chain and the policy are those of the moment it began. */
export interface RunContext {
  readonly id: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: Health;
  readonly latency: Latency;
  readonly budget: RetryBudget;
  readonly network: Network;
  readonly consent: Consent;
  readonly policy: Policy;
  /** In failover order; a pinned provider alone. */
  readonly links: readonly ChainLink[];
  /** The user pinned the one provider of the chain: it is asked even while it is down. */
  readonly pinned: boolean;
  /** Routes that answered 400 to a prefill although the catalogue says they take one. */
  readonly refusesPrefill: Set<string>;
  /** A counted failure was seen: a local model may be wanted soon. */
  readonly onTrouble: () => void;
}

/** Attempts of one request at most; a local route may be asked beyond that as the last resort. */
const maxAttempts = { chat: 4, completion: 2 } as const;

/** Less shown text than this is begun again rather than continued: nothing worth keeping is lost. */
const shortestPartial = 40;

interface Candidate {
  readonly link: ChainLink;
  readonly route: Route;
  readonly permit: Permit;
  /** No other route could be asked after this one. */
  readonly last: boolean;
}

/** Serves one request over as many routes as it takes. One instance for each request. */
export class Run {
  private readonly startedAt: number;
  private readonly visited = new Set<string>();
  private readonly repairedRoutes = new Set<string>();
  private readonly failedEndpoints = new Set<string>();
  private readonly attempts: AttemptRecord[] = [];
  private readonly refused: SkippedRoute[] = [];
  private shown = '';
  private from: { route: Route; failure: Failure } | undefined;
  private announced = false;
  private started = 0;
  private minimumWindow = 0;

  constructor(
    private readonly context: RunContext,
    private work: Work,
    private readonly signal: AbortSignal,
  ) {
    this.startedAt = context.clock.now();
  }

  async *events(): AsyncGenerator<AnswerEvent, void, undefined> {
    this.context.budget.onRequest();
    for (;;) {
      const candidate = await this.nextCandidate();
      if (this.signal.aborted) {
        candidate?.permit.release();
        break;
      }
      if (!candidate) {
        yield this.failed();
        return;
      }
      const end = yield* this.attempt(candidate);
      if (end === 'ended') return;
      if (end === 'cancelled') break;
    }
    this.say('cancelled');
    yield { type: 'cancelled', attempts: this.attempts };
  }

  private async *attempt(candidate: Candidate): AsyncGenerator<AnswerEvent, 'ended' | 'cancelled' | 'next', undefined> {
    const { route } = candidate;
    const resume = this.resumeOn(route);
    if (this.from && !this.announced) {
      this.announced = true;
      const mode = resume ? 'continued' : this.shown === '' ? 'before-text' : 'restarted';
      yield { type: 'switched', from: this.from.route, to: route, failure: this.from.failure, mode };
    }
    yield { type: 'attempt', route, number: this.started + 1 };
    const joiner = resume && new Joiner(resume.seam, this.shown, resume.prefill, this.context.clock);
    let begun = false;
    let lastLeg: Leg | undefined;
    let toolCalls: Extract<StreamEvent, { type: 'tool-call' }>[] = [];
    for await (const { leg, event } of runLegs(
      this.start(candidate, resume),
      this.hedge(candidate),
      this.context.clock,
    )) {
      if (leg.route !== route && lastLeg === undefined && event.type !== 'failed') {
        yield { type: 'switched', from: route, to: leg.route, failure: slow(route), mode: 'before-text' };
        yield { type: 'attempt', route: leg.route, number: this.started };
      }
      lastLeg = leg;
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
          toolCalls = [...toolCalls, event];
          break;
        case 'tool-call-started':
        case 'usage':
          break;
        case 'done': {
          if (joiner) yield* this.tell(joiner.end());
          yield* toolCalls;
          const usage = this.attempts.at(-1)?.usage;
          if (usage) yield { type: 'usage', route: leg.route, usage };
          this.say(`answered by ${name(leg.route)} after ${this.context.clock.now() - this.startedAt} ms`);
          yield { type: 'done', route: leg.route, reason: event.reason, attempts: this.attempts };
          return 'ended';
        }
        case 'failed':
          if (joiner && leg.hasContent) yield* this.tell(joiner.end());
          return yield* this.afterFailure(leg, event.failure, resume);
      }
    }
    return 'cancelled';
  }

  private *afterFailure(
    leg: Leg,
    failure: Failure,
    resume: Resume | undefined,
  ): Generator<AnswerEvent, 'ended' | 'cancelled' | 'next', undefined> {
    if (failure.kind === 'cancelled') return 'cancelled';
    const { route } = leg;
    if (failure.scope === 'endpoint') this.failedEndpoints.add(route.endpoint);
    if (failure.kind === 'context-exceeded') this.minimumWindow = route.traits.contextWindow + 1;
    if (this.mayRepair(route, failure, resume)) return 'next';
    this.from = { route, failure };
    this.announced = false;
    const stops = failure.kind === 'policy' || (this.shown !== '' && this.context.policy.midAnswer === 'stop');
    if (!stops) return 'next';
    yield this.failed();
    return 'ended';
  }

  /** A refusal with a known remedy lets the same route be asked once more. */
  private mayRepair(route: Route, failure: Failure, resume: Resume | undefined): boolean {
    if (failure.repair === undefined || this.repairedRoutes.has(route.id)) return false;
    if (failure.repair === 'prefill') {
      if (resume?.prefill !== true) return false;
      this.context.refusesPrefill.add(route.id);
    } else {
      const repaired = this.work.repaired(failure.repair);
      if (!repaired) return false;
      this.work = repaired;
    }
    this.repairedRoutes.add(route.id);
    this.visited.delete(route.id);
    return true;
  }

  private start(candidate: Candidate, resume: Resume | undefined): Leg {
    const { link, route, permit, last } = candidate;
    const { clock, latency, budget, network } = this.context;
    this.visited.add(route.id);
    this.started += 1;
    const p95 = latency.p95(route, this.work.task);
    const deadlines = deadlinesOf({ task: this.work.task, route, p95, last, remaining: this.remaining(last) });
    this.say(`asking ${name(route)} (attempt ${this.started}), first content within ${deadlines.firstContent} ms`);
    return new Leg({
      route,
      permit,
      clock,
      inputTokens: this.work.needs.inputTokens,
      open: (legSignal) =>
        runAttempt((call) => this.work.open(link.provider, route, call, resume), {
          clock,
          deadlines,
          signal: AbortSignal.any([this.signal, legSignal]),
          label: route.label,
        }),
      onSettled: (record) => {
        this.attempts.push(record);
        if (record.firstContentMs !== undefined) latency.observe(route, this.work.task, record.firstContentMs);
        if (record.outcome === 'served') {
          budget.onSuccess(route.providerId);
          network.onSuccess(route);
        } else if (record.failure && record.outcome === 'failed') {
          budget.onFailure(route.providerId);
          network.onFailure(route, record.failure);
          this.context.onTrouble();
          this.say(`${name(route)} failed: ${record.failure.kind} (${record.failure.message})`);
        } else {
          this.say(`${name(route)} ended: ${record.outcome}`);
        }
      },
    });
  }

  private hedge(candidate: Candidate): Hedge | undefined {
    const { budget, latency, policy } = this.context;
    if (this.shown !== '' || (this.work.task === 'chat' && !policy.hedgeChat)) return undefined;
    const p95 = latency.p95(candidate.route, this.work.task);
    if (p95 === undefined) return undefined;
    return {
      afterMs: Math.max(shortestHedgeDelay, p95),
      start: () => {
        const second = this.plan().routes.find((route) => this.mayHedgeOn(route));
        if (!second || this.started >= maxAttempts[this.work.task] || !budget.mayAddAttempt(second.providerId)) {
          return undefined;
        }
        const permit = this.context.health.admit(second, this.work.task);
        const link = this.linkOf(second);
        if (!permit || !link) return undefined;
        budget.onExtraAttempt(second.providerId);
        this.say(`${name(candidate.route)} is later than usual, hedging with ${name(second)}`);
        return this.start({ link, route: second, permit, last: true }, undefined);
      },
    };
  }

  /** A cold local model is no hedge: cancelling the loser would abort its load. */
  private mayHedgeOn(route: Route): boolean {
    if (this.visited.has(route.id) || this.context.consent.decided(route) !== true) return false;
    return route.trust !== 'local' || this.context.latency.p95(route, this.work.task) !== undefined;
  }

  private async nextCandidate(): Promise<Candidate | undefined> {
    const { health, consent } = this.context;
    for (;;) {
      const current = this.plan();
      const open = current.routes.filter((route) => this.mayVisit(route));
      const route = open[0];
      if (!route) return this.lastResort(current);
      if (consent.decided(route) === undefined) {
        const agreed = await consent.ask(route, this.signal);
        if (this.signal.aborted) return undefined;
        if (!agreed) {
          this.visited.add(route.id);
          this.refused.push({
            route,
            reason: 'consent',
            detail: `You have not agreed that code is sent to ${route.label}.`,
          });
          continue;
        }
      }
      const link = this.linkOf(route);
      const permit = link && health.admit(route, this.work.task);
      if (!link || !permit) {
        this.visited.add(route.id);
        this.refused.push({ route, reason: 'unhealthy', detail: `${route.label} is being tried by another request.` });
        continue;
      }
      this.notePassedOver(current, route);
      return { link, route, permit, last: open.length === 1 };
    }
  }

  /** When everything is down, the route that returns first is asked all the same, rarely enough to harm nobody. */
  private lastResort(current: Plan): Candidate | undefined {
    if (this.started > 0 || (this.work.task === 'completion' && !this.context.pinned)) return undefined;
    for (const { route } of current.down) {
      if (!this.mayVisit(route)) continue;
      const link = this.linkOf(route);
      const permit = link && this.context.health.admitInPanic(route, this.work.task);
      if (link && permit) return { link, route, permit, last: true };
    }
    return undefined;
  }

  private mayVisit(route: Route): boolean {
    if (this.visited.has(route.id) || route.traits.contextWindow < this.minimumWindow) return false;
    return this.started < maxAttempts[this.work.task] || (this.work.task === 'chat' && route.trust === 'local');
  }

  /** The user's first choice is down and was not even asked: no switch is silent. */
  private notePassedOver(current: Plan, chosen: Route): void {
    if (this.from) return;
    const order = this.routes().map((route) => route.id);
    const offline = current.excluded.filter((skipped) => skipped.reason === 'offline');
    const before = [...current.down, ...offline]
      .filter((skipped) => order.indexOf(skipped.route.id) < order.indexOf(chosen.id))
      .sort((a, b) => order.indexOf(a.route.id) - order.indexOf(b.route.id))[0];
    if (!before) return;
    const failure = before.failure ?? { kind: 'offline', scope: 'network', message: before.detail };
    this.from = { route: before.route, failure };
  }

  private plan(): Plan {
    const { policy, health, consent, network } = this.context;
    return plan({
      task: this.work.task,
      needs: this.work.needs,
      routes: this.routes(),
      policy,
      health: (route) => health.view(route),
      consent: (route) => consent.decided(route),
      offline: network.isOffline(),
      failedEndpoints: this.failedEndpoints,
      spent: spentOf(this.attempts),
    });
  }

  private routes(): readonly Route[] {
    return this.context.links.map((link) => link[this.work.task]);
  }

  private linkOf(route: Route): ChainLink | undefined {
    return this.context.links.find((link) => link[this.work.task].id === route.id);
  }

  private resumeOn(route: Route): Resume | undefined {
    const continues = this.work.continuable && this.context.policy.midAnswer === 'continue';
    if (!continues || this.shown.length < shortestPartial) return undefined;
    const prefill = route.traits.prefill && !this.context.refusesPrefill.has(route.id);
    return { seam: seamOf(this.shown), prefill };
  }

  private remaining(last: boolean): number {
    const { task } = this.work;
    const left = requestPatience(task) - (this.context.clock.now() - this.startedAt);
    return Math.max(left - (last ? 0 : reservedForLast(task)), reservedForLast(task));
  }

  private *tell(join: { readonly text: string; readonly retractTo?: number } | undefined): Generator<AnswerEvent> {
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

  private failed(): AnswerEvent {
    const current = this.plan();
    const asked = new Set(this.attempts.map((attempt) => attempt.route.id));
    const refused = new Set(this.refused.map((skipped) => skipped.route.id));
    const skipped = [...this.refused, ...current.down, ...current.excluded].filter(
      ({ route, reason }) => !asked.has(route.id) && (reason === 'consent' || !refused.has(route.id)),
    );
    const times = this.routes()
      .map((route) => this.context.health.view(route).until)
      .filter((until) => until !== undefined);
    const retryAt = times.length > 0 ? Math.min(...times) : undefined;
    this.say(`nothing could serve: ${this.attempts.length} asked, ${skipped.length} skipped`);
    return { type: 'failed', failure: { attempts: this.attempts, skipped, retryAt } };
  }

  private say(what: string): void {
    this.context.log.info(`[${this.context.id}] ${what}`);
  }
}

/** Milliseconds; a hedge sooner than this would race answers that are on their way. */
const shortestHedgeDelay = 400;

function name(route: Route): string {
  return `${route.label} (${route.model})`;
}

function slow(route: Route): Failure {
  return { kind: 'first-token-timeout', scope: 'model', message: `${route.label} was slower than usual.` };
}
