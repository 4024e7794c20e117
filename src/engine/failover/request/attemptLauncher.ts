import { type RouteCandidate, routeName } from './selection/routeCandidate';
import type { Adaptations } from '../learned/adaptations';
import { tokensSent } from '../policies/trimToWindow';
import type { OptionalParameter } from '../../model/failure/optionalParameter';
import type { Route } from '../../model/route/route';
import type { AttemptRecord, LeftOut } from '../api/answer';
import type { RequestProfile } from '../api/requestProfile';
import { streamWithDeadlines } from './attempt/streamWithDeadlines';
import { isSilence } from '../health/failureEffects';
import { callProvider } from './attempt/callProvider';
import { ReservedCall } from './attempt/reservedCall';
import { SecondaryRoutes } from './secondaryRoutes';
import { type Deadlines, deadlinesOf } from '../policies/deadlines';
import type { Hedge, AttemptRace } from './attempt/raceAttempts';
import { Attempt, type AttemptOptions } from './attempt/attempt';
import type { RequestAttempts } from './context/requestAttempts';
import type { RequestContext } from './context/requestContext';
import type { AttemptLog } from './context/requestRecorder';
import type { RequestRoutes } from './selection/requestRoutes';
import type { SecondChances } from './selection/secondChances';
import type { Continuation } from '../splice/continuation';
import { type AttemptLimits, attemptLimits } from './context/attemptLimits';
import type { RoutedRequest } from './context/routedRequest';

export interface AttemptLauncherOptions {
  readonly context: RequestContext;
  readonly request: Pick<RoutedRequest, 'profile' | 'needs'>;
  readonly routes: RequestRoutes;
  readonly chances: SecondChances;
  readonly adaptations: Adaptations;
  readonly attempts: RequestAttempts;
  /** The request's. */
  readonly signal: AbortSignal;
}

interface StartOptions {
  readonly continuation?: Continuation;
  /** Absent for an attempt that may outlive the request. */
  readonly signal?: AbortSignal;
  /** Its model is taken to be in memory, and may have to be loaded. */
  readonly isLoadable?: boolean;
  readonly isProbe?: boolean;
}

/** An attempt with what was known of its route when it began. */
interface BegunAttempt {
  readonly candidate: RouteCandidate;
  readonly request: RoutedRequest;
  readonly continuation: Continuation | undefined;
  readonly isLoadable: boolean;
  readonly isProbe: boolean;
  readonly p95Ms: number | undefined;
  /** Monotonic. */
  readonly startedAtMs: number;
  readonly deadlines: Deadlines;
  readonly leaveOut: ReadonlySet<OptionalParameter>;
  readonly limits: AttemptLimits;
  readonly notes: AttemptLog | undefined;
  readonly reserved: ReservedCall;
  readonly recordsGaps: boolean;
  /** To be told what it has cost. */
  readonly paid: (record: AttemptRecord) => void;
}

/** A hedge sooner than this would race answers that are on their way. */
const shortestHedgeDelayMs = 400;
/** A request to this machine costs nothing. */
const shortestLocalHedgeDelayMs = 150;
/** Until it is known how long the first route usually takes. */
const usualLocalHedgeDelayMs = 600;
/** How long a model in memory takes to its first word, until it is known. */
const usualLoadedMs = 500;

/** Starts the attempts of one request and reports how each has ended. */
export class AttemptLauncher {
  private readonly startedAt: number;
  /** The route that was asked in parallel with another to be sooner. */
  private extra: Route | undefined;
  private readonly secondary: SecondaryRoutes;

  constructor(private readonly options: AttemptLauncherOptions) {
    const { context, request, routes, attempts } = options;
    this.startedAt = context.deps.clock.monotonicMs();
    this.secondary = new SecondaryRoutes(context, request, routes, attempts);
  }

  /**
   * Asks the route of the candidate, and probes the one that may be back again, if there is one. Where the route itself may
   * be back, one that serves is asked together with it.
   */
  first(
    candidate: RouteCandidate,
    request: RoutedRequest,
    continuation: Continuation | undefined,
  ): Pick<AttemptRace, 'first' | 'second' | 'probe'> {
    const { context, attempts, signal } = this.options;
    const companion = candidate.doubt && this.secondary.companion(candidate.route);
    const mayProbe = request.profile.probes.with === 'every-attempt' || attempts.count === 0;
    const probe = mayProbe ? this.secondary.probe(candidate.route) : undefined;
    attempts.begin(candidate.route);
    const first = this.start(candidate, request, { continuation, signal });
    const [trial, serving] = companion ? [first.route, companion.route] : [probe?.route, first.route];
    if (trial) context.log(`trying ${routeName(trial)} beside ${routeName(serving)}`);
    if (!companion) return probe ? { first, probe: this.start(probe, request, { isProbe: true }) } : { first };
    attempts.begin(companion.route);
    this.extra = companion.route;
    return { first, second: this.start(companion, request, { signal }) };
  }

  /** What of the request is not sent to the route, as far as its limits are known now. */
  leftOut(route: Route, request: RoutedRequest, continuation?: Continuation): LeftOut | undefined {
    return request.leftOut(route, this.limitsOf(route), continuation?.resume);
  }

  /** A local attempt that races the first; undefined when there is none, or its model has to be loaded first. */
  racer(first: Route, request: RoutedRequest): Attempt | undefined {
    if (!request.profile.hedgesWithLocal || first.trust === 'local') return undefined;
    if (this.secondary.hasLocal(first)) return this.second(first, request);
    // It is loaded for the next time.
    this.options.context.deps.onTrouble();
    return undefined;
  }

  hedge(first: Route, request: RoutedRequest): Hedge | undefined {
    const p95Ms = this.options.context.deps.latency.p95(first, request.profile.lane);
    const isLocal = request.profile.hedgesWithLocal && first.trust !== 'local' && this.secondary.hasLocal(first);
    if (p95Ms === undefined && !isLocal) return undefined;
    return {
      afterMs: Math.max(isLocal ? shortestLocalHedgeDelayMs : shortestHedgeDelayMs, p95Ms ?? usualLocalHedgeDelayMs),
      start: () => this.second(first, request),
    };
  }

  /** The answer of `winner` broke off: the route that lost the race against it may be asked again. */
  reopenLoser(winner: Route): void {
    const { attempts } = this.options;
    const { extra } = this;
    if (extra && extra !== winner && attempts.hasUnfailed(extra)) attempts.reopen(extra);
    this.extra = undefined;
  }

  private second(first: Route, request: RoutedRequest): Attempt | undefined {
    const { context, attempts, signal } = this.options;
    const second = this.secondary.second(first);
    if (!second) return undefined;
    const { route, link } = second;
    context.log(`asking ${routeName(route)} beside ${routeName(first)}`);
    attempts.begin(route);
    this.extra = route;
    const isLoadable = route.trust === 'local' && link.provider.warmUp !== undefined;
    return this.start(second, request, { signal, isLoadable });
  }

  private start(candidate: RouteCandidate, request: RoutedRequest, options: StartOptions): Attempt {
    const { context, attempts } = this.options;
    const { continuation, signal, isLoadable = false } = options;
    const begun = this.begin(candidate, request, options);
    return new Attempt({
      route: candidate.route,
      profile: request.profile,
      permit: candidate.permit,
      clock: context.deps.clock,
      signal,
      inputTokens: request.needs.inputTokens,
      price: context.deps.capabilities.price(candidate.route),
      open: this.opening(begun),
      judge: continuation && ((event) => continuation.inspect(event)),
      // The model was taken to be in memory; that it has to be loaded is no fault.
      isExcused: ({ kind }) => isLoadable && kind === 'first-token-timeout',
      onRecord: (record) => attempts.add(record),
      onEnded: (record) => this.onEnded(begun, record),
    });
  }

  /** Sets the attempt's deadlines and limits by what is known of the route now, and counts the attempt as begun. */
  private begin(candidate: RouteCandidate, request: RoutedRequest, options: StartOptions): BegunAttempt {
    const { context, adaptations, attempts } = this.options;
    const { clock, latency, inFlight, spending, health } = context.deps;
    const { continuation, isLoadable = false, isProbe = false } = options;
    const { route, last } = candidate;
    const { profile } = request;
    const firstContent = latency.firstContent(route, profile.lane);
    const { p95Ms } = firstContent;
    const startedAtMs = clock.monotonicMs();
    // A host may hold back the call of a tool until it is whole.
    const learnsGaps = profile.learnsGaps && !request.needs.tools;
    const gaps = learnsGaps ? latency.gaps(route) : undefined;
    const remainingMs = this.remaining(profile, last);
    const { inputTokens } = request.needs;
    const deadlines = deadlinesOf({ profile, route, firstContent, gaps, last, isProbe, inputTokens, remainingMs });
    const { firstContentMs } = deadlines;
    context.log(`asking ${routeName(route)}, attempt ${attempts.count}, first content due in ${firstContentMs} ms`);
    if (profile.countsInFlight) inFlight.begin(route);
    const leaveOut = adaptations.leaveOut(route);
    const limits = this.limitsOf(route);
    const notes = context.record?.attempt(route);
    const paid = spending.begin(route, this.options.routes.expectedCost(route));
    const reserved = new ReservedCall(health.reserve(route, tokensSent(request.needs, limits.contextWindow)));
    const known = { p95Ms, startedAtMs, deadlines, leaveOut, limits, notes, paid, reserved };
    // An outage is no usual gap, and a probe is asked in one.
    return { candidate, request, continuation, isLoadable, isProbe, ...known, recordsGaps: learnsGaps && !isProbe };
  }

  /** Opens the stream of the attempt. */
  private opening(begun: BegunAttempt): AttemptOptions['open'] {
    const { clock, latency, allowance } = this.options.context.deps;
    const { candidate, request, continuation, deadlines, leaveOut, limits, notes, reserved, recordsGaps } = begun;
    const { link, route } = candidate;
    return (attemptSignal, onRequest) =>
      streamWithDeadlines(
        (call) => {
          const sent = request.requestFor(route, limits, continuation?.resume);
          return callProvider(link.provider, route, { ...reserved.options(call), leaveOut }, sent, notes?.sending);
        },
        {
          clock,
          deadlines,
          signals: [attemptSignal],
          label: route.label,
          mayBeEmpty: request.profile.mayBeEmpty,
          offersTools: request.needs.tools,
          allowance: { mayLeave: () => allowance.mayAsk(route), onDidChange: allowance.onDidChange },
          onRequest: () => {
            notes?.left();
            onRequest();
          },
          onLongestGap: recordsGaps ? (ms) => latency.recordGap(route, ms) : undefined,
        },
      );
  }

  private onEnded(begun: BegunAttempt, record: AttemptRecord): void {
    const { context, chances } = this.options;
    const { candidate, request, isProbe } = begun;
    const { route, last } = candidate;
    begun.notes?.ended(record);
    begun.paid(record);
    begun.reserved.ended(record.failure);
    if (request.profile.countsInFlight) context.deps.inFlight.end(route);
    this.noteUnloaded(begun, record);
    if ((!last || isProbe) && record.outcome === 'failed' && isSilence(record.failure?.kind))
      chances.recordCutShort(route);
    this.report(record);
    this.learn(begun, record);
  }

  private noteUnloaded({ candidate, isLoadable, p95Ms, startedAtMs }: BegunAttempt, record: AttemptRecord): void {
    const { clock, standby } = this.options.context.deps;
    const waitedMs = clock.monotonicMs() - startedAtMs;
    if (isLoadable && record.firstContentMs === undefined && waitedMs > (p95Ms ?? usualLoadedMs) * 2)
      standby.unloaded(candidate.route);
  }

  /** What the attempt has shown of the route's limits. */
  private learn({ candidate, request, limits }: BegunAttempt, record: AttemptRecord): void {
    const { context, adaptations } = this.options;
    const { refusals, capabilities } = context.deps;
    const { link, route } = candidate;
    if (record.outcome === 'served' || record.firstContentMs !== undefined) {
      adaptations.served(route);
      refusals.served(route, request.profile.lane);
      capabilities.served(route, tokensSent(request.needs, limits.contextWindow));
    }
    capabilities.recordWindow(route, link.provider.contextWindow?.(route.model));
    const isBlind = record.failure?.isBlind === true;
    capabilities.recordSight(route, isBlind ? false : link.provider.seesImages?.(route.model));
  }

  private report(record: AttemptRecord): void {
    const { route, outcome, failure, firstContentMs } = record;
    const { deps, log, onAttempt } = this.options.context;
    const { budget, network, standby, onTrouble } = deps;
    if (firstContentMs !== undefined) standby.answered(route);
    if (outcome === 'served') {
      budget.onSuccess(route.providerId);
      network.onSuccess(route);
    } else if (outcome === 'failed' && failure && failure.kind !== 'not-allowed') {
      budget.onFailure(route.providerId);
      network.onFailure(route, failure);
      onTrouble();
    }
    onAttempt?.(record);
    log(`${routeName(route)} ${outcome}${failure ? `: ${failure.kind} (${failure.message})` : ''}`);
  }

  private limitsOf(route: Route): AttemptLimits {
    const { context, adaptations } = this.options;
    return attemptLimits(route, context.deps.capabilities, adaptations);
  }

  private remaining({ deadlines }: RequestProfile, last: boolean): number {
    const { requestTimeoutMs, reservedForLastMs } = deadlines;
    const left = requestTimeoutMs - (this.options.context.deps.clock.monotonicMs() - this.startedAt);
    return Math.max(left - (last ? 0 : reservedForLastMs), reservedForLastMs);
  }
}
