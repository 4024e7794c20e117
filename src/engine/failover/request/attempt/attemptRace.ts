import type { AttemptOutcome } from '../../api/answer';

/**
 * The rules of attempts that run at the same time for one request, as a pure function of what happens: which attempt is
 * read, which one the user gets, and what becomes of the others. `raceAttempts` runs it.
 *
 * The first attempt to have content, or to end well without any, wins: only its events are emitted from then on. An attempt
 * that fails before that drops out and the others go on. The last one to fail is emitted.
 */
export interface RaceState {
  /** Attempts that are read, in the order in which they began. */
  readonly running: readonly Role[];
  /** The probe has an answer, which is used when all other attempts have failed. */
  readonly isProbeHeld: boolean;
  readonly winner?: Role;
  /** The first route may be back after an outage, and the second serves so that the user does not wait for the first. */
  readonly isTrial: boolean;
}

/** `second`: to be sooner than the first, from the start or as a hedge. `probe`: to learn whether its route is back. */
export type Role = 'first' | 'second' | 'probe';

export type RaceEvent =
  /** Content came, or the answer ended well. */
  | { readonly type: 'answered'; readonly role: Role; readonly isEnd: boolean }
  /** Something came that the user does not see. */
  | { readonly type: 'progressed'; readonly role: Role }
  | { readonly type: 'failed'; readonly role: Role; readonly isCancelled: boolean }
  | { readonly type: 'hedge-due' }
  /** A second attempt was started as a hedge. */
  | { readonly type: 'hedge-started' }
  /** The user does not wait any longer for content. */
  | { readonly type: 'timed-out' }
  /** Nothing more is read. */
  | { readonly type: 'closed'; readonly isAborted: boolean };

export type RaceAction =
  /** Consumes the event of the attempt, so that the next one is read. */
  | { readonly type: 'take'; readonly role: Role }
  /** Gives the event to the request. */
  | { readonly type: 'emit' }
  /** Gives a failure of the first attempt to the request: it was slower than the user's time allows. */
  | { readonly type: 'emit-too-slow' }
  | { readonly type: 'end' }
  | { readonly type: 'start-hedge' }
  | { readonly type: 'stop-timers' }
  /** From now on the attempt ends with the request's signal. */
  | { readonly type: 'bind-signal'; readonly role: Role }
  /** Goes on without the request, for what the attempt shows of its route. */
  | { readonly type: 'follow'; readonly role: Role; readonly until: 'end' | 'first content' }
  /** Ends, or goes on to its first content where it is later than usual. */
  | { readonly type: 'abandon'; readonly role: Role }
  | {
      readonly type: 'cancel';
      readonly role: Role;
      readonly outcome: Extract<AttemptOutcome, 'cancelled' | 'hedge-lost'>;
    }
  /** The reader wants no more of it. */
  | { readonly type: 'finish'; readonly role: Role };

export interface RaceStep {
  readonly state: RaceState;
  /** To be done in this order. */
  readonly actions: readonly RaceAction[];
}

export function startRace(has: {
  readonly second: boolean;
  readonly probe: boolean;
  readonly isTrial: boolean;
}): RaceState {
  const running: Role[] = ['first'];
  if (has.second) running.push('second');
  if (has.probe) running.push('probe');
  return { running, isProbeHeld: false, isTrial: has.isTrial };
}

export function nextRace(state: RaceState, event: RaceEvent): RaceStep {
  switch (event.type) {
    case 'answered':
      return onAnswer(state, event);
    case 'progressed':
      // Before the winner is known nothing of an attempt may be emitted; usage comes again with the end.
      return { state, actions: [take(event.role), ...(state.winner === undefined ? [] : [emit])] };
    case 'failed':
      return onFailure(state, event);
    case 'hedge-due':
      return { state, actions: [{ type: 'start-hedge' }] };
    case 'hedge-started':
      return { state: { ...state, running: [...state.running, 'second'] }, actions: [] };
    case 'timed-out':
      return onTimeout(state);
    case 'closed':
      return onClose(state, event.isAborted);
  }
}

function onAnswer(state: RaceState, { role, isEnd }: Extract<RaceEvent, { type: 'answered' }>): RaceStep {
  if (role === 'probe' && state.running.length > 1) {
    return { state: { ...state, running: without(state.running, role), isProbeHeld: true }, actions: [] };
  }
  const rest = isEnd ? [emit, end] : [emit];
  if (state.winner !== undefined) return { state, actions: [take(role), ...rest] };
  const chosen = choose(state, role);
  return { state: { ...chosen.state, winner: role }, actions: [take(role), ...chosen.actions, ...rest] };
}

function onFailure(state: RaceState, { role, isCancelled }: Extract<RaceEvent, { type: 'failed' }>): RaceStep {
  const left = { ...state, running: without(state.running, role) };
  const isLast = left.running.length === 0 && !left.isProbeHeld;
  if (isCancelled || isLast) return { state: left, actions: [take(role), emit, end] };
  const next: RaceState = left.running.length > 0 ? left : { ...left, running: ['probe'], isProbeHeld: false };
  const isProbeAlone = next.running.length === 1 && next.running[0] === 'probe';
  return { state: next, actions: [take(role), ...(isProbeAlone ? [bindProbe] : [])] };
}

function onTimeout(state: RaceState): RaceStep {
  if (!state.isProbeHeld) {
    const { state: next, actions } = choose(state, undefined);
    return { state: next, actions: [...actions, { type: 'emit-too-slow' }, end] };
  }
  const { state: next, actions } = choose(state, 'probe');
  return { state: next, actions: [bindProbe, ...actions] };
}

/** From now on only this attempt is read, or none. */
function choose(state: RaceState, chosen: Role | undefined): RaceStep {
  const others = allOf(state).filter((role) => role !== chosen);
  return {
    state: { ...state, running: chosen === undefined ? [] : [chosen], isProbeHeld: false },
    actions: [stopTimers, ...others.map((role) => lost(role, state.isTrial))],
  };
}

function lost(role: Role, isTrial: boolean): RaceAction {
  switch (role) {
    case 'probe':
      return { type: 'follow', role, until: 'end' };
    case 'first':
      return isTrial ? { type: 'follow', role, until: 'first content' } : { type: 'abandon', role };
    case 'second':
      return { type: 'cancel', role, outcome: 'hedge-lost' };
  }
}

function onClose(state: RaceState, isAborted: boolean): RaceStep {
  const actions = allOf(state).map((role): RaceAction => {
    if (role === 'probe' && state.winner !== 'probe') return { type: 'follow', role, until: 'end' };
    return isAborted ? { type: 'cancel', role, outcome: 'cancelled' } : { type: 'finish', role };
  });
  return { state: { ...state, running: [], isProbeHeld: false }, actions: [stopTimers, ...actions] };
}

function allOf({ running, isProbeHeld }: RaceState): readonly Role[] {
  return isProbeHeld ? [...running, 'probe'] : running;
}

function without(roles: readonly Role[], role: Role): readonly Role[] {
  return roles.filter((each) => each !== role);
}

function take(role: Role): RaceAction {
  return { type: 'take', role };
}

const emit: RaceAction = { type: 'emit' };
const end: RaceAction = { type: 'end' };
const stopTimers: RaceAction = { type: 'stop-timers' };
const bindProbe: RaceAction = { type: 'bind-signal', role: 'probe' };
