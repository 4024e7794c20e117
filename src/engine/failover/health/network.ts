import type { Clock } from '../../model/async/clock';
import { type Disposable, Emitter, type Event } from '../../model/async/event';
import type { Failure } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';

/** Whether this machine has a network, judged by attempts alone. Makes no request of its own. */
export interface Network extends Disposable {
  readonly offline: boolean;
  /**
   * Whether this request may ask a cloud route. Always while online; while offline the first request in each five seconds
   * may: it notices the network's return.
   */
  mayTryCloud(): boolean;
  /** The endpoints of all cloud routes of the chain: where there is one only, its failure alone is enough. */
  setCloudEndpoints(endpoints: readonly string[]): void;
  onFailure(route: Route, failure: Failure): void;
  onSuccess(route: Route): void;
  readonly onDidChange: Event<void>;
}

/**
 * Codes of a host that was never reached. A name that does not resolve or a net without a way there points to this
 * machine. A connection that times out may as well be the host's fault, so that a second host has to agree.
 */
const unreachable: ReadonlyMap<string, 'clear' | 'doubtful'> = new Map([
  ['ENOTFOUND', 'clear'],
  ['EAI_AGAIN', 'clear'],
  ['ENETUNREACH', 'clear'],
  ['ENETDOWN', 'clear'],
  ['EHOSTUNREACH', 'clear'],
  ['EADDRNOTAVAIL', 'clear'],
  ['ETIMEDOUT', 'doubtful'],
  ['UND_ERR_CONNECT_TIMEOUT', 'doubtful'],
] as const);

/** Two hosts that fail within this time point to this machine. */
const suspicionWindowMs = 30_000;
/** Between two tries while offline: the return is noticed that much later at most. */
const tryEveryMs = 5_000;
/** After the last sign of it the machine is believed to be offline for this long: no belief lasts for ever. */
const believedForMs = 60_000;

type State =
  | { readonly state: 'online'; readonly suspects: ReadonlyMap<string, number> }
  | { readonly state: 'offline'; readonly lastSignAt: number; readonly lastTryAt: number };

const online: State = { state: 'online', suspects: new Map() };

export function createNetwork(deps: { readonly clock: Clock }): Network {
  return new AttemptedNetwork(deps.clock);
}

class AttemptedNetwork implements Network {
  private readonly changed = new Emitter<undefined>();
  private state: State = online;
  private endpoints: ReadonlySet<string> = new Set();
  private timer: unknown;

  constructor(private readonly clock: Clock) {}

  readonly onDidChange: Event<void> = (listener) => this.changed.event(() => listener());

  get offline(): boolean {
    return current(this.state, this.clock.monotonicMs()).state === 'offline';
  }

  mayTryCloud(): boolean {
    const now = this.clock.monotonicMs();
    const state = current(this.state, now);
    if (state.state === 'online') return true;
    if (now - state.lastTryAt < tryEveryMs) return false;
    this.state = { ...state, lastTryAt: now };
    return true;
  }

  setCloudEndpoints(endpoints: readonly string[]): void {
    this.endpoints = new Set(endpoints);
  }

  onFailure(route: Route, failure: Failure): void {
    if (failure.kind === 'offline') {
      this.enter(this.offlineNow());
      return;
    }
    if (route.trust !== 'cloud') return;
    // An error status is an answer too. A captive portal answers in the host's place.
    if (failure.status !== undefined && failure.kind !== 'not-protocol') {
      this.enter(online);
      return;
    }
    const sign = failure.kind === 'connect' ? unreachable.get(failure.code ?? '') : undefined;
    if (sign !== undefined) this.suspect(route.endpoint, sign);
  }

  onSuccess(route: Route): void {
    if (route.trust === 'cloud') this.enter(online);
  }

  dispose(): void {
    this.clock.clearTimeout(this.timer);
    this.changed.dispose();
  }

  private suspect(endpoint: string, sign: 'clear' | 'doubtful'): void {
    const now = this.clock.monotonicMs();
    const state = current(this.state, now);
    if (state.state === 'offline') {
      this.enter({ ...state, lastSignAt: now });
      return;
    }
    const recent = [...state.suspects].filter(([, at]) => Math.abs(now - at) <= suspicionWindowMs);
    const suspects = new Map([...recent, [endpoint, now] as const]);
    const alone = sign === 'clear' && this.endpoints.size === 1 && this.endpoints.has(endpoint);
    this.enter(suspects.size > 1 || alone ? this.offlineNow() : { state: 'online', suspects });
  }

  private offlineNow(): State {
    const now = this.clock.monotonicMs();
    return { state: 'offline', lastSignAt: now, lastTryAt: now };
  }

  private enter(next: State): void {
    const before = this.state.state;
    this.state = next;
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    if (next.state === 'offline') this.timer = this.clock.setTimeout(() => this.enter(online), believedForMs);
    if (before !== next.state) this.changed.fire(undefined);
  }
}

function current(state: State, now: number): State {
  if (state.state === 'online') return state;
  return now - state.lastSignAt < believedForMs ? state : online;
}
