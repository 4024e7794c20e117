import type { Clock, Random } from '../../model/async/clock';
import type { Disposable, Event } from '../../model/async/event';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/text/errorSummary';
import type { Route } from '../../model/route/route';
import { type PermitFacts, AttemptPermit } from './attemptPermit';
import { HealthTable } from './records/healthTable';
import { circuitChangesAt, closed, settleCircuit, type Via } from './circuit/circuit';
import type { Health, Permit } from './health';
import type { RouteHealth, Lane } from '../api/routeHealth';
import type { KnownLimit } from '../api/routeLimits';
import { HealthNotifier } from './healthNotifier';
import { healthRecordTable } from './records/healthRecordTable';
import type { RecordStore } from '../../storage/records/recordStore';
import { admission, circuitsOf, failedOnce, coolingDownNow, routeHealth, hasAskedToWait } from './currentHealth';
import type { Latency } from './latency';
import type { Network } from './network';
import { cooldownChangesAt, settleCooldown } from './circuit/cooldown';
import type { Refusals } from '../learned/refusals';
import { HealthRecorder } from './healthRecorder';
import { RateLimits, type Reservation } from './limits/rateLimits';

export interface HealthDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Shares health with other windows and keeps it for later ones. */
  readonly records?: RecordStore;
  /** Gets the time to first content of every attempt, and tells which routes are slow. */
  readonly latency?: Latency;
  /** Tells which routes refuse request after request. */
  readonly refusals?: Refusals;
  /** While it says offline, failures to connect are not held against cloud endpoints. */
  readonly network?: Network;
}

export function createHealth(deps: HealthDeps): Health {
  return new HealthRegistry(deps);
}

/** From an attempt's deadline for its first content until its probe lapses, so that no lost report blocks a circuit. */
const leaseMarginMs = 5_000;
const usualFirstContentMs: Readonly<Record<Lane, number>> = { completion: 2_500, chat: 20_000 };
/** Completions come with every pause in typing; all of them may find every route down. */
const panicEveryMs = 5_000;
/** A failure to connect within this time before the machine was found offline was the network's. */
const excusedForMs = 60_000;

class HealthRegistry implements Health {
  private readonly healthTable: HealthTable;
  private readonly notifier: HealthNotifier;
  private readonly recorder: HealthRecorder;
  private readonly rateLimits: RateLimits;
  private readonly listeners: readonly (Disposable | undefined)[];
  /** When each route was last asked in panic for a completion, in monotonic milliseconds, by id. */
  private readonly lastPanicAt = new Map<string, number>();
  private attempts = 0;

  constructor(private readonly deps: HealthDeps) {
    const { clock, log, network, refusals } = deps;
    const records = deps.records?.of(healthRecordTable);
    this.healthTable = new HealthTable(clock, (record) => records?.write(record));
    this.notifier = new HealthNotifier({
      clock,
      inspect: (route, lane) => this.inspect(route, lane),
      changesAt: () => this.changesAt(),
      onListenerError: (error) =>
        log.error(`A listener to provider health failed: ${errorSummary(error, { where: true })}`),
    });
    this.rateLimits = new RateLimits(deps);
    this.recorder = new HealthRecorder({
      ...deps,
      limits: this.rateLimits,
      healthTable: this.healthTable,
      routes: () => this.notifier.routes(),
      onRecorded: () => this.notifier.publish(),
    });
    this.listeners = [
      records?.onDidRead((read) => {
        this.healthTable.learn(read);
        this.notifier.publish();
      }),
      this.rateLimits.onDidLearn(() => this.notifier.publish()),
      network?.onDidChange(() => this.excuseNetworkFailures()),
      refusals?.onDidChange(() => this.notifier.publish()),
    ];
  }

  get onDidChange(): Event<Route | undefined> {
    return this.notifier.onDidChange;
  }

  view(route: Route, lane: Lane = 'chat', tokens = 0): RouteHealth {
    this.notifier.watch(route);
    return this.inspect(route, lane, tokens);
  }

  reserve(route: Route, tokens: number): Reservation {
    const reservation = this.rateLimits.reserve(route, tokens);
    return {
      ...reservation,
      said: (limits) => {
        reservation.said(limits);
        // With the next report of the attempt: now its first word is on its way.
        this.notifier.mark(route);
      },
    };
  }

  limits(route: Route): readonly KnownLimit[] {
    return this.rateLimits.of(route);
  }

  failedOnce(route: Route, lane: Lane): boolean {
    return failedOnce(this.healthTable, route, lane, this.deps.clock.now());
  }

  admit(route: Route, lane: Lane, firstContentMs = usualFirstContentMs[lane]): Permit | undefined {
    this.notifier.watch(route);
    const now = this.deps.clock.now();
    if (coolingDownNow(this.healthTable, route, now).length > 0) return undefined;
    const circuits = circuitsOf(this.healthTable, route, lane, now);
    if (circuits.some(({ circuit }) => admission(circuit) === 'refused')) return undefined;
    return this.permit(route, lane, firstContentMs, false);
  }

  admitInPanic(route: Route, lane: Lane): Permit | undefined {
    const permit = this.admit(route, lane);
    if (permit) return permit;
    // A request that a user waits for is refused by a provider, never in its name.
    return lane === 'completion' && !this.mayPanic(route)
      ? undefined
      : this.permit(route, lane, usualFirstContentMs[lane], true);
  }

  private mayPanic(route: Route): boolean {
    if (hasAskedToWait(this.healthTable, route, this.deps.clock.now())) return false;
    const now = this.deps.clock.monotonicMs();
    if (now - (this.lastPanicAt.get(route.id) ?? -Infinity) < panicEveryMs) return false;
    this.lastPanicAt.set(route.id, now);
    return true;
  }

  reset(providerId?: string): void {
    this.recorder.ignoreUpTo(this.attempts, providerId);
    this.healthTable.clear(providerId);
    this.rateLimits.forget(providerId);
    this.notifier.publish();
  }

  dispose(): void {
    for (const listener of this.listeners) listener?.dispose();
    this.rateLimits.dispose();
    this.notifier.dispose();
  }

  private permit(route: Route, lane: Lane, firstContentMs: number, inPanic: boolean): Permit {
    const now = this.deps.clock.now();
    const number = (this.attempts += 1);
    const expiresAt = now + firstContentMs + leaseMarginMs;
    const vias = new Map<string, Via>();
    for (const { key, circuit } of circuitsOf(this.healthTable, route, lane, now)) {
      vias.set(key, circuit.state === 'closed' ? 'normal' : circuit.state === 'half-open' ? 'probe' : 'panic');
      if (admission(circuit) !== 'as-probe') continue;
      this.recorder.applyToCircuit(key, route, { type: 'probe', attempt: number, expiresAt });
    }
    // Only a probe changes what surfaces show.
    if ([...vias.values()].includes('probe')) this.notifier.publish();
    const startedAt = this.deps.clock.monotonicMs();
    const limitedUntil = this.rateLimits.usedUpUntil(route);
    const facts: PermitFacts = { number, route, lane, startedAt, vias, inPanic, limitedUntil };
    return new AttemptPermit(facts, this.recorder);
  }

  private inspect(route: Route, lane: Lane, tokens = 0): RouteHealth {
    const now = this.deps.clock.now();
    const { latency, refusals } = this.deps;
    return routeHealth(this.healthTable, route, lane, now, latency?.slowUntil(route, lane), {
      refusing: refusals?.refusing(route, lane),
      limitedUntil: this.rateLimits.freeAt(route, tokens),
    });
  }

  private changesAt(): number | undefined {
    const now = this.deps.clock.now();
    const times: (number | undefined)[] = [];
    for (const entry of this.healthTable.all()) {
      if (entry.kind === 'circuit') times.push(circuitChangesAt(settleCircuit(entry.circuit, now)));
      else if (entry.kind === 'cooldown') times.push(cooldownChangesAt(settleCooldown(entry.cooldown, now)));
    }
    for (const route of this.notifier.routes()) {
      times.push(this.rateLimits.freeAt(route));
      for (const lane of ['chat', 'completion'] as const) {
        times.push(this.deps.latency?.slowUntil(route, lane), this.deps.refusals?.refusing(route, lane)?.until);
      }
    }
    const earliest = Math.min(...times.map((time) => time ?? Infinity));
    return Number.isFinite(earliest) ? earliest : undefined;
  }

  /** Hosts that could not be reached just before the machine was found offline were not at fault. */
  private excuseNetworkFailures(): void {
    const { network, clock } = this.deps;
    if (network?.offline !== true) return;
    for (const route of this.notifier.routes()) {
      if (route.trust !== 'cloud') continue;
      for (const { key, circuit } of circuitsOf(this.healthTable, route, 'completion', clock.now())) {
        const down = circuit.state === 'half-open' ? circuit.after : circuit;
        if (down.state === 'closed' || down.failure.kind !== 'connect') continue;
        if (clock.now() - down.since > excusedForMs) continue;
        this.healthTable.set(key, { kind: 'circuit', circuit: closed }, route.providerId);
      }
    }
    this.notifier.publish();
  }
}
