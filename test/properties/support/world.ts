import * as fc from 'fast-check';
import type { Policy } from '../../../src/engine/failover/api/policy';
import type { ModelTraits, Route } from '../../../src/engine/model/route/route';
import { answerText } from './answerText';
import { type Behaviour, behaviour, type Ending, ending } from './behaviour';

/** What the user says when they are asked for the first time whether code may be sent to a vendor. */
export type Word = 'chosen before' | 'allow' | 'never' | undefined;

export interface Member {
  readonly trust: Route['trust'];
  /** Members with the same number share an endpoint, and those on it a vendor. */
  readonly endpoint: number;
  readonly type: Route['type'];
  readonly traits: Omit<ModelTraits, 'maxOutputTokens' | 'images'>;
  /** Completions go to a model of their own. */
  readonly smallModel: boolean;
  readonly word: Word;
  /** Milliseconds the user takes to answer. */
  readonly thinksFor: number;
  /** Milliseconds to first content that ten requests before took; undefined: never asked. */
  readonly known?: number;
}

export interface Ask {
  readonly do: 'ask';
  readonly task: 'chat' | 'completion';
  readonly tools: boolean;
  readonly temperature: boolean;
  readonly answer: string;
  /** Of each member of the chain, every time it is asked for this. */
  readonly behaviours: readonly Behaviour[];
  /** The model that the user chose for a chat; a member that is not there was taken out of the settings. */
  readonly chosen: { readonly member: number; readonly model: 'usual' | 'other' } | undefined;
  /** A completion that a local model may race. */
  readonly race: boolean;
  /** Milliseconds to first content that the user of a completion waits for. */
  readonly firstContentTimeoutMs?: number;
  /** Milliseconds after which the user cancels. */
  readonly cancelAfter?: number;
  /** What the surface does with the events: reads all, takes its time over each, leaves after some, or never reads on. */
  readonly reader: 'reads' | 'takes its time' | 'leaves' | 'forgets';
  /** The next step does not wait for the end of it. */
  readonly beside: boolean;
}

export type Step =
  | Ask
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'pin'; readonly member: number | undefined }
  /** The window closes, and another opens over what was remembered. */
  | { readonly do: 'reload' }
  | { readonly do: 'reset' };

export interface World {
  readonly chain: readonly Member[];
  readonly policy: Policy;
  readonly steps: readonly Step[];
}

const longestChain = 5;

/** The first in about three of four worlds. */
export function usually<const T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.nat({ max: 4 * others.length - 1 }).map((drawn) => (drawn < others.length ? others[drawn]! : usual));
}

type Arbitraries<T> = { readonly [K in keyof T]-?: fc.Arbitrary<T[K]> };

/** What is drawn in another way than usual, so that what a law speaks of happens often. */
export interface Bias {
  readonly member?: Partial<Arbitraries<Omit<Member, 'traits'>>>;
  readonly traits?: Partial<Arbitraries<Member['traits']>>;
  readonly policy?: Partial<Arbitraries<Policy>>;
  readonly ask?: Partial<Arbitraries<Ask>>;
  readonly behaviour?: Partial<Arbitraries<Behaviour>>;
  readonly ending?: fc.Arbitrary<Ending>;
  /** Milliseconds between requests, mostly. */
  readonly wait?: fc.Arbitrary<number>;
  readonly members?: { readonly minLength: number };
}

function member(bias: Bias): fc.Arbitrary<Member> {
  return fc.record({
    trust: usually('cloud', 'private', 'local'),
    endpoint: fc.nat({ max: 7 }),
    type: fc.constantFrom('anthropic' as const, 'openai-compatible' as const, 'ollama' as const),
    smallModel: fc.boolean(),
    word: usually<Word>('chosen before', 'allow', 'never', undefined),
    thinksFor: fc.integer({ min: 0, max: 9_000 }),
    known: fc.constantFrom(undefined, undefined, 200, 2_000),
    ...bias.member,
    traits: fc.record({
      contextWindow: usually(200_000, 4_000, 16_000),
      tools: usually(true, false),
      prefill: fc.boolean(),
      reasoning: usually(false, true),
      price: fc.constantFrom(undefined, { input: 1, output: 4 }, { input: 30, output: 90 }),
      ...bias.traits,
    }),
  });
}

export const choice = fc.record({
  member: fc.nat({ max: longestChain }),
  model: fc.constantFrom('usual' as const, 'other' as const),
});

export function ask(bias: Bias): fc.Arbitrary<Ask> {
  const behaviours = behaviour(bias.ending ?? ending, bias.behaviour);
  return fc.record({
    do: fc.constant('ask' as const),
    task: usually('chat', 'completion'),
    tools: usually(false, true),
    temperature: fc.boolean(),
    answer: answerText,
    behaviours: fc.array(behaviours, { minLength: longestChain, maxLength: longestChain }),
    chosen: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: choice }),
    race: usually(false, true),
    firstContentTimeoutMs: usually(undefined, 0, 100, 300, 1_000),
    cancelAfter: usually(undefined, 0, 60, 500, 2_000, 20_000),
    reader: usually('reads', 'takes its time', 'leaves'),
    beside: usually(false, true),
    ...bias.ask,
  });
}

function step(bias: Bias): fc.Arbitrary<Step> {
  const waits = bias.wait ?? fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 400_000 }));
  const seldom: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant('pin' as const), member: fc.constantFrom(undefined, 0, 1, 2) }),
    fc.record({ do: fc.constantFrom('reload' as const, 'reset' as const) }),
  );
  return fc.oneof(
    { weight: 8, arbitrary: ask(bias) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: waits }) },
    { weight: 1, arbitrary: seldom },
  );
}

/** A user with a chain of providers that do whatever providers have ever done, and some more. */
export function worlds(
  bias: Bias = {},
  steps: fc.Arbitrary<readonly Step[]> = fc.array(step(bias), { minLength: 2, maxLength: 6 }),
): fc.Arbitrary<World> {
  return fc.record({
    chain: fc.array(member(bias), { minLength: 1, maxLength: longestChain, ...bias.members }),
    policy: fc.record({
      boundary: usually('any', 'private', 'local'),
      midAnswer: usually('continue', 'restart', 'stop'),
      maxRequestCost: usually(undefined, 0.01, 0.1, 0.2),
      hedgeChat: fc.boolean(),
      keepWarm: usually('whenCloudsFail', 'always', 'never'),
      ...bias.policy,
    }),
    steps,
  });
}
