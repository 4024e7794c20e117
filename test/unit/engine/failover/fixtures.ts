import type { Clock } from '../../../../src/engine/model/async/clock';
import type { Failure, FailureKind, FailureScope } from '../../../../src/engine/model/failure/failure';
import type { ModelTraits, Route } from '../../../../src/engine/model/route/route';
import { routeId } from '../../../../src/engine/model/route/route';
import { handClock } from './handClock';

export interface VirtualClock extends Clock {
  /** Lets virtual time pass, running timers and everything that waits for them. */
  advance(ms: number): Promise<void>;
  /** The same until the condition holds; false when it does not after `ms`, or nothing is left that could bring it about. */
  runUntil(condition: () => boolean, ms: number): Promise<boolean>;
  /** Sets the wall clock without time passing, as a user or a time server does. */
  setTo(now: number): void;
  /** How many timers are set. */
  timers(): number;
}

/** Starts at a time that is not zero, so that a forgotten `now` shows. */
export function virtualClock(): VirtualClock {
  const clock = handClock();
  return {
    now: () => clock.now(),
    monotonicMs: () => clock.monotonicMs(),
    setTimeout: (callback, ms) => clock.setTimeout(callback, ms),
    clearTimeout: (handle) => clock.clearTimeout(handle),
    advance: async (ms) => {
      const end = clock.monotonicMs() + ms;
      await promisesSettled();
      while (clock.runNext(end)) await promisesSettled();
      clock.advance(end - clock.monotonicMs());
      await promisesSettled();
    },
    runUntil: async (condition, ms) => {
      const end = clock.monotonicMs() + ms;
      await promisesSettled();
      while (!condition() && clock.runNext(end)) await promisesSettled();
      return condition();
    },
    setTo: (now) => clock.setTo(now),
    timers: () => clock.pending,
  };
}

/** Every promise that can go on without a timer has gone on: Node runs them all before the next turn of its loop. */
function promisesSettled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const traits: ModelTraits = {
  contextWindow: 100_000,
  maxOutputTokens: 8_000,
  tools: true,
  images: true,
  prefill: false,
  reasoning: false,
};

export interface RouteOptions extends Partial<Omit<Route, 'traits' | 'id'>> {
  readonly traits?: Partial<ModelTraits>;
}

/** The price of a route where no host has listed one. */
export function tablePrice({ traits: { price } }: Route): ModelTraits['price'] {
  return price;
}

/** A cloud route named after its provider; everything can be overridden. */
export function route(providerId: string, options: RouteOptions = {}): Route {
  const model = options.model ?? `${providerId}-large`;
  return {
    type: 'openai-compatible',
    label: providerId.toUpperCase(),
    endpoint: `https://${providerId}.example`,
    vendor: providerId,
    trust: 'cloud',
    ...options,
    id: routeId(providerId, model),
    providerId,
    model,
    traits: { ...traits, ...options.traits },
  };
}

export function failure(kind: FailureKind, scope: FailureScope = 'model', more: Partial<Failure> = {}): Failure {
  return { kind, scope, message: `It was ${kind}.`, ...more };
}

export async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const event of events) all.push(event);
  return all;
}
