import type { Clock, Random } from '../../model/async/clock';
import type { Failure, FailureKind } from '../../model/failure/failure';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route/route';
import type { AttemptObserver, PermitFacts } from './attemptPermit';
import { type CircuitName, circuitKey, cooldownKey, type CooldownScope, servedKey } from './records/healthKeys';
import type { HealthTable } from './records/healthTable';
import { savedStates } from './records/savedRecords';
import { type Circuit, type CircuitEvent, nextCircuit, settleCircuit, type Via } from './circuit/circuit';
import { type HealthEffect, failureEffect, refusedScope, type RefusalRecord } from './failureEffects';
import { clipped } from './records/healthRecords';
import { cooldownKeysOf } from './currentHealth';
import type { Latency } from './latency';
import type { RateLimits } from './limits/rateLimits';
import type { Network } from './network';
import { recent, rememberedForMs } from './circuit/slidingWindow';
import { nextCooldown, type CooldownEvent, settleCooldown } from './circuit/cooldown';

export interface HealthRecorderDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly healthTable: HealthTable;
  readonly latency?: Latency;
  readonly network?: Network;
  readonly limits: RateLimits;
  readonly routes: () => readonly Route[];
  /** Called after each report of an attempt. */
  readonly onRecorded: () => void;
}

/** Turns the reports of attempts into health. */
export class HealthRecorder implements AttemptObserver {
  private ignoredUpTo = 0;
  private readonly ignoredUpToOf = new Map<string, number>();

  constructor(private readonly deps: HealthRecorderDeps) {}

  /** Failures of attempts up to this number count no more: they began before the user changed a key or reset the health. */
  ignoreUpTo(attempt: number, providerId: string | undefined): void {
    if (providerId === undefined) this.ignoredUpTo = attempt;
    else this.ignoredUpToOf.set(providerId, attempt);
  }

  firstContent(attempt: PermitFacts, ms: number): void {
    const { latency, limits, clock } = this.deps;
    latency?.record(attempt.route, attempt.lane, ms);
    if (attempt.limitedUntil !== undefined) limits.answered(attempt.route, clock.now() - ms, attempt.limitedUntil);
    this.applyToCircuits(attempt, (via) => ({ type: 'firstContent', attempt: attempt.number, via }));
    this.deps.onRecorded();
  }

  succeeded(attempt: PermitFacts): void {
    this.applyToCircuits(attempt, (via) => ({ type: 'succeeded', attempt: attempt.number, via }));
    for (const key of cooldownKeysOf(attempt.route)) {
      this.applyToCooldown(key, attempt.route, { type: 'succeeded', duringCooldown: attempt.inPanic });
    }
    for (const scope of cooldownScopes) this.recordServed(scope, attempt.route);
    this.deps.onRecorded();
  }

  failed(attempt: PermitFacts, seen: Failure): void {
    const failure = clipped(seen);
    const { route, lane } = attempt;
    if (failure.kind === 'first-token-timeout') {
      // It took at least that long. Without this sample, a route could only ever be learned to be faster.
      this.deps.latency?.record(route, lane, this.deps.clock.monotonicMs() - attempt.startedAt);
    }
    const isExcused = this.isIgnored(attempt) || this.isNetworkFailure(attempt, failure);
    const effect = isExcused ? none : failureEffect(seen, route, lane, this.recordRefusal(seen, route));
    this.applyEffect(attempt, failure, effect);
    this.giveBackLeases(attempt);
    this.deps.onRecorded();
  }

  released(attempt: PermitFacts): void {
    this.giveBackLeases(attempt);
    this.deps.onRecorded();
  }

  applyToCircuit(key: string, route: Route, event: CircuitEvent): void {
    const { healthTable, clock } = this.deps;
    const now = clock.now();
    const before = healthTable.circuit(key);
    const after = nextCircuit(before, event, now);
    if (after === before) return;
    this.logChange(key, settleCircuit(before, now), after);
    healthTable.set(key, { kind: 'circuit', circuit: after }, route.providerId);
  }

  private giveBackLeases(attempt: PermitFacts): void {
    this.applyToCircuits(attempt, () => ({ type: 'released', attempt: attempt.number }));
  }

  /** Every ten minutes at most: each change is written to the database and read by every window. */
  private recordServed(scope: CooldownScope, route: Route): void {
    const { healthTable, clock } = this.deps;
    const key = servedKey(scope, route);
    const { goodAt = -Infinity, refusedSince } = healthTable.served(key);
    const now = clock.now();
    if (refusedSince === undefined && Math.abs(now - goodAt) < servedEveryMs) return;
    healthTable.set(key, { kind: 'served', served: { goodAt: now } }, route.providerId);
  }

  /** Records a refusal and returns what was known before it. */
  private recordRefusal(failure: Failure, route: Route): RefusalRecord {
    const scope = refusedScope(failure);
    if (!scope || failure.outputLimitTokens !== undefined) return {};
    const { healthTable, clock } = this.deps;
    const key = servedKey(scope, route);
    const { goodAt, refusedSince } = healthTable.served(key);
    if (goodAt === undefined) return {};
    const now = clock.now();
    if (refusedSince === undefined)
      healthTable.set(key, { kind: 'served', served: { goodAt, refusedSince: now } }, route.providerId);
    return { servedAgoMs: now - goodAt, refusedForMs: now - (refusedSince ?? now) };
  }

  private applyEffect(attempt: PermitFacts, failure: Failure, effect: HealthEffect): void {
    const { route } = attempt;
    switch (effect.type) {
      case 'none':
        return;
      case 'cooldown': {
        const { backoff, needsUser, scope } = effect;
        const key = cooldownKey(failure.kind, scope, route);
        this.applyToCooldown(key, route, { type: 'failed', failure, backoff, needsUser });
        return;
      }
      case 'count': {
        const spreads = effect.spreads && effect.circuit === 'model' && this.isSharedWithAnother(route, failure.kind);
        this.countFailure(attempt, effect.circuit, failure, effect);
        if (spreads) this.countFailure(attempt, 'endpoint', failure, effect);
      }
    }
  }

  private countFailure(
    attempt: PermitFacts,
    name: CircuitName,
    failure: Failure,
    effect: Extract<HealthEffect, { type: 'count' }>,
  ): void {
    const { weight, certain, cheapToAsk } = effect;
    const key = circuitKey(name, attempt.route);
    const via = attempt.vias.get(key) ?? 'normal';
    this.applyToCircuit(key, attempt.route, {
      type: 'failed',
      attempt: attempt.number,
      via,
      failure,
      weight,
      certain,
      cheapToAsk,
      jitter: this.deps.random(),
    });
  }

  private applyToCooldown(key: string, route: Route, event: CooldownEvent): void {
    const { healthTable, clock } = this.deps;
    const now = clock.now();
    const before = healthTable.cooldown(key);
    const after = nextCooldown(before, event, now);
    if (after === before) return;
    this.logChange(key, settleCooldown(before, now), after);
    healthTable.set(key, { kind: 'cooldown', cooldown: after }, route.providerId);
  }

  private applyToCircuits(attempt: PermitFacts, eventFor: (via: Via) => CircuitEvent): void {
    for (const [key, via] of attempt.vias) this.applyToCircuit(key, attempt.route, eventFor(via));
  }

  private isIgnored({ number, route }: PermitFacts): boolean {
    return number <= Math.max(this.ignoredUpTo, this.ignoredUpToOf.get(route.providerId) ?? 0);
  }

  private isNetworkFailure({ route }: PermitFacts, failure: Failure): boolean {
    return failure.kind === 'connect' && route.trust === 'cloud' && this.deps.network?.offline === true;
  }

  /** Whether another model of the same endpoint failed in the same way a moment ago. */
  private isSharedWithAnother(route: Route, kind: FailureKind): boolean {
    const now = this.deps.clock.now();
    return this.deps
      .routes()
      .filter((other) => other.endpoint === route.endpoint && other.model !== route.model)
      .some((other) => hasFailed(this.deps.healthTable.circuit(circuitKey('model', other)), kind, now));
  }

  private logChange(key: string, before: LoggedState, after: LoggedState): void {
    if (before.state === after.state) return;
    const { failure, until } = after;
    const state = savedStates[after.state];
    const end = until === undefined ? '' : ` for ${Math.round((until - this.deps.clock.now()) / 1000)} s`;
    const cause = failure ? ` after ${failure.kind}` : '';
    this.deps.log.info(`health of ${key}: ${state}${end}${cause}`);
  }
}

/** The part of a circuit and of a cooldown that the log shows. */
interface LoggedState {
  readonly state: keyof typeof savedStates;
  readonly failure?: Failure;
  readonly until?: number;
}

const none: HealthEffect = { type: 'none' };
const cooldownScopes: readonly CooldownScope[] = ['credential', 'route'];
const servedEveryMs = 600_000;

function hasFailed(circuit: Circuit, kind: FailureKind, now: number): boolean {
  switch (circuit.state) {
    case 'closed':
    case 'soft-open':
      return recent(circuit.window, now).some((outcome) => outcome.kind === kind);
    case 'open':
      return circuit.failure.kind === kind && now - circuit.since < rememberedForMs;
    case 'half-open':
      return hasFailed(circuit.after, kind, now);
  }
}
