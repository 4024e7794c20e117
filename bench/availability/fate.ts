import type { Failure } from '../../src/model/failure';
import type { Draws } from './draws';
import type { Cloud, World } from './world';

/** What becomes of one request at one provider. Times in milliseconds. */
export interface Fate {
  readonly fault: Fault;
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

/** Shares of requests, incident or not. */
const backgroundFailures = 0.003;
const backgroundRateLimits = 0.002;
/** Of the failures: broken off in the stream, fallen silent. The rest is refused. */
const inStreamShare = 0.3;
const silenceShare = 0.2;
/** Of those in the stream and of the silences: after the first content. */
const afterContentShare = 0.5;

export function cloudFate(world: World, cloud: Cloud, at: number, draws: Draws): Fate {
  const pace = cloudPace(draws);
  // Drawn in any case, so that the same request draws the same numbers whatever the world is like when it is sent.
  const [failing, background, limited] = [draws.uniform(), draws.uniform(), draws.uniform()];
  if (world.isOffline(at)) {
    const failure = { kind: 'connect', scope: 'endpoint', code: 'ENOTFOUND', message: 'No network.' } as const;
    return refused(failure, 20);
  }
  const incident = world.incidentAt(cloud, at);
  if (incident && failing < incident.failing) return failed(pace, refusedBy[incident.scope], draws);
  if (background < backgroundFailures) return failed(pace, refusedBy.endpoint, draws);
  if (limited >= backgroundRateLimits) return { ...pace, fault: 'none' };
  const retryAfterMs = Math.round(draws.between(1_000, 30_000));
  return refused({ kind: 'rate-limited', scope: 'model', status: 429, message: 'Too many.', retryAfterMs }, 100);
}

type Pace = Omit<Fate, 'fault' | 'failure'>;

/** How the cloud answers when nothing is wrong, from the beginning of a request's draws. */
export function cloudPace(draws: Draws): Pace {
  const firstContentMs = draws.lognormal(Math.log(700), 0.5);
  return {
    headersMs: firstContentMs / 2,
    thinkingMs: firstContentMs / 2,
    pieceMs: draws.between(300, 900),
    strikesAfter: 0,
  };
}

/** `weights`: of the refusals, in their order. */
function failed(pace: Pace, weights: readonly number[], draws: Draws): Fate {
  const kind = draws.uniform();
  const strikesAfter = draws.chance(afterContentShare) ? draws.between(0.01, 0.99) : 0;
  if (kind < silenceShare) return { ...pace, fault: 'silence', strikesAfter };
  if (kind >= silenceShare + inStreamShare) {
    return refused(refusals[draws.weighted(weights)], draws.between(50, 400));
  }
  const fault = (['clean-cut', 'reset', 'error-event'] as const)[draws.weighted([1, 1, 1])] ?? 'reset';
  // A stream that ends before its first word is told apart from one that breaks off.
  return { ...pace, fault, strikesAfter, failure: fault === 'clean-cut' && strikesAfter === 0 ? empty : broken[fault] };
}

const refusals: readonly Failure[] = [
  { kind: 'overloaded', scope: 'model', status: 529, message: 'Overloaded.' },
  { kind: 'server', scope: 'endpoint', status: 500, message: 'Internal error.' },
  { kind: 'connect', scope: 'endpoint', code: 'ECONNRESET', message: 'Reset.' },
];

/** How often each refusal is met, by what is broken. */
const refusedBy = { model: [8, 2, 0], endpoint: [2, 5, 3] } as const;

/** What the classifiers of the real providers make of it. */
const broken: Readonly<Record<'clean-cut' | 'reset' | 'error-event', Failure>> = {
  'clean-cut': { kind: 'stream-cut', scope: 'model', message: 'The stream ended without its end marker.' },
  reset: { kind: 'stream-cut', scope: 'model', code: 'ECONNRESET', message: 'Reset.' },
  'error-event': { kind: 'overloaded', scope: 'model', code: 'overloaded_error', message: 'Overloaded.' },
};

const empty: Failure = { kind: 'empty', scope: 'model', message: 'Nothing in it.' };

function refused(failure: Failure | undefined, headersMs: number): Fate {
  return { fault: 'refused', headersMs, thinkingMs: 0, pieceMs: 0, strikesAfter: 0, failure };
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
  if (world.localIsOff(at)) {
    return refused({ kind: 'connect', scope: 'endpoint', code: 'ECONNREFUSED', message: 'Not running.' }, 2);
  }
  if (!draws.chance(localFailures)) return { ...pace, fault: 'none' };
  return refused({ kind: 'server', scope: 'endpoint', status: 500, message: 'Out of memory.' }, pace.headersMs);
}
