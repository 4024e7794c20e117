import { type Failure, type FailureKind, failureKinds } from '../../model/failure/failure';
import type { Route } from '../../model/route/route';
import type { Lane } from '../api/routeHealth';
import type { Backoff } from './circuit/cooldown';
import type { CircuitName, CooldownScope } from './records/healthKeys';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** What a kind of failure means for the health of what failed. */
type EffectRule =
  /** It says nothing about the provider. */
  | { readonly effect: 'none' }
  /** An outage of unknown length: it counts against a circuit. */
  | {
      readonly effect: 'count';
      readonly scope: 'endpoint' | 'model';
      /** Share of a failure. */
      readonly weight: Readonly<Record<Lane, number>>;
      /** When a second model of the endpoint fails in the same way, the endpoint is at fault and not the models. */
      readonly spreads: boolean;
      /** A deadline of the lane decided it: what is too slow for a completion may be fast enough for a chat. */
      readonly ofLane: boolean;
      /** It comes in place of an answer, at once and at no cost. */
      readonly isRefusal: boolean;
    }
  /** The cause is known, and mostly the end: a cooldown until then. */
  | {
      readonly effect: 'cooldown';
      readonly scope: CooldownScope;
      /** For what never worked, or not for a day. */
      readonly backoff: Backoff;
      readonly localBackoff?: Backoff;
      /** Only the user can end it, so that no end is shown. It is asked again after the rest all the same. */
      readonly needsUser: boolean;
      /** Where it worked within the last day it is first taken for an outage: with a shorter rest, and shown with an end. */
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
const cooldown = { effect: 'cooldown', needsUser: false, mayBeOutage: true } as const;

function constantly(ms: number): Backoff {
  return { firstMs: ms, longestMs: ms };
}

/** Shorter than the time between two questions of a user: the first question after an outage asks the provider again. */
const outageBackoff: Backoff = { firstMs: 10 * secondMs, longestMs: 20 * secondMs };
/** A key, a quota or a model that worked within this time may be refused by mistake. */
const believedForMs = 24 * hourMs;
/** Once refusals have lasted this long, the user is asked to act. The provider is asked as often as before. */
const outageUntilMs = hourMs;

/**
 * The one table of what failures do to health. How a request goes on after a failure is not in it: each attempt decides
 * that.
 */
const rules: Readonly<Record<FailureKind, EffectRule>> = {
  cancelled: none,
  // The fault of this machine, see network.ts.
  offline: none,
  connect: { ...count, scope: 'endpoint', isRefusal: true },
  // Shared by all hosts behind it, and by none of their doing.
  proxy: none,
  overloaded: { ...count, scope: 'model', spreads: true, isRefusal: true },
  server: { ...count, scope: 'endpoint', isRefusal: true },
  // Limits are by the minute; a longer one names its end.
  'rate-limited': {
    ...cooldown,
    scope: 'route',
    backoff: { firstMs: 20 * secondMs, longestMs: 40 * secondMs },
    mayBeOutage: false,
  },
  quota: { ...cooldown, scope: 'credential', backoff: constantly(hourMs) },
  auth: { ...cooldown, scope: 'credential', backoff: constantly(hourMs), needsUser: true },
  'model-missing': {
    ...cooldown,
    scope: 'route',
    backoff: constantly(24 * hourMs),
    // The user pulls a model in a terminal, which this process does not hear of; and asking this machine costs a millisecond.
    localBackoff: constantly(minuteMs),
    needsUser: true,
  },
  // Of all models of the provider. Shorter than what only the user can mend: a router before a host that is being started
  // says the same, and asking costs nothing.
  'wrong-address': {
    ...cooldown,
    scope: 'credential',
    backoff: { firstMs: 30 * secondMs, longestMs: 5 * minuteMs },
    localBackoff: { firstMs: 10 * secondMs, longestMs: minuteMs },
  },
  'first-token-timeout': { ...count, scope: 'model', spreads: true, ofLane: true },
  stalled: { ...count, scope: 'model', ofLane: true },
  'stream-cut': { ...count, scope: 'model' },
  'in-stream': { ...count, scope: 'model' },
  // A completion is only empty in this sense where it does not even end: a completion may have nothing to add.
  empty: { ...count, scope: 'model', weight: { chat: 1, completion: 0.5 } },
  'not-continued': none,
  'not-protocol': { ...count, scope: 'endpoint', isRefusal: true },
  'context-exceeded': none,
  policy: none,
  'bad-request': none,
  'not-allowed': none,
  unknown: none,
};

/** The kinds that begin a cooldown. Each has one of its own in each scope. */
export const cooldownKinds: readonly FailureKind[] = failureKinds.filter((kind) => rules[kind].effect === 'cooldown');

/** What one failure of one route does, and to which circuit or cooldown. */
export type HealthEffect =
  | { readonly type: 'none' }
  | {
      readonly type: 'count';
      readonly circuit: CircuitName;
      readonly weight: number;
      readonly spreads: boolean;
      /** One failure is proof enough. */
      readonly certain: boolean;
      /** Asking costs nothing and is answered at once, so that there is no reason to wait long. */
      readonly cheapToAsk: boolean;
    }
  | {
      readonly type: 'cooldown';
      readonly scope: CooldownScope;
      readonly backoff: Backoff;
      readonly needsUser: boolean;
    };

/** The time before a refusal. */
export interface RefusalRecord {
  /** Since the last good end; undefined when there was none. */
  readonly servedAgoMs?: number;
  /** Since the first refusal after it; undefined for the first. */
  readonly refusedForMs?: number;
}

/** The scope that decides, by its record, the meaning of a refusal. Undefined for a failure that is no refusal. */
export function refusedScope(failure: Failure): CooldownScope | undefined {
  const rule = rules[failure.kind];
  if (rule.effect !== 'cooldown' || !rule.mayBeOutage) return undefined;
  return failure.scope === 'model' ? 'route' : rule.scope;
}

/**
 * A provider may say that less is affected than the table thinks. That more is affected only evidence can show. `record` is
 * that of the scope that `refusedScope` names. Pure.
 */
export function failureEffect(failure: Failure, route: Route, lane: Lane, record: RefusalRecord = {}): HealthEffect {
  // The account can still pay for fewer tokens. What all hosts share is no fault of this one.
  if (failure.outputLimitTokens !== undefined || failure.scope === 'network') return { type: 'none' };
  const rule = rules[failure.kind];
  const isNarrowed = failure.scope === 'model';
  switch (rule.effect) {
    case 'none':
      return { type: 'none' };
    case 'count': {
      const scope = isNarrowed ? 'model' : rule.scope;
      return {
        type: 'count',
        circuit: rule.ofLane && lane === 'completion' ? 'completionLatency' : scope,
        weight: rule.weight[lane],
        spreads: rule.spreads,
        // A refused connection on this machine: nothing listens there.
        certain: failure.kind === 'connect' && route.trust === 'local',
        cheapToAsk: rule.isRefusal,
      };
    }
    case 'cooldown': {
      const hasWorked = rule.mayBeOutage && (record.servedAgoMs ?? Infinity) < believedForMs;
      const usual = (route.trust === 'local' ? rule.localBackoff : undefined) ?? rule.backoff;
      return {
        type: 'cooldown',
        scope: isNarrowed ? 'route' : rule.scope,
        backoff: hasWorked ? outageBackoff : usual,
        needsUser: rule.needsUser && !(hasWorked && (record.refusedForMs ?? 0) < outageUntilMs),
      };
    }
  }
}

/** Kinds that come after the first words of an answer, so that a first word does not show that the route is well again. */
export function breaksOff(kind: FailureKind): boolean {
  return kind === 'stalled' || kind === 'stream-cut' || kind === 'in-stream';
}

export function isSilence(kind: FailureKind | undefined): boolean {
  return kind === 'stalled' || kind === 'first-token-timeout';
}
