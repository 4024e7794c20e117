import { routeName } from './routeSelector';
import type { RouteCandidate, RouteSelector } from './routeSelector';
import type { Adaptations } from '../learned/adaptations';
import { tokensSent } from '../policies/trimToWindow';
import type { Failure } from '../../model/failure';
import type { Route } from '../../model/route';
import type { AttemptRecord } from '../api/answer';
import type { RequestProfile } from '../api/requestProfile';
import { streamWithDeadlines } from './streamWithDeadlines';
import { callProvider } from './callProvider';
import { SecondaryRoutes } from './secondaryRoutes';
import { deadlinesOf } from '../policies/deadlines';
import type { Hedge, AttemptRace } from './raceAttempts';
import { Attempt } from './attempt';
import type { RequestAttempts } from './requestAttempts';
import type { RequestContext } from './requestContext';
import type { Continuation } from '../splice/continuation';
import type { AttemptLimits, RoutedRequest } from './routedRequest';

export interface AttemptLauncherOptions {
  readonly context: RequestContext;
  readonly work: Pick<RoutedRequest, 'profile' | 'needs'>;
  readonly candidates: RouteSelector;
  readonly adaptations: Adaptations;
  readonly attempts: RequestAttempts;
  readonly signal: AbortSignal;
  readonly say: (what: string) => void;
}

/** Milliseconds; a hedge sooner than this would race answers that are on their way. */
const shortestHedgeDelay = 400;
/** One of this machine costs nobody anything. */
const shortestLocalHedgeDelay = 150;
/** Until it is known how long the first route usually takes. */
const usualLocalHedgeDelay = 600;
/** What a model in memory takes to its first word, until it is known. */
const usualLoaded = 500;

/** Starts the legs of one request and tells everybody what becomes of them. */
export class AttemptLauncher {
  private readonly startedAt: number;
  /** The route that was asked beside another to be sooner. */
  private extra: Route | undefined;
  private readonly besides: SecondaryRoutes;

  constructor(private readonly options: AttemptLauncherOptions) {
    const { context, work, candidates, attempts } = options;
    this.startedAt = context.deps.clock.monotonicMs();
    this.besides = new SecondaryRoutes(context, work, candidates, attempts);
  }

  /**
   * The route to ask, and beside it the one that may be back again, if there is one. Where the route itself may be back, one
   * that serves is asked together with it.
   */
  first(
    candidate: RouteCandidate,
    work: RoutedRequest,
    continuation: Continuation | undefined,
  ): Pick<AttemptRace, 'first' | 'second' | 'probe'> {
    const { attempts, signal, say } = this.options;
    const companion = candidate.doubt && this.besides.companion(candidate.route);
    const mayProbe = work.profile.probes.with === 'every-attempt' || attempts.count === 0;
    const probe = mayProbe ? this.besides.probe(candidate.route) : undefined;
    attempts.begin(candidate.route);
    const first = this.start(candidate, work, { continuation, signal });
    const [trial, serving] = companion ? [first.route, companion.route] : [probe?.route, first.route];
    if (trial) say(`trying ${routeName(trial)} beside ${routeName(serving)}`);
    if (!companion) return probe ? { first, probe: this.start(probe, work, { isProbe: true }) } : { first };
    attempts.begin(companion.route);
    this.extra = companion.route;
    return { first, second: this.start(companion, work, { signal }) };
  }

  /** A local leg that races the first; undefined when there is none, or its model has to be loaded first. */
  racer(first: Route, work: RoutedRequest): Attempt | undefined {
    if (!work.profile.hedgesWithLocal || first.trust === 'local') return undefined;
    if (this.besides.hasLocal(first)) return this.second(first, work);
    // It is loaded for the next time.
    this.options.context.deps.onTrouble();
    return undefined;
  }

  hedge(first: Route, work: RoutedRequest): Hedge | undefined {
    const p95 = this.options.context.deps.latency.p95(first, work.profile.lane);
    const isLocal = work.profile.hedgesWithLocal && first.trust !== 'local' && this.besides.hasLocal(first);
    if (p95 === undefined && !isLocal) return undefined;
    return {
      afterMs: Math.max(isLocal ? shortestLocalHedgeDelay : shortestHedgeDelay, p95 ?? usualLocalHedgeDelay),
      start: () => this.second(first, work),
    };
  }

  /** The answer of `winner` broke off: the route that ran beside it and was cancelled for its sake may be asked again. */
  forgiveLoser(winner: Route): void {
    const { attempts } = this.options;
    const { extra } = this;
    if (extra && extra !== winner && attempts.hasUnfailed(extra)) attempts.reopen(extra);
    this.extra = undefined;
  }

  private second(first: Route, work: RoutedRequest): Attempt | undefined {
    const { attempts, signal, say } = this.options;
    const second = this.besides.second(first);
    if (!second) return undefined;
    const { route, link } = second;
    say(`asking ${routeName(route)} beside ${routeName(first)}`);
    attempts.begin(route);
    this.extra = route;
    const isLoadable = route.trust === 'local' && link.provider.warmUp !== undefined;
    return this.start(second, work, { signal, isLoadable });
  }

  private start(
    { link, route, permit, last }: RouteCandidate,
    work: RoutedRequest,
    {
      continuation,
      signal,
      isLoadable = false,
      isProbe = false,
    }: {
      readonly continuation?: Continuation;
      readonly signal?: AbortSignal;
      readonly isLoadable?: boolean;
      readonly isProbe?: boolean;
    },
  ): Attempt {
    const { context, candidates, adaptations, attempts, say } = this.options;
    const { clock, latency, standby, inFlight, allowance, refusals, capabilities } = context.deps;
    const { profile } = work;
    const p95 = latency.p95(route, profile.lane);
    const startedAt = clock.monotonicMs();
    // A host may hold back the call of a tool until it is whole.
    const learnsGaps = profile.learnsGaps && !work.needs.tools;
    const longestGap = learnsGaps ? latency.longestGap(route) : undefined;
    const deadlines = deadlinesOf({
      profile,
      route,
      p95,
      longestGap,
      last,
      isProbe,
      remaining: this.remaining(profile, last),
    });
    say(`asking ${routeName(route)}, attempt ${attempts.count}, first content due in ${deadlines.firstContent} ms`);
    if (profile.countsInFlight) inFlight.begin(route);
    const leaveOut = adaptations.leaveOut(route);
    const limits = this.limitsOf(route);
    const notes = context.record?.attempt(route);
    return new Attempt({
      route,
      profile,
      permit,
      clock,
      signal,
      inputTokens: work.needs.inputTokens,
      open: (legSignal, onRequest) =>
        streamWithDeadlines(
          (call) =>
            callProvider(
              link.provider,
              route,
              { ...call, leaveOut },
              work.requestFor(route, limits, continuation?.resume),
              notes?.sending,
            ),
          {
            clock,
            deadlines,
            signals: [legSignal],
            label: route.label,
            mayBeEmpty: profile.mayBeEmpty,
            offersTools: work.needs.tools,
            allowance: { mayLeave: () => allowance.mayAsk(route), onDidChange: allowance.onDidChange },
            onRequest: () => {
              notes?.left();
              onRequest();
            },
            // An outage is no usual gap, and a probe is asked in one.
            onLongestGap: learnsGaps && !isProbe ? (ms) => latency.recordGap(route, ms) : undefined,
          },
        ),
      judge: continuation && ((event) => continuation.judge(event)),
      // It was asked in the belief that its model is in memory; that it has to be loaded is no fault.
      isExcused: ({ kind }) => isLoadable && kind === 'first-token-timeout',
      onBooked: (record) => attempts.add(record),
      onEnded: (record) => {
        notes?.ended(record);
        if (profile.countsInFlight) inFlight.end(route);
        const waited = clock.monotonicMs() - startedAt;
        if (isLoadable && record.firstContentMs === undefined && waited > (p95 ?? usualLoaded) * 2)
          standby.unloaded(route);
        const isImpatient = !last || isProbe;
        if (isImpatient && record.outcome === 'failed' && isSilence(record.failure)) candidates.leftSoon(route);
        this.tell(record);
        if (record.outcome === 'served' || record.firstContentMs !== undefined) {
          adaptations.served(route);
          refusals.served(route, profile.lane);
          capabilities.served(route, tokensSent(work.needs, limits.contextWindow));
        }
        capabilities.learnWindow(route, link.provider.contextWindow?.(route.model));
      },
    });
  }

  private tell(record: AttemptRecord): void {
    const { route, outcome, failure, firstContentMs } = record;
    const { deps, onAttempt } = this.options.context;
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
    this.options.say(`${routeName(route)} ${outcome}${failure ? `: ${failure.kind} (${failure.message})` : ''}`);
  }

  private limitsOf(route: Route): AttemptLimits {
    const { context, adaptations } = this.options;
    const set = route.settings?.maxOutputTokens;
    const told = adaptations.outputLimit(route);
    return {
      contextWindow: context.deps.capabilities.contextWindow(route),
      maxOutputTokens: route.traits.maxOutputTokens,
      outputLimit: set === undefined ? told : Math.min(set, told ?? Infinity),
    };
  }

  private remaining({ deadlines }: RequestProfile, last: boolean): number {
    const { requestTimeoutMs, reservedForLastMs } = deadlines;
    const left = requestTimeoutMs - (this.options.context.deps.clock.monotonicMs() - this.startedAt);
    return Math.max(left - (last ? 0 : reservedForLastMs), reservedForLastMs);
  }
}

function isSilence(failure: Failure | undefined): boolean {
  return failure?.kind === 'stalled' || failure?.kind === 'first-token-timeout';
}
