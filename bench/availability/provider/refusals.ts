import type { Failure } from '../../../src/engine/model/failure/failure';
import type { Incident, IncidentKind } from '../world/world';

/** What the classifiers of the real providers make of each refusal. */
export const refusals = {
  overloaded: { kind: 'overloaded', scope: 'model', status: 529, message: 'Overloaded.' },
  server: { kind: 'server', scope: 'endpoint', status: 500, message: 'Internal error.' },
  reset: { kind: 'connect', scope: 'endpoint', code: 'ECONNRESET', message: 'Reset.' },
  rateLimited: { kind: 'rate-limited', scope: 'model', status: 429, message: 'Too many.' },
  auth: { kind: 'auth', scope: 'credential', status: 401, message: 'Key refused.' },
  quota: { kind: 'quota', scope: 'credential', status: 429, code: 'insufficient_quota', message: 'Used up.' },
  missing: { kind: 'model-missing', scope: 'model', status: 404, message: 'No such model.' },
  errorPage: { kind: 'server', scope: 'endpoint', status: 502, message: 'A page.' },
  goodPage: { kind: 'not-protocol', scope: 'endpoint', status: 200, message: 'A page.' },
  gatePage: { kind: 'not-protocol', scope: 'endpoint', status: 403, message: 'A page.' },
  offline: { kind: 'connect', scope: 'endpoint', code: 'ENOTFOUND', message: 'No network.' },
  notRunning: { kind: 'connect', scope: 'endpoint', code: 'ECONNREFUSED', message: 'Not running.' },
  outOfMemory: { kind: 'server', scope: 'endpoint', status: 500, message: 'Out of memory.' },
} as const satisfies Record<string, Failure>;

export type Refusal = keyof typeof refusals;

/** With their weights. */
export type Mix = readonly (readonly [Refusal, number])[];

export const hiccupMix: Mix = [
  ['overloaded', 2],
  ['server', 5],
  ['reset', 3],
];

const errorsOfModel: Mix = [
  ['overloaded', 8],
  ['server', 2],
];

const mixes: Readonly<Record<Exclude<IncidentKind, 'errors' | 'slow'>, Mix>> = {
  overflow: [
    ['overloaded', 7],
    ['rateLimited', 2],
    ['server', 1],
  ],
  edge: [
    ['errorPage', 7],
    ['goodPage', 1],
    ['gatePage', 2],
  ],
  auth: [['auth', 1]],
  'rate-limit': [['rateLimited', 1]],
  quota: [['quota', 1]],
  missing: [['missing', 1]],
  retired: [['missing', 1]],
};

export function mixOf({ kind, scope }: Incident): Mix {
  if (kind === 'errors' || kind === 'slow') return scope === 'model' ? errorsOfModel : hiccupMix;
  return mixes[kind];
}

/** Kinds whose every failure is a refusal; the others break off and fall silent, too. */
export function onlyRefuses(kind: IncidentKind): boolean {
  return !['errors', 'slow', 'overflow'].includes(kind);
}

/** Failures of a stream that had begun, as the classifiers have them. */
export const broken = {
  'clean-cut': { kind: 'stream-cut', scope: 'model', message: 'The stream ended without its end marker.' },
  reset: { kind: 'stream-cut', scope: 'model', code: 'ECONNRESET', message: 'Reset.' },
  'error-event': { kind: 'overloaded', scope: 'model', code: 'overloaded_error', message: 'Overloaded.' },
} as const satisfies Record<string, Failure>;

/** A stream that ends before its first word counts separately from one that breaks off. */
export const empty: Failure = { kind: 'empty', scope: 'model', message: 'Nothing in it.' };
