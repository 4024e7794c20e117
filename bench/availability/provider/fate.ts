import type { Failure } from '../../../src/engine/model/failure/failure';
import type { Draws } from '../../simulation/draws';
import type { Background } from '../world/outageModel';
import { broken, empty, hiccupMix, type Mix, mixOf, onlyRefuses, refusals } from './refusals';
import type { Remote } from '../world/remote';
import { type IncidentKind, incidentKinds, type Slowdown, type World } from '../world/world';

/** What becomes of one request at one provider. Times in milliseconds. */
export interface Fate {
  readonly fault: Fault;
  /** What made it fail or slow. */
  readonly cause?: FaultCause;
  /** Until the status line, or until the refusal. */
  readonly headersMs: number;
  /** From the status line to the first content. */
  readonly thinkingMs: number;
  /** From each piece of the answer to the next. */
  readonly pieceMs: number;
  /** Share of the answer after which the fault strikes; 0: before the first content. */
  readonly strikesAfter: number;
  /** How a provider reports the fault, where it does. */
  readonly failure?: Failure;
}

export type Fault =
  | 'none'
  /** Refused by status or not reached. Costs no tokens. */
  | 'refused'
  /** The status line says yes, and then nothing comes any more. */
  | 'silence'
  /** The socket is closed as if the answer were over. */
  | 'clean-cut'
  /** The socket is reset. */
  | 'reset'
  /** The stream tells of an error. */
  | 'error-event';

/** In the words of the report. */
export const faultCauses = {
  ...incidentKinds,
  hiccup: 'a hiccup (one request alone)',
  limit: 'rate limit that named its end',
  offline: 'machine offline',
  off: 'local server not started',
} as const;

export type FaultCause = IncidentKind | 'hiccup' | 'limit' | 'offline' | 'off';

/** Of the failures of an incident: broken off in the stream, fallen silent. The rest is refused. */
const duringIncident = { inStream: 0.3, silence: 0.2 } as const;
/** Of those in the stream and of the silences: after the first content. */
const afterContentShare = 0.5;
/** Share of false rate limits that name a time, in milliseconds. */
const falseLimitNamesTime = 0.5;
const falseLimitTime = [5_000, 60_000] as const;

/** `background`: what fails without any incident. */
export function remoteFate(world: World, background: Background, remote: Remote, at: number, draws: Draws): Fate {
  const pace = remotePace(draws);
  // Drawn in any case, so that the same request draws the same numbers whatever the world is like when it is sent.
  const [failing, hiccup, limited] = [draws.uniform(), draws.uniform(), draws.uniform()];
  if (world.isOffline(at)) return refused(refusals.offline, 20, 'offline');
  const incident = world.incidentAt(remote, at);
  if (incident && failing < incident.failing) {
    if (onlyRefuses(incident.kind)) return refusedBy(mixOf(incident), draws, incident.kind);
    return failed(pace, duringIncident, mixOf(incident), draws, incident.kind);
  }
  if (hiccup < background.failures) return failed(pace, background, hiccupMix, draws, 'hiccup');
  if (limited < background.rateLimits) {
    const retryAfterMs = Math.round(draws.between(1_000, 30_000));
    return refused({ ...refusals.rateLimited, retryAfterMs }, 100, 'limit');
  }
  if (!incident?.slowdown) return { ...pace, fault: 'none' };
  return { ...slowed(pace, incident.slowdown), fault: 'none', cause: incident.kind };
}

type Pace = Omit<Fate, 'fault' | 'failure' | 'cause'>;

/** How a provider answers when nothing is wrong, from the beginning of a request's draws. */
export function remotePace(draws: Draws): Pace {
  const firstContentMs = draws.lognormal(Math.log(700), 0.5);
  return {
    headersMs: firstContentMs / 2,
    thinkingMs: firstContentMs / 2,
    pieceMs: draws.between(300, 900),
    strikesAfter: 0,
  };
}

function slowed(pace: Pace, { toFirstWord, fromWordToWord }: Slowdown): Pace {
  return {
    ...pace,
    // The status line comes as ever.
    thinkingMs: (pace.headersMs + pace.thinkingMs) * toFirstWord - pace.headersMs,
    pieceMs: pace.pieceMs * fromWordToWord,
  };
}

/** `mix`: of the refusals. */
function failed(
  pace: Pace,
  { inStream, silence }: Pick<Background, 'inStream' | 'silence'>,
  mix: Mix,
  draws: Draws,
  cause: FaultCause,
): Fate {
  const kind = draws.uniform();
  const strikesAfter = draws.chance(afterContentShare) ? draws.between(0.01, 0.99) : 0;
  if (kind < silence) return { ...pace, fault: 'silence', strikesAfter, cause };
  if (kind >= silence + inStream) return refusedBy(mix, draws, cause);
  const fault = (['clean-cut', 'reset', 'error-event'] as const)[draws.weighted([1, 1, 1])] ?? 'reset';
  const failure = fault === 'clean-cut' && strikesAfter === 0 ? empty : broken[fault];
  return { ...pace, fault, strikesAfter, failure, cause };
}

function refusedBy(mix: Mix, draws: Draws, cause: FaultCause): Fate {
  const name = mix[draws.weighted(mix.map(([, weight]) => weight))]?.[0] ?? 'server';
  const afterMs = draws.between(50, 400);
  if (cause !== 'rate-limit' || !draws.chance(falseLimitNamesTime)) return refused(refusals[name], afterMs, cause);
  const retryAfterMs = Math.round(draws.within(falseLimitTime));
  return refused({ ...refusals[name], retryAfterMs }, afterMs, cause);
}

function refused(failure: Failure, headersMs: number, cause: FaultCause): Fate {
  return { fault: 'refused', headersMs, thinkingMs: 0, pieceMs: 0, strikesAfter: 0, failure, cause };
}

const localFailures = 0.01;

/** Of a request to the model on this machine once it is loaded. */
export function localFate(world: World, at: number, draws: Draws): Fate {
  const pace = {
    headersMs: draws.between(150, 600),
    thinkingMs: 0,
    pieceMs: draws.between(600, 1_500),
    strikesAfter: 0,
  };
  if (world.localIsOff(at)) return refused(refusals.notRunning, 2, 'off');
  if (!draws.chance(localFailures)) return { ...pace, fault: 'none' };
  return refused(refusals.outOfMemory, pace.headersMs, 'hiccup');
}
