import type { Clock, Random } from '../../model/clock';
import type { Disposable, Event } from '../../model/event';
import type { Log } from '../../model/log';
import { errorSummary } from '../../model/errorSummary';
import type { Route } from '../../model/route';
import { type PermitFacts, AttemptPermit } from './attemptPermit';
import { HealthTable } from './records/healthTable';
import { circuitChangesAt, closed, settleCircuit, type Via } from './circuit/circuit';
import type { Health, Permit } from './health';
import type { RouteHealth, Lane } from '../api/routeHealth';
import { HealthNotifier } from './healthNotifier';
import { recordsVersion } from './records/healthRecords';
import type { DocumentStore } from '../../storage/documentStore';
import { admission, circuitsOf, failedOnce, coolingDownNow, routeHealth, toldToWait } from './currentHealth';
import type { Latency } from './latency';
import type { Network } from './network';
import { cooldownChangesAt, settleCooldown } from './circuit/cooldown';
import type { Refusals } from '../learned/refusals';
import { SharedDocument } from '../../storage/sharedDocument';
import { HealthRecorder } from './healthRecorder';

export interface HealthDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly store?: DocumentStore;
  /** Told the time to first content of every attempt, and asked what is usual for a route. */
  readonly latency?: Latency;
  /** Asked which routes refuse request after request. */
  readonly refusals?: Refusals;
  /** Only listened to. While it says offline, failures to connect are not held against cloud endpoints. */
  readonly network?: Network;
}

export function createHealth(deps: HealthDeps): Health {
  return new HealthRegistry(deps);
}

/** Milliseconds from an attempt's deadline for its first content until its probe lapses. */
const leaseMargin = 5_000;
const usualFirstContent: Readonly<Record<Lane, number>> = { completion: 2_500, chat: 20_000 };
const panicEvery = 5_000;
const writeDelay = 1_000;
/** A failure to connect that is older than this was not yet the network's. */
const forgivenSince = 60_000;

class HealthRegistry implements Health {
  private readonly cells: HealthTable;
  private readonly news: HealthNotifier;
  private readonly recorder: HealthRecorder;
  private readonly document: SharedDocument | undefined;
  private readonly listeners: readonly (Disposable | undefined)[];
  /** When each route was last asked in panic for a completion, in monotonic milliseconds. */
  private readonly panics = new Map<string, number>();
  private attempts = 0;

  constructor(private readonly deps: HealthDeps) {
    const { clock, log, store, network, refusals } = deps;
    this.cells = new HealthTable(clock);
    this.news = new HealthNotifier({
      clock,
      look: (route, lane) => this.look(route, lane),
      changesAt: () => this.changesAt(),
      onListenerError: (error) =>
        log.error(`A listener to provider health failed: ${errorSummary(error, { where: true })}`),
    });
    this.recorder = new HealthRecorder({
      ...deps,
      cells: this.cells,
      routes: () => this.news.routes(),
      onRecorded: (lasts) => {
        if (lasts) this.document?.changed();
        this.news.publish();
      },
    });
    this.document =
      store &&
      new SharedDocument(
        {
          name: 'provider health',
          version: recordsVersion,
          collect: () => this.cells.collect(),
          absorb: (theirs, onLost) => this.absorb(theirs, onLost),
        },
        { clock, log, store, delayMs: writeDelay },
      );
    this.listeners = [
      network?.onDidChange(() => this.forgiveTheNetwork()),
      refusals?.onDidChange(() => this.news.publish()),
    ];
  }

  get onDidChange(): Event<Route | undefined> {
    return this.news.onDidChange;
  }

  view(route: Route, lane: Lane = 'chat'): RouteHealth {
    this.news.know(route);
    return this.look(route, lane);
  }

  failedOnce(route: Route, lane: Lane): boolean {
    return failedOnce(this.cells, route, lane, this.deps.clock.now());
  }

  admit(route: Route, lane: Lane, firstContentMs = usualFirstContent[lane]): Permit | undefined {
    this.news.know(route);
    const now = this.deps.clock.now();
    if (coolingDownNow(this.cells, route, now).length > 0) return undefined;
    const circuits = circuitsOf(this.cells, route, lane, now);
    if (circuits.some(({ circuit }) => admission(circuit) === 'refused')) return undefined;
    return this.permit(route, lane, firstContentMs, false);
  }

  admitInPanic(route: Route, lane: Lane): Permit | undefined {
    const permit = this.admit(route, lane);
    if (permit) return permit;
    // What somebody asked for and waits for is refused by a provider, never in its name.
    return lane === 'completion' && !this.mayPanic(route)
      ? undefined
      : this.permit(route, lane, usualFirstContent[lane], true);
  }

  private mayPanic(route: Route): boolean {
    if (toldToWait(this.cells, route, this.deps.clock.now())) return false;
    const now = this.deps.clock.monotonicMs();
    if (now - (this.panics.get(route.id) ?? -Infinity) < panicEvery) return false;
    this.panics.set(route.id, now);
    return true;
  }

  reset(providerId?: string): void {
    this.recorder.ignoreUpTo(this.attempts, providerId);
    if (this.cells.clear(providerId)) this.document?.changed();
    this.news.publish();
  }

  dispose(): void {
    for (const listener of this.listeners) listener?.dispose();
    this.news.dispose();
    this.document?.dispose();
  }

  private permit(route: Route, lane: Lane, firstContentMs: number, inPanic: boolean): Permit {
    const now = this.deps.clock.now();
    const number = (this.attempts += 1);
    const expiresAt = now + firstContentMs + leaseMargin;
    const vias = new Map<string, Via>();
    for (const { key, circuit } of circuitsOf(this.cells, route, lane, now)) {
      vias.set(key, circuit.state === 'closed' ? 'normal' : circuit.state === 'half-open' ? 'probe' : 'panic');
      if (admission(circuit) !== 'as-probe') continue;
      this.recorder.apply(key, route, { type: 'probe', attempt: number, expiresAt });
    }
    // Only a probe changes what anybody sees.
    if ([...vias.values()].includes('probe')) this.news.publish();
    const startedAt = this.deps.clock.monotonicMs();
    const facts: PermitFacts = { number, route, lane, startedAt, vias, inPanic };
    return new AttemptPermit(facts, this.recorder);
  }

  private look(route: Route, lane: Lane): RouteHealth {
    const now = this.deps.clock.now();
    const { latency, refusals } = this.deps;
    return routeHealth(this.cells, route, lane, now, latency?.slowUntil(route, lane), refusals?.refusing(route, lane));
  }

  private changesAt(): number | undefined {
    const now = this.deps.clock.now();
    const times: (number | undefined)[] = [];
    for (const cell of this.cells.all()) {
      if (cell.kind === 'circuit') times.push(circuitChangesAt(settleCircuit(cell.circuit, now)));
      else if (cell.kind === 'parking') times.push(cooldownChangesAt(settleCooldown(cell.parking, now)));
    }
    for (const route of this.news.routes()) {
      for (const lane of ['chat', 'completion'] as const) {
        times.push(this.deps.latency?.slowUntil(route, lane), this.deps.refusals?.refusing(route, lane)?.until);
      }
    }
    const earliest = Math.min(...times.map((time) => time ?? Infinity));
    return Number.isFinite(earliest) ? earliest : undefined;
  }

  private absorb(theirs: unknown, onLost: () => void): 'same' | 'we-know-more' | 'unreadable' {
    const known = this.cells.absorb(theirs, onLost);
    this.news.publish();
    return known;
  }

  /** What could not be reached just before the machine was found to be offline was not at fault. */
  private forgiveTheNetwork(): void {
    const { network, clock } = this.deps;
    if (network?.offline !== true) return;
    let lasts = false;
    for (const route of this.news.routes()) {
      if (route.trust !== 'cloud') continue;
      for (const { key, circuit } of circuitsOf(this.cells, route, 'completion', clock.now())) {
        const down = circuit.state === 'half-open' ? circuit.after : circuit;
        if (down.state === 'closed' || down.failure.kind !== 'connect') continue;
        if (clock.now() - down.since > forgivenSince) continue;
        lasts = this.cells.set(key, { kind: 'circuit', circuit: closed }, route.providerId) || lasts;
      }
    }
    if (lasts) this.document?.changed();
    this.news.publish();
  }
}
