import * as fc from 'fast-check';
import { type Place, places } from './places';

/** An entry of `everpair.providers`. */
export interface Entry {
  readonly place: Place;
  readonly model: string;
  readonly completionModel: string | undefined;
  readonly enabled: boolean;
}

/** A setting as it stands in each settings file; undefined where it is not set. */
export interface Levels<Value> {
  readonly user: Value | undefined;
  readonly machine: Value | undefined;
  readonly workspace: Value | undefined;
  readonly folder: Value | undefined;
}

export type Level = keyof Levels<unknown>;

/** What the user says of a vendor; undefined: not now, or ask me again. */
export type Word = 'allow' | 'never' | undefined;

/** What a host does with a request. */
export type Conduct = 'answers' | 'fails' | 'limits' | 'breaks off' | 'hangs' | 'is away';

export type Step =
  | { readonly do: 'chat'; readonly words: readonly Word[] }
  | { readonly do: 'complete'; readonly fim: boolean; readonly race: boolean }
  | { readonly do: 'test' }
  | { readonly do: 'rest' }
  | { readonly do: 'boundary'; readonly level: Level; readonly value: unknown }
  | { readonly do: 'providers'; readonly level: Level; readonly value: readonly Entry[] | undefined }
  /** The user changes the answer about the vendor with this number among those there are. */
  | { readonly do: 'decide'; readonly vendor: number; readonly word: Word }
  | { readonly do: 'forget refusals' }
  | { readonly do: 'key'; readonly of: 'anthropic' | 'openai'; readonly stored: boolean }
  /** The names of models are given to others on all Ollamas: `host` is where they run, '' for the Ollama itself. */
  | { readonly do: 'hand on'; readonly host: string };

export interface World {
  readonly boundary: Levels<unknown>;
  readonly providers: Levels<readonly Entry[]>;
  readonly environment: readonly ('anthropic' | 'openai')[];
  readonly stored: readonly ('anthropic' | 'openai')[];
  readonly environmentIsUsers: boolean;
  readonly ollamaUrl: string | undefined;
  readonly handedOnTo: string;
  /** Answers that were given in windows before, by the number of their vendor. */
  readonly said: readonly { readonly vendor: number; readonly word: 'allow' | 'never' }[];
  /** What the user answers to the questions in their order, and the milliseconds they take. */
  readonly answers: readonly { readonly word: Word; readonly thinksMs: number }[];
  /** Milliseconds a key takes to be read. */
  readonly keyMs: number;
  /** By the number of the request; and the milliseconds it takes to begin. */
  readonly conduct: readonly { readonly conduct: Conduct; readonly afterMs: number }[];
  /** Each with the milliseconds before it. */
  readonly steps: readonly { readonly afterMs: number; readonly step: Step }[];
}

/** What an Ollama has: one that stays, one that may be handed on, and one whose name tells that it is. */
export const ollamaModels = ['own:7b', 'fast', 'qwen3-coder:480b-Cloud'] as const;

const boundaryValue = fc.constantFrom<unknown[]>(
  'local',
  'private',
  'any',
  'any',
  undefined,
  undefined,
  'Local',
  7,
  null,
);
const word = fc.constantFrom<Word[]>('allow', 'never', undefined);
const keyed = fc.constantFrom('anthropic' as const, 'openai' as const);
const level = fc.constantFrom<Level[]>('user', 'user', 'machine', 'workspace', 'folder');
const handedOnTo = fc.constantFrom('', 'https://ollama.com:443', 'https://other.example');
const moment = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3_000 }), fc.constant(31_000));

const entry: fc.Arbitrary<Entry> = fc
  .record({
    place: fc.constantFrom(...places),
    models: fc.tuple(fc.constantFrom(...ollamaModels), fc.option(fc.constantFrom(...ollamaModels), { nil: undefined })),
    enabled: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
  })
  .map(({ place, models: [model, completionModel], enabled }) => ({ place, model, completionModel, enabled }));
const entries = fc.option(fc.array(entry, { maxLength: 4 }), { nil: undefined });

const request: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('chat' as const), words: fc.array(word, { maxLength: 2 }) }),
  fc.record({ do: fc.constant('complete' as const), fim: fc.boolean(), race: fc.boolean() }),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: request },
  { weight: 1, arbitrary: fc.constantFrom<Step[]>({ do: 'test' }, { do: 'rest' }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('boundary' as const), level, value: boundaryValue }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('providers' as const), level, value: entries }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('decide' as const), vendor: fc.nat({ max: 8 }), word }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'forget refusals' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('key' as const), of: keyed, stored: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hand on' as const), host: handedOnTo }) },
);

function levels<Value>(user: fc.Arbitrary<Value | undefined>, others: fc.Arbitrary<Value | undefined>) {
  const other = fc.oneof({ weight: 7, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: others });
  return fc.record<Levels<Value>>({ user, machine: other, workspace: other, folder: other });
}

export const worlds: fc.Arbitrary<World> = fc.record({
  boundary: levels<unknown>(boundaryValue, boundaryValue),
  providers: levels(entries, entries),
  environment: fc.uniqueArray(keyed, { maxLength: 2 }),
  stored: fc.uniqueArray(keyed, { maxLength: 2 }),
  environmentIsUsers: fc.boolean(),
  ollamaUrl: fc.constantFrom(undefined, undefined, 'http://gpu.lan:11434', 'http://ollama.example.com:11434'),
  handedOnTo,
  said: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.record({ vendor: fc.nat({ max: 8 }), word: fc.constantFrom('allow', 'never') }), {
        maxLength: 2,
      }),
    },
  ),
  answers: fc.array(fc.record({ word, thinksMs: fc.constantFrom(0, 20, 2_000) }), { maxLength: 4 }),
  keyMs: fc.constantFrom(0, 0, 15, 1_500),
  conduct: fc.array(
    fc.record({
      conduct: fc.constantFrom<Conduct[]>('answers', 'fails', 'limits', 'breaks off', 'hangs', 'is away'),
      afterMs: fc.constantFrom(0, 10, 600),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  steps: fc.array(fc.record({ afterMs: moment, step }), { minLength: 2, maxLength: 8 }),
});
