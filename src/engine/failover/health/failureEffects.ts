import { type Failure, type FailureKind, failureKinds } from '../../model/failure';
import type { Route } from '../../model/route';
import type { Lane } from '../api/routeHealth';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long something is parked when the provider names no time, in milliseconds. */
interface Rest {
  readonly first: number;
  /** Each time again without a success between doubles it, up to this. */
  readonly most: number;
}

/** What a kind of failure means for the health of what failed. */
type Consequence =
  /** Says nothing about the provider. */
  | { readonly effect: 'none' }
  /** Sickness of unknown length: counts against a circuit. */
  | {
      readonly effect: 'count';
      readonly scope: 'endpoint' | 'model';
      /** Share of a failure. */
      readonly weight: Readonly<Record<Lane, number>>;
      /** When a second model of the endpoint has the same, the endpoint is sick and not the models. */
      readonly spreads: boolean;
      /** A deadline of the lane decided it: what is too slow for a completion may be fast enough for a chat. */
      readonly ofLane: boolean;
      /** It comes in the place of an answer, at once and for nothing. */
      readonly isRefusal: boolean;
    }
  /** The cause is known, and mostly the end: parked until then. */
  | {
      readonly effect: 'park';
      readonly scope: 'credential' | 'route';
      /** Of what never worked, or not for a day. */
      readonly rest: Rest;
      readonly restLocal?: Rest;
      /** Only the user can end it, so that no end is shown; it is asked again after the rest all the same. */
      readonly needsUser: boolean;
      /** Where it worked within the last day it is first taken for an outage: with these rests, and shown with an end. */
      readonly mayBeOutage: boolean;
    };

const none = { effect: 'none' } as const;
const count = {
  effect: 'count',
  weight: { chat: 1, completion: 1 },
  spreads: false,
  ofLane: false,
  isRefusal: false,
} as const;
const park = { effect: 'park', needsUser: false, mayBeOutage: true } as const;

/** Less than from one question of a user to the next, so that the first one asks what is well again. */
const restInOutage: Rest = { first: 10 * second, most: 20 * second };
/** Milliseconds for which a key, a quota or a model that worked is believed in. */
const believedFor = 24 * hour;
/** Milliseconds of refusals after which it is told that the user must act, though it is asked as often as before. */
const outageUntil = hour;

/**
 * The one table of what failures do to health. Not in it: how a request goes on after the failure, which is decided per
 * attempt.
 */
const consequences: Readonly<Record<FailureKind, Consequence>> = {
  cancelled: none,
  // The machine's own fault, see network.ts.
  offline: none,
  connect: { ...count, scope: 'endpoint', isRefusal: true },
  overloaded: { ...count, scope: 'model', spreads: true, isRefusal: true },
  server: { ...count, scope: 'endpoint', isRefusal: true },
  'rate-limited': { ...park, scope: 'route', rest: { first: 20 * second, most: 40 * second }, mayBeOutage: false },
  quota: { ...park, scope: 'credential', rest: { first: hour, most: hour } },
  auth: { ...park, scope: 'credential', rest: { first: hour, most: hour }, needsUser: true },
  'model-missing': {
    ...park,
    scope: 'route',
    rest: { first: 24 * hour, most: 24 * hour },
    // A model is pulled in a terminal, where nobody tells us; and asking this machine costs a millisecond.
    restLocal: { first: minute, most: minute },
    needsUser: true,
  },
  // Of all models of the provider. Shorter than what only the user can mend: a router before a host that is being started
  // says the same, and asking costs nothing.
  'wrong-address': {
    ...park,
    scope: 'credential',
    rest: { first: 30 * second, most: 5 * minute },
    restLocal: { first: 10 * second, most: minute },
  },
  'first-token-timeout': { ...count, scope: 'model', spreads: true, ofLane: true },
  stalled: { ...count, scope: 'model', ofLane: true },
  'stream-cut': { ...count, scope: 'model' },
  'in-stream': { ...count, scope: 'model' },
  // Of a completion only one that does not even end: there may be nothing to complete, but always something to answer.
  empty: { ...count, scope: 'model', weight: { chat: 1, completion: 0.5 } },
  'not-continued': none,
  'not-protocol': { ...count, scope: 'endpoint', isRefusal: true },
  'context-exceeded': none,
  policy: none,
  'bad-request': none,
  'not-allowed': none,
  unknown: none,
};

/** The kinds that park something, each of which has a parking of its own at each scope. */
export const cooldownKinds: readonly FailureKind[] = failureKinds.filter(
  (kind) => consequences[kind].effect === 'park',
);

/** What one failure of one route does, with the cell it does it to. */
export type HealthEffect =
  | { readonly type: 'none' }
  | {
      readonly type: 'count';
      readonly cell: 'endpoint' | 'model' | 'pace';
      readonly weight: number;
      readonly spreads: boolean;
      /** No second failure is needed for certainty. */
      readonly certain: boolean;
      /** Asking costs nothing and is answered at once, so that there is no reason to wait long. */
      readonly cheapToAsk: boolean;
    }
  | {
      readonly type: 'park';
      readonly scope: 'credential' | 'route';
      readonly rest: Rest;
      readonly needsUser: boolean;
    };

/** What is known of the time before a refusal. Milliseconds. */
export interface RefusalRecord {
  /** Since the last good end; undefined when there was none. */
  readonly servedAgo?: number;
  /** Since the first refusal after it; undefined for the first. */
  readonly refusedFor?: number;
}

/** Whose record decides what a refusal means; undefined for a failure that is none. */
export function refusedScope(failure: Failure): 'credential' | 'route' | undefined {
  const consequence = consequences[failure.kind];
  if (consequence.effect !== 'park' || !consequence.mayBeOutage) return undefined;
  return failure.scope === 'model' ? 'route' : consequence.scope;
}

/**
 * A provider may say that less is affected than the table thinks; that more is affected only evidence can show. `record` is
 * that of the scope that `refusedScope` names.
 */
export function failureEffect(failure: Failure, route: Route, lane: Lane, record: RefusalRecord = {}): HealthEffect {
  // With fewer tokens the account still pays.
  if (failure.outputLimitTokens !== undefined) return { type: 'none' };
  const consequence = consequences[failure.kind];
  const narrowed = failure.scope === 'model';
  switch (consequence.effect) {
    case 'none':
      return { type: 'none' };
    case 'count': {
      const refused = failure.kind === 'connect' && route.trust === 'local';
      const scope = narrowed ? 'model' : consequence.scope;
      return {
        type: 'count',
        cell: consequence.ofLane && lane === 'completion' ? 'pace' : scope,
        weight: consequence.weight[lane],
        spreads: consequence.spreads,
        certain: refused,
        cheapToAsk: consequence.isRefusal,
      };
    }
    case 'park': {
      const worked = consequence.mayBeOutage && (record.servedAgo ?? Infinity) < believedFor;
      return {
        type: 'park',
        scope: narrowed ? 'route' : consequence.scope,
        rest: worked
          ? restInOutage
          : ((route.trust === 'local' ? consequence.restLocal : undefined) ?? consequence.rest),
        needsUser: consequence.needsUser && !(worked && (record.refusedFor ?? 0) < outageUntil),
      };
    }
  }
}

/** Kinds that a route shows behind its first words, so that a first word does not show that it is well again. */
export function breaksOff(kind: FailureKind): boolean {
  return kind === 'stalled' || kind === 'stream-cut' || kind === 'in-stream';
}
