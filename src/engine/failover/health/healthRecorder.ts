import type { Clock, Random } from '../../model/clock';
import type { Failure, FailureKind } from '../../model/failure';
import type { Log } from '../../model/log';
import type { Route } from '../../model/route';
import type { AttemptObserver, PermitFacts } from './attemptPermit';
import {
  type HealthTable,
  type CircuitName,
  circuitKey,
  type CooldownScope,
  cooldownKey,
  servedKey,
} from './records/healthTable';
import { type Circuit, type CircuitEvent, nextCircuit, settleCircuit, type Via } from './circuit/circuit';
import { type HealthEffect, failureEffect, refusedScope, type RefusalRecord } from './failureEffects';
import { clipped } from './records/healthRecords';
import { cooldownsOf } from './currentHealth';
import type { Latency } from './latency';
import type { Network } from './network';
import { recent, rememberedFor } from './circuit/slidingWindow';
import { nextCooldown, type CooldownEvent, settleCooldown } from './circuit/cooldown';

export interface HealthRecorderDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly cells: HealthTable;
  readonly latency?: Latency;
  readonly network?: Network;
  readonly routes: () => readonly Route[];
  /** Called after each report of an attempt. `lasts`: something changed that outlives the window. */
  readonly onRecorded: (lasts: boolean) => void;
}

/** Turns what became of attempts into health. */
export class HealthRecorder implements AttemptObserver {
  private ignoredUpTo = 0;
  private readonly ignoredUpToOf = new Map<string, number>();

  constructor(private readonly deps: HealthRecorderDeps) {}

  /** Attempts up to this number began before the user said that everything is different now. */
  ignoreUpTo(attempt: number, providerId: string | undefined): void {
    if (providerId === undefined) this.ignoredUpTo = attempt;
    else this.ignoredUpToOf.set(providerId, attempt);
  }

  firstContent(attempt: PermitFacts, ms: number): void {
    this.deps.latency?.record(attempt.route, attempt.lane, ms);
    const lasts = this.applyToAll(attempt, (via) => ({ type: 'firstContent', attempt: attempt.number, via }));
    this.deps.onRecorded(lasts);
  }

  succeeded(attempt: PermitFacts): void {
    let lasts = this.applyToAll(attempt, (via) => ({ type: 'succeeded', attempt: attempt.number, via }));
    for (const key of cooldownsOf(attempt.route)) {
      lasts = this.park(key, attempt.route, { type: 'succeeded', whileParked: attempt.inPanic }) || lasts;
    }
    for (const scope of parkingScopes) lasts = this.noteServed(scope, attempt.route) || lasts;
    this.deps.onRecorded(lasts);
  }

  failed(attempt: PermitFacts, seen: Failure): void {
    const failure = clipped(seen);
    const { route, lane } = attempt;
    if (failure.kind === 'first-token-timeout') {
      // It took at least that long. Without this, what is usual could only ever be learned to be shorter.
      this.deps.latency?.record(route, lane, this.deps.clock.monotonicMs() - attempt.startedAt);
    }
    const isNobodys = this.isIgnored(attempt) || this.isTheNetworks(attempt, failure);
    const effect = isNobodys ? none : failureEffect(seen, route, lane, this.noteRefused(seen, route));
    const changed = this.hold(attempt, failure, effect);
    this.deps.onRecorded(this.giveBackLeases(attempt) || changed);
  }

  released(attempt: PermitFacts): void {
    this.deps.onRecorded(this.giveBackLeases(attempt));
  }

  /** Returns whether something changed that outlives the window. */
  apply(key: string, route: Route, event: CircuitEvent): boolean {
    const { cells, clock } = this.deps;
    const now = clock.now();
    const before = cells.circuit(key);
    const after = nextCircuit(before, event, now);
    if (after === before) return false;
    this.tell(key, settleCircuit(before, now), after);
    return cells.set(key, { kind: 'circuit', circuit: after }, route.providerId);
  }

  private giveBackLeases(attempt: PermitFacts): boolean {
    return this.applyToAll(attempt, () => ({ type: 'released', attempt: attempt.number }));
  }

  /** Not with every good end: what is written for it is read by every window. */
  private noteServed(scope: CooldownScope, route: Route): boolean {
    const { cells, clock } = this.deps;
    const key = servedKey(scope, route);
    const { goodAt = -Infinity, refusedSince } = cells.served(key);
    const now = clock.now();
    if (refusedSince === undefined && Math.abs(now - goodAt) < servedEvery) return false;
    return cells.set(key, { kind: 'served', served: { goodAt: now } }, route.providerId);
  }

  /** Notes a refusal, and tells what was before it. */
  private noteRefused(failure: Failure, route: Route): RefusalRecord {
    const scope = refusedScope(failure);
    if (!scope || failure.outputLimitTokens !== undefined) return {};
    const { cells, clock } = this.deps;
    const key = servedKey(scope, route);
    const { goodAt, refusedSince } = cells.served(key);
    if (goodAt === undefined) return {};
    const now = clock.now();
    if (refusedSince === undefined)
      cells.set(key, { kind: 'served', served: { goodAt, refusedSince: now } }, route.providerId);
    return { servedAgo: now - goodAt, refusedFor: now - (refusedSince ?? now) };
  }

  private hold(attempt: PermitFacts, failure: Failure, effect: HealthEffect): boolean {
    const { route } = attempt;
    switch (effect.type) {
      case 'none':
        return false;
      case 'park':
        return this.park(cooldownKey(failure.kind, effect.scope, route), route, {
          type: 'failed',
          failure,
          rest: effect.rest,
          needsUser: effect.needsUser,
        });
      case 'count': {
        const spreads = effect.spreads && effect.cell === 'model' && this.isSharedWithAnother(route, failure.kind);
        const held = this.count(attempt, effect.cell, failure, effect);
        return (spreads && this.count(attempt, 'endpoint', failure, effect)) || held;
      }
    }
  }

  private count(
    attempt: PermitFacts,
    name: CircuitName,
    failure: Failure,
    effect: Extract<HealthEffect, { type: 'count' }>,
  ): boolean {
    const { weight, certain, cheapToAsk } = effect;
    const key = circuitKey(name, attempt.route);
    const via = attempt.vias.get(key) ?? 'normal';
    return this.apply(key, attempt.route, {
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

  private park(key: string, route: Route, event: CooldownEvent): boolean {
    const { cells, clock } = this.deps;
    const now = clock.now();
    const before = cells.parking(key);
    const after = nextCooldown(before, event, now);
    if (after === before) return false;
    this.tell(key, settleCooldown(before, now), after);
    return cells.set(key, { kind: 'parking', parking: after }, route.providerId);
  }

  private applyToAll(attempt: PermitFacts, eventFor: (via: Via) => CircuitEvent): boolean {
    let lasts = false;
    for (const [key, via] of attempt.vias) lasts = this.apply(key, attempt.route, eventFor(via)) || lasts;
    return lasts;
  }

  private isIgnored({ number, route }: PermitFacts): boolean {
    return number <= Math.max(this.ignoredUpTo, this.ignoredUpToOf.get(route.providerId) ?? 0);
  }

  private isTheNetworks({ route }: PermitFacts, failure: Failure): boolean {
    return failure.kind === 'connect' && route.trust === 'cloud' && this.deps.network?.offline === true;
  }

  /** Whether another model of the same endpoint failed in the same way a moment ago. */
  private isSharedWithAnother(route: Route, kind: FailureKind): boolean {
    const now = this.deps.clock.now();
    return this.deps
      .routes()
      .filter((other) => other.endpoint === route.endpoint && other.model !== route.model)
      .some((other) => hasFailed(this.deps.cells.circuit(circuitKey('model', other)), kind, now));
  }

  private tell(key: string, before: Told, after: Told): void {
    if (before.state === after.state) return;
    const { state, failure, until } = after;
    const end = until === undefined ? '' : ` for ${Math.round((until - this.deps.clock.now()) / 1000)} s`;
    const cause = failure ? ` after ${failure.kind}` : '';
    this.deps.log.info(`health of ${key}: ${state}${end}${cause}`);
  }
}

/** What a circuit and a parking have in common for the log. */
interface Told {
  readonly state: string;
  readonly failure?: Failure;
  readonly until?: number;
}

const none: HealthEffect = { type: 'none' };
const parkingScopes: readonly CooldownScope[] = ['credential', 'route'];
/** Milliseconds. */
const servedEvery = 600_000;

function hasFailed(circuit: Circuit, kind: FailureKind, now: number): boolean {
  switch (circuit.state) {
    case 'closed':
    case 'cooling':
      return recent(circuit.outcomes, now).some((outcome) => outcome.kind === kind);
    case 'open':
      return circuit.failure.kind === kind && now - circuit.since < rememberedFor;
    case 'half-open':
      return hasFailed(circuit.after, kind, now);
  }
}
