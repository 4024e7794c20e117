import type { Failure } from '../../../model/failure/failure';
import { isClockSetBack } from './clockChange';
import { failuresInARow, type Outcome, recent, tooMany, weigh, withOutcome } from './slidingWindow';

/**
 * The circuit of one thing that can be sick: an endpoint, a model at an endpoint. Times are milliseconds since the epoch.
 *
 * One failure is enough to leave the thing alone for a moment when another can serve (`soft-open`, 7.5 to 10 s): requests
 * after the first lose nothing. One good end makes up for it, so that a hiccup costs ten seconds of the first choice and no
 * more. Repeated failures open it (`open`, 10 to 20 s), and then two good ends are needed. Both end by themselves: at
 * `until` the circuit is half-open and lets one request try, in parallel with a route that serves where there is one. No
 * user waits for such a try, so that longer pauses would spare no user anything.
 */
export type Circuit = Closed | Down | HalfOpen;
export type Down = SoftOpen | Open;

interface Closed {
  readonly state: 'closed';
  readonly window: readonly Outcome[];
  readonly past?: Past;
}

interface SoftOpen {
  readonly state: 'soft-open';
  readonly window: readonly Outcome[];
  readonly past?: Past;
  readonly failure: Failure;
  readonly since: number;
  /** When it went down first, before all tries since. */
  readonly downSince: number;
  readonly until: number;
  /** How often in a row it went down; each time doubles the wait. */
  readonly level: number;
}

interface Open {
  readonly state: 'open';
  readonly failure: Failure;
  readonly since: number;
  readonly downSince: number;
  readonly until: number;
  readonly level: number;
}

interface HalfOpen {
  readonly state: 'half-open';
  readonly after: Down;
  /** The outcomes of its probes so far. */
  readonly evidence: readonly Outcome[];
  /** Held by the one request that tries. Other requests are refused at once and do not wait for it. */
  readonly lease?: Lease;
}

interface Lease {
  readonly attempt: number;
  readonly expiresAt: number;
}

/** It was open not long ago: the next time begins at the level where the last one ended. */
interface Past {
  readonly level: number;
  readonly closedAt: number;
}

/** Why the circuit let the attempt through: it was closed, the attempt is its probe, or all routes are down. */
export type Via = 'normal' | 'probe' | 'panic';

export type CircuitEvent =
  | { readonly type: 'probe'; readonly attempt: number; readonly expiresAt: number }
  /** The attempt ended without a success or a failure. */
  | { readonly type: 'released'; readonly attempt: number }
  | { readonly type: 'firstContent'; readonly attempt: number; readonly via: Via }
  | { readonly type: 'succeeded'; readonly attempt: number; readonly via: Via }
  | {
      readonly type: 'failed';
      readonly attempt: number;
      readonly via: Via;
      readonly failure: Failure;
      readonly weight: number;
      readonly certain: boolean;
      /** It was refused at once and at no cost, so that it may be asked often. */
      readonly cheapToAsk: boolean;
      /** A number in [0, 1) that spreads the returns of many clients. */
      readonly jitter: number;
    };

type FailureEvent = Extract<CircuitEvent, { type: 'failed' }>;

export const closed: Circuit = { state: 'closed', window: [] };

/** Polly's default is 5 s, opossum's 30 s. Ten seconds of the second choice are the price of a single hiccup. */
const firstWaitMs = 10_000;
/** Shorter than the time between two questions of a user: the first question after an outage asks the provider again. */
const longestWaitMs = 20_000;
/** Where asking is free, the wait is this share of the time it has been down: its end is noticed that much later at most. */
const shareOfOutage = 0.2;
/** No `Retry-After` keeps a circuit open for longer. */
export const longestOpenMs = 3_600_000;
/** Ten doublings are far beyond the longest wait. */
export const maxLevel = 10;
/** After ten minutes of health a level is forgotten, and so is a half-open circuit without a try. */
const forgottenAfterMs = 600_000;
/** One good end may be luck. */
const goodEndsNeeded = 2;
/** The circuit as time alone has made it. The same object when time has changed nothing. */
export function settleCircuit(circuit: Circuit, now: number): Circuit {
  switch (circuit.state) {
    case 'closed':
      return circuit;
    case 'soft-open':
    case 'open': {
      if (now < circuit.until && !isClockSetBack(circuit.since, now)) return circuit;
      return settleCircuit({ state: 'half-open', after: circuit, evidence: [] }, now);
    }
    case 'half-open': {
      const { after, lease, evidence } = circuit;
      const forgottenAt = after.until + forgottenAfterMs;
      if (now >= forgottenAt) return close(after, forgottenAt);
      if (!lease || (now < lease.expiresAt && !isClockSetBack(after.since, now))) return circuit;
      return { state: 'half-open', after, evidence };
    }
  }
}

/** When time alone will change the circuit next; undefined when it will not. */
export function circuitChangesAt(circuit: Circuit): number | undefined {
  switch (circuit.state) {
    case 'closed':
      return undefined;
    case 'soft-open':
    case 'open':
      return circuit.until;
    case 'half-open': {
      const forgotten = circuit.after.until + forgottenAfterMs;
      return Math.min(circuit.lease?.expiresAt ?? forgotten, forgotten);
    }
  }
}

/** The circuit after the event. The same object when nothing has changed. */
export function nextCircuit(before: Circuit, event: CircuitEvent, now: number): Circuit {
  const circuit = settleCircuit(before, now);
  switch (event.type) {
    case 'probe':
      if (circuit.state !== 'half-open' || circuit.lease) return circuit;
      return { ...circuit, lease: { attempt: event.attempt, expiresAt: event.expiresAt } };
    case 'released':
      return withoutLease(circuit, event.attempt);
    case 'firstContent':
      return onGood(circuit, event.via, { attempt: event.attempt, at: now, weight: 0.5 });
    case 'succeeded':
      return onGood(withoutLease(circuit, event.attempt), event.via, { attempt: event.attempt, at: now, weight: 1 });
    case 'failed':
      return onFailure(withoutLease(circuit, event.attempt), event, now);
  }
}

/** Whether it was well, apart from one recent failure at most. */
export function failedAtMostOnce(circuit: Circuit, now: number): boolean {
  if (circuit.state !== 'closed' && circuit.state !== 'soft-open') return false;
  const isRepeated = circuit.state === 'soft-open' && circuit.level > 0;
  return !isRepeated && !pastOf(circuit, now) && failuresInARow(recent(circuit.window, now)) <= 1;
}

function onGood(circuit: Circuit, via: Via, outcome: Outcome): Circuit {
  const isEnd = outcome.weight >= 1;
  switch (circuit.state) {
    case 'closed':
      return { ...circuit, window: withOutcome(circuit.window, outcome) };
    case 'soft-open': {
      const window = withOutcome(circuit.window, outcome);
      return isEnd && via === 'panic' ? close({ ...circuit, window }, outcome.at) : { ...circuit, window };
    }
    case 'open':
      // An attempt that began before the failures, or a late earlier probe, says nothing about the present.
      return isEnd && via === 'panic' ? { state: 'half-open', after: circuit, evidence: [outcome] } : circuit;
    case 'half-open': {
      if (via === 'normal') return circuit;
      const { after } = circuit;
      if (isEnd && after.state === 'soft-open') {
        return close({ ...after, window: withOutcome(after.window, outcome) }, outcome.at);
      }
      const evidence = withOutcome(circuit.evidence, outcome);
      return isEnd && weigh(evidence) >= goodEndsNeeded ? close(after, outcome.at) : { ...circuit, evidence };
    }
  }
}

function onFailure(circuit: Circuit, event: FailureEvent, now: number): Circuit {
  switch (circuit.state) {
    case 'closed': {
      const window = failed(circuit.window, event, now);
      if (trips(window, event)) return open(event, now, levelAfter(pastOf(circuit, now)), now);
      if (failuresInARow(window) < 1) return { ...circuit, window };
      return softOpen(event, now, { window, past: circuit.past, level: 0, downSince: now });
    }
    case 'soft-open': {
      const window = failed(circuit.window, event, now);
      if (trips(window, event)) {
        const level = Math.max(event.cheapToAsk ? circuit.level : circuit.level + 1, levelAfter(pastOf(circuit, now)));
        return notBefore(circuit.until, open(event, now, level, circuit.downSince));
      }
      return { ...notBefore(retryAfterEnd(event.failure, now), circuit), window };
    }
    case 'open':
      return notBefore(retryAfterEnd(event.failure, now), circuit);
    case 'half-open': {
      // An attempt from before the circuit went down tells nothing new.
      if (event.via === 'normal') return circuit;
      const { after } = circuit;
      const { downSince } = after;
      // Asking that costs nothing need not become rarer.
      const level = event.cheapToAsk ? after.level : after.level + 1;
      if (after.state === 'open') return open(event, now, level, downSince);
      const window = failed(after.window, event, now);
      if (trips(window, event)) return open(event, now, Math.max(level, levelAfter(pastOf(after, now))), downSince);
      return softOpen(event, now, { window, past: after.past, level, downSince });
    }
  }
}

function trips(window: readonly Outcome[], event: FailureEvent): boolean {
  return event.certain || tooMany(window);
}

function failed(window: readonly Outcome[], event: FailureEvent, now: number): readonly Outcome[] {
  return withOutcome(window, { attempt: event.attempt, at: now, kind: event.failure.kind, weight: event.weight });
}

function softOpen(
  event: FailureEvent,
  now: number,
  rest: Pick<SoftOpen, 'window' | 'past' | 'level' | 'downSince'>,
): Circuit {
  const longest = rest.level === 0 ? firstWaitMs : longestWaitMs;
  const until = Math.max(now + wait(event, rest, longest, now), retryAfterEnd(event.failure, now));
  return {
    state: 'soft-open',
    ...rest,
    level: Math.min(rest.level, maxLevel),
    failure: event.failure,
    since: now,
    until,
  };
}

function open(event: FailureEvent, now: number, level: number, downSince: number): Open {
  const until = Math.max(
    now + wait(event, { level, downSince }, longestWaitMs, now),
    retryAfterEnd(event.failure, now),
  );
  return { state: 'open', failure: event.failure, since: now, downSince, until, level: Math.min(level, maxLevel) };
}

/** Doubles with the level, spread by a quarter either way, never longer than `longest`. */
function wait(
  { cheapToAsk, jitter }: FailureEvent,
  { level, downSince }: Pick<Down, 'level' | 'downSince'>,
  longest: number,
  now: number,
): number {
  const grown = cheapToAsk ? Math.max(0, now - downSince) * shareOfOutage : 0;
  const middle = Math.min(Math.max(firstWaitMs * 2 ** Math.min(level, maxLevel), grown), longest);
  const low = middle * 0.75;
  const high = Math.min(middle * 1.25, longest);
  return Math.round(low + (high - low) * jitter);
}

/** When the provider wants to be asked again; 0 where it did not say. */
function retryAfterEnd(failure: Failure, now: number): number {
  const namedMs = failure.retryAfterMs;
  return namedMs !== undefined && namedMs > 0 ? now + Math.min(namedMs, longestOpenMs) : 0;
}

function notBefore<D extends Down>(until: number, down: D): D {
  return until > down.until ? { ...down, until } : down;
}

function withoutLease(circuit: Circuit, attempt: number): Circuit {
  if (circuit.state !== 'half-open' || circuit.lease?.attempt !== attempt) return circuit;
  return { state: 'half-open', after: circuit.after, evidence: circuit.evidence };
}

function close(down: Down, now: number): Circuit {
  // The failures that opened it have had their effect; in the window they would open it again with the next one.
  if (down.state === 'open') return { state: 'closed', window: [], past: { level: down.level, closedAt: now } };
  return { state: 'closed', window: recent(down.window, now), ...(down.past && { past: down.past }) };
}

function pastOf({ past }: Pick<Closed, 'past'>, now: number): Past | undefined {
  return past && now - past.closedAt < forgottenAfterMs ? past : undefined;
}

function levelAfter(past: Past | undefined): number {
  return past ? past.level + 1 : 0;
}
