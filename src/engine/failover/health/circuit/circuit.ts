import type { Failure } from '../../../model/failure';
import { failuresInARow, type Outcome, recent, tooMany, weigh, withOutcome } from './slidingWindow';

/**
 * The circuit of one thing that can be sick: an endpoint, a model at an endpoint. Times are milliseconds since the epoch.
 *
 * One failure is enough to leave the thing alone for a moment when something else can serve (`cooling`, 7.5 to 10 s), so
 * that requests after the first lose nothing; and one good end makes up for it, so that a hiccup costs ten seconds of the
 * first choice and no more. Failures that repeat open it (`open`, 10 s and longer, 20 s at most), and then two good
 * ends are needed. Both are over by themselves: at `until` the circuit is half-open and lets one request try, beside one
 * that serves where there is such a one. That is why nobody has to be spared the try for longer.
 */
export type Circuit = Closed | Down | HalfOpen;
export type Down = Cooling | Open;

interface Closed {
  readonly state: 'closed';
  readonly outcomes: readonly Outcome[];
  readonly past?: Past;
}

interface Cooling {
  readonly state: 'cooling';
  readonly outcomes: readonly Outcome[];
  readonly past?: Past;
  readonly failure: Failure;
  readonly since: number;
  /** When it began to be down, over all tries since. */
  readonly downSince: number;
  readonly until: number;
  /** How often in a row it went down; the wait doubles with each. */
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
  /** What probes have shown so far. */
  readonly evidence: readonly Outcome[];
  /** Held by the one request that tries. Nobody waits for it: others are refused at once. */
  readonly lease?: Lease;
}

interface Lease {
  readonly attempt: number;
  readonly expiresAt: number;
}

/** That it was open not long ago, so that the next time begins where the last one ended. */
interface Past {
  readonly level: number;
  readonly closedAt: number;
}

/** How the attempt came to be allowed: the circuit was closed, its probe, or in spite of it. */
export type Via = 'normal' | 'probe' | 'panic';

export type CircuitEvent =
  | { readonly type: 'probe'; readonly attempt: number; readonly expiresAt: number }
  /** No verdict. */
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
      /** A refusal, which costs nothing and is there at once: it may be asked for often. */
      readonly cheapToAsk: boolean;
      /** A number in [0, 1) that spreads the returns of many. */
      readonly jitter: number;
    };

type FailureEvent = Extract<CircuitEvent, { type: 'failed' }>;

export const closed: Circuit = { state: 'closed', outcomes: [] };

const firstWait = 10_000;
/** Less than from one question of a user to the next, so that the first one asks a provider that is well again. */
const longestWait = 20_000;
/** Where asking is free the wait is this share of the time it has been down: an end is noticed that much later. */
const shareOfOutage = 0.2;
/** No provider's word keeps a circuit open for longer. */
export const longestOpen = 3_600_000;
export const highestLevel = 10;
/** A level is forgotten after this long in health, and so is a half-open circuit that nobody tries. */
const forgottenAfter = 600_000;
const goodEndsNeeded = 2;
/** Milliseconds; a clock that is set back by more makes every end doubtful, so that waiting is over. */
export const clockTolerance = 60_000;

export function setBack(since: number, now: number): boolean {
  return now < since - clockTolerance;
}

/** The circuit as time alone has made it. The same object when time has changed nothing. */
export function settleCircuit(circuit: Circuit, now: number): Circuit {
  switch (circuit.state) {
    case 'closed':
      return circuit;
    case 'cooling':
    case 'open': {
      if (now < circuit.until && !setBack(circuit.since, now)) return circuit;
      return settleCircuit({ state: 'half-open', after: circuit, evidence: [] }, now);
    }
    case 'half-open': {
      const { after, lease, evidence } = circuit;
      const forgottenAt = after.until + forgottenAfter;
      if (now >= forgottenAt) return close(after, forgottenAt);
      if (!lease || (now < lease.expiresAt && !setBack(after.since, now))) return circuit;
      return { state: 'half-open', after, evidence };
    }
  }
}

/** When time alone will change the circuit next; undefined when it will not. */
export function circuitChangesAt(circuit: Circuit): number | undefined {
  switch (circuit.state) {
    case 'closed':
      return undefined;
    case 'cooling':
    case 'open':
      return circuit.until;
    case 'half-open': {
      const forgotten = circuit.after.until + forgottenAfter;
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

/** Whether it was well until one failure a moment ago, if there was any. */
export function isLone(circuit: Circuit, now: number): boolean {
  if (circuit.state !== 'closed' && circuit.state !== 'cooling') return false;
  const isRepeated = circuit.state === 'cooling' && circuit.level > 0;
  return !isRepeated && !pastOf(circuit, now) && failuresInARow(recent(circuit.outcomes, now)) <= 1;
}

function onGood(circuit: Circuit, via: Via, outcome: Outcome): Circuit {
  const isEnd = outcome.weight >= 1;
  switch (circuit.state) {
    case 'closed':
      return { ...circuit, outcomes: withOutcome(circuit.outcomes, outcome) };
    case 'cooling': {
      const outcomes = withOutcome(circuit.outcomes, outcome);
      return isEnd && via === 'panic' ? close({ ...circuit, outcomes }, outcome.at) : { ...circuit, outcomes };
    }
    case 'open':
      // What began before the failures, or is late from an earlier probe, says nothing about now.
      return isEnd && via === 'panic' ? { state: 'half-open', after: circuit, evidence: [outcome] } : circuit;
    case 'half-open': {
      if (via === 'normal') return circuit;
      const { after } = circuit;
      if (isEnd && after.state === 'cooling') {
        return close({ ...after, outcomes: withOutcome(after.outcomes, outcome) }, outcome.at);
      }
      const evidence = withOutcome(circuit.evidence, outcome);
      return isEnd && weigh(evidence) >= goodEndsNeeded ? close(after, outcome.at) : { ...circuit, evidence };
    }
  }
}

function onFailure(circuit: Circuit, event: FailureEvent, now: number): Circuit {
  switch (circuit.state) {
    case 'closed': {
      const outcomes = failed(circuit.outcomes, event, now);
      if (trips(outcomes, event)) return open(event, now, levelAfter(pastOf(circuit, now)), now);
      if (failuresInARow(outcomes) < 1) return { ...circuit, outcomes };
      return cool(event, now, { outcomes, past: circuit.past, level: 0, downSince: now });
    }
    case 'cooling': {
      const outcomes = failed(circuit.outcomes, event, now);
      if (trips(outcomes, event)) {
        const level = Math.max(event.cheapToAsk ? circuit.level : circuit.level + 1, levelAfter(pastOf(circuit, now)));
        return notBefore(circuit.until, open(event, now, level, circuit.downSince));
      }
      return { ...notBefore(toldEnd(event.failure, now), circuit), outcomes };
    }
    case 'open':
      return notBefore(toldEnd(event.failure, now), circuit);
    case 'half-open': {
      // An attempt from before it went down only repeats what is known.
      if (event.via === 'normal') return circuit;
      const { after } = circuit;
      const { downSince } = after;
      // What is asked for nothing need not be asked less and less.
      const level = event.cheapToAsk ? after.level : after.level + 1;
      if (after.state === 'open') return open(event, now, level, downSince);
      const outcomes = failed(after.outcomes, event, now);
      if (trips(outcomes, event)) return open(event, now, Math.max(level, levelAfter(pastOf(after, now))), downSince);
      return cool(event, now, { outcomes, past: after.past, level, downSince });
    }
  }
}

function trips(outcomes: readonly Outcome[], event: FailureEvent): boolean {
  return event.certain || tooMany(outcomes);
}

function failed(outcomes: readonly Outcome[], event: FailureEvent, now: number): readonly Outcome[] {
  return withOutcome(outcomes, { attempt: event.attempt, at: now, kind: event.failure.kind, weight: event.weight });
}

function cool(
  event: FailureEvent,
  now: number,
  rest: Pick<Cooling, 'outcomes' | 'past' | 'level' | 'downSince'>,
): Circuit {
  const longest = rest.level === 0 ? firstWait : longestWait;
  const until = Math.max(now + wait(event, rest, longest, now), toldEnd(event.failure, now));
  return {
    state: 'cooling',
    ...rest,
    level: Math.min(rest.level, highestLevel),
    failure: event.failure,
    since: now,
    until,
  };
}

function open(event: FailureEvent, now: number, level: number, downSince: number): Open {
  const until = Math.max(now + wait(event, { level, downSince }, longestWait, now), toldEnd(event.failure, now));
  return { state: 'open', failure: event.failure, since: now, downSince, until, level: Math.min(level, highestLevel) };
}

/** Doubles with the level, spread by a quarter either way, never longer than `longest`. */
function wait(
  { cheapToAsk, jitter }: FailureEvent,
  { level, downSince }: Pick<Down, 'level' | 'downSince'>,
  longest: number,
  now: number,
): number {
  const grown = cheapToAsk ? Math.max(0, now - downSince) * shareOfOutage : 0;
  const middle = Math.min(Math.max(firstWait * 2 ** Math.min(level, highestLevel), grown), longest);
  const low = middle * 0.75;
  const high = Math.min(middle * 1.25, longest);
  return Math.round(low + (high - low) * jitter);
}

/** When the provider says that it may be asked again; 0 when it does not. */
function toldEnd(failure: Failure, now: number): number {
  const told = failure.retryAfterMs;
  return told !== undefined && told > 0 ? now + Math.min(told, longestOpen) : 0;
}

function notBefore<D extends Down>(until: number, down: D): D {
  return until > down.until ? { ...down, until } : down;
}

function withoutLease(circuit: Circuit, attempt: number): Circuit {
  if (circuit.state !== 'half-open' || circuit.lease?.attempt !== attempt) return circuit;
  return { state: 'half-open', after: circuit.after, evidence: circuit.evidence };
}

function close(down: Down, now: number): Circuit {
  // The failures that opened it are paid for; left in the ring they would open it again at the next.
  if (down.state === 'open') return { state: 'closed', outcomes: [], past: { level: down.level, closedAt: now } };
  return { state: 'closed', outcomes: recent(down.outcomes, now), ...(down.past && { past: down.past }) };
}

function pastOf({ past }: Pick<Closed, 'past'>, now: number): Past | undefined {
  return past && now - past.closedAt < forgottenAfter ? past : undefined;
}

function levelAfter(past: Past | undefined): number {
  return past ? past.level + 1 : 0;
}
