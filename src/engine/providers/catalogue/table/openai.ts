import type { ImageTokenRule } from '../../../model/request/image';
import type { Price } from '../../../model/price';
import { type LeastThinking, type ModelRow, type Source, type Sourced, storedUnasked } from './modelRow';

const models: Source = { url: 'https://developers.openai.com/api/docs/models', on: '2026-11' };
const pricing: Source = { url: 'https://developers.openai.com/api/docs/pricing', on: '2026-11-30' };

/** Compared on that day with what the API counted, too: https://huggingface.co/datasets/JOHNISKING/image-token-cost. */
const vision: Source = { url: 'https://developers.openai.com/api/docs/guides/images-vision', on: '2026-11-30' };

function patches(perPatch: number, maxPatches: number): Sourced<ImageTokenRule> {
  return {
    value: { kind: 'patches', patchPixels: 32, perPatch, maxSidePixels: 6_000, maxPatches },
    source: vision,
  };
}

function tiles(base: number, perTile: number): Sourced<ImageTokenRule> {
  return { value: { kind: 'tiles', base, perTile }, source: vision };
}

const images = {
  // Sent as they are: nothing was made smaller up to 12 megapixels.
  gpt6: patches(1.2, 30_000),
  gpt54: patches(1.2, 10_000),
  mini: patches(1.62, 1_536),
  nano: patches(2.46, 1_536),
  o4Mini: patches(1.72, 1_536),
  gpt5: tiles(70, 140),
  gpt4oMini: tiles(2_833, 5_667),
  gpt4: tiles(85, 170),
  o: tiles(75, 150),
} as const;

/** Longer prompts than 272,000 tokens are charged twice for input and 1.5 times for output, the whole request. */
function inTwoLengths(rates: Price): Price {
  const { input, output, cachedInput, cacheWrite } = rates;
  const twice = (rate: number | undefined): number | undefined => (rate === undefined ? undefined : rate * 2);
  const long = {
    input: input * 2,
    output: output * 1.5,
    cachedInput: twice(cachedInput),
    cacheWrite: twice(cacheWrite),
  };
  return { ...rates, long: { aboveTokens: 272_000, ...long } };
}

function onPage(value: Price): Sourced<Price> {
  return { value, source: pricing };
}

/** As `storedUnasked`, in two lengths, and what is stored costs 1.25 times the input's rate. `id`: of the model's own page. */
function gpt6Price(id: string, input: number, output: number, cachedInput: number): Sourced<Price> {
  const source = { url: `https://developers.openai.com/api/docs/models/${id}`, on: '2026-11-30' };
  return { value: inTwoLengths({ input, output, cachedInput, cacheWrite: input * 1.25 }), source };
}

interface Rest extends Partial<Pick<ModelRow, 'imageTokens' | 'price' | 'cacheMarks'>> {
  readonly traits?: ModelRow['traits'];
}

/** Thinks, shows nothing of it unasked, and takes no temperature. */
function gpt(pattern: RegExp, leastThinking: LeastThinking | undefined, { traits, ...rest }: Rest): ModelRow {
  const usual = { contextWindow: 400_000, maxOutputTokens: 128_000, images: true, reasoning: true };
  const thinking = { temperature: false, leastThinking, hidesThinking: true } as const;
  return { pattern, traits: { ...usual, ...traits }, ...thinking, source: models, ...rest };
}

function gpt5(pattern: RegExp, leastThinking: LeastThinking | undefined, rest: Rest = {}): ModelRow {
  return gpt(pattern, leastThinking, { imageTokens: images.gpt5, ...rest });
}

/** 5.4 and 5.5. */
function gpt54(pattern: RegExp, leastThinking: LeastThinking | undefined, rest: Rest = {}): ModelRow {
  return gpt(pattern, leastThinking, { imageTokens: images.gpt54, ...rest });
}

/** 5.6 and later. */
function gpt56(pattern: RegExp, leastThinking: LeastThinking | undefined, rest: Rest = {}): ModelRow {
  return gpt54(pattern, leastThinking, { cacheMarks: true, ...rest });
}

function gpt6(pattern: RegExp, leastThinking: LeastThinking | undefined, rest: Rest = {}): ModelRow {
  return gpt(pattern, leastThinking, { traits: large, imageTokens: images.gpt6, cacheMarks: true, ...rest });
}

const large = { contextWindow: 1_050_000 };
const chat = { contextWindow: 128_000, maxOutputTokens: 16_384, reasoning: false };
const ofO = { contextWindow: 200_000, maxOutputTokens: 100_000 };

function gpt4(pattern: RegExp, traits: ModelRow['traits'], rest: Rest): ModelRow {
  return { pattern, traits, source: models, ...rest };
}

const ofGpt41 = { contextWindow: 1_047_576, maxOutputTokens: 32_768, images: true };
const ofGpt4o = { contextWindow: 128_000, maxOutputTokens: 16_384, images: true };

/** A model without a price: its price was not found, or its sources differed (gpt-5.6-sol). From 6.1 on the effort `none` is refused. */
export const openAiRows: readonly ModelRow[] = [
  gpt56(/gpt-5-[6-9]-chat/, undefined, { traits: chat }),
  gpt54(/gpt-5-[45]-chat/, undefined, { traits: chat }),
  gpt5(/gpt-5-(?:\d+-)?chat/, undefined, { traits: chat }),
  gpt56(/gpt-5-[6-9]\b[\w-]*-pro(?![a-z])/, undefined),
  gpt54(/gpt-5-[45]-pro(?![a-z])/, undefined, { price: onPage({ input: 30, output: 180 }) }),
  gpt5(/gpt-5-2-pro(?![a-z])/, undefined, { price: onPage({ input: 21, output: 168 }) }),
  gpt5(/gpt-5-pro(?![a-z])/, undefined, { price: onPage({ input: 15, output: 120 }) }),
  gpt5(/gpt-5[\w-]*-pro(?![a-z])/, undefined),
  gpt56(/gpt-5-[6-9]\b[\w-]*codex/, { effort: 'low' }),
  gpt54(/gpt-5-[45]\b[\w-]*codex/, { effort: 'low' }),
  gpt5(/gpt-5[\w-]*codex[\w-]*-mini/, { effort: 'low' }, { imageTokens: images.mini }),
  gpt5(/gpt-5[\w-]*codex/, { effort: 'low' }),
  gpt54(/gpt-5-4-mini/, { effort: 'none' }, { price: onPage(storedUnasked(0.75, 4.5, 0.075)) }),
  gpt54(/gpt-5-4-nano/, { effort: 'none' }, { price: onPage(storedUnasked(0.2, 1.25, 0.02)) }),
  gpt54(
    /gpt-5-4(?!-[a-z])/,
    { effort: 'none' },
    { traits: large, price: onPage(inTwoLengths(storedUnasked(2.5, 15, 0.25))) },
  ),
  gpt54(/gpt-5-4/, { effort: 'none' }, { traits: large }),
  gpt54(
    /gpt-5-5(?!-[a-z])/,
    { effort: 'none' },
    { traits: large, price: onPage(inTwoLengths(storedUnasked(5, 30, 0.5))) },
  ),
  gpt54(/gpt-5-5/, { effort: 'none' }, { traits: large }),
  gpt56(
    /gpt-5-6-luna/,
    { effort: 'none' },
    { traits: large, price: onPage(inTwoLengths(storedUnasked(0.2, 1.2, 0.02))) },
  ),
  gpt56(/gpt-5-6-terra/, { effort: 'none' }, { traits: large, price: onPage(inTwoLengths(storedUnasked(2, 12, 0.2))) }),
  gpt56(/gpt-5-[6-9]/, { effort: 'none' }, { traits: large }),
  gpt5(/gpt-5-2(?!\d|-[a-z])/, { effort: 'none' }, { price: onPage(storedUnasked(1.75, 14, 0.175)) }),
  gpt5(/gpt-5-1(?!\d|-(?:\d\b|[a-z]))/, { effort: 'none' }, { price: onPage(storedUnasked(1.25, 10, 0.125)) }),
  gpt5(/gpt-5-[1-3](?!\d)[\w-]*-nano/, { effort: 'none' }, { imageTokens: images.nano }),
  gpt5(/gpt-5-[1-3](?!\d)[\w-]*-mini/, { effort: 'none' }, { imageTokens: images.mini }),
  gpt5(/gpt-5-[1-3](?!\d)/, { effort: 'none' }),
  gpt5(/gpt-5-mini/, { effort: 'minimal' }, { imageTokens: images.mini, price: onPage(storedUnasked(0.25, 2, 0.025)) }),
  gpt5(
    /gpt-5-nano/,
    { effort: 'minimal' },
    { imageTokens: images.nano, price: onPage(storedUnasked(0.05, 0.4, 0.005)) },
  ),
  gpt5(/gpt-5(?!-(?:\d\b|[a-z]))/, { effort: 'minimal' }, { price: onPage(storedUnasked(1.25, 10, 0.125)) }),
  gpt5(/gpt-5/, { effort: 'minimal' }),

  gpt6(/gpt-6-2-astra/, { effort: 'low' }, { price: gpt6Price('gpt-6.2-astra', 8, 40, 0.4) }),
  gpt6(/gpt-6-[12]-sol/, { effort: 'low' }, { price: gpt6Price('gpt-6.2-sol', 2, 10, 0.1) }),
  gpt6(/gpt-6-1-astra/, { effort: 'low' }),
  gpt6(/gpt-6-sol/, { effort: 'none' }, { price: gpt6Price('gpt-6-sol', 2, 10, 0.2) }),
  gpt6(/gpt-6-astra/, undefined, { price: gpt6Price('gpt-6-astra', 10, 50, 1) }),
  gpt6(/gpt-6-luna/, undefined, { price: gpt6Price('gpt-6-luna', 0.1, 0.5, 0.01) }),
  gpt6(/gpt-6-1-terra/, undefined, {
    traits: { contextWindow: undefined },
    price: gpt6Price('gpt-6.1-terra', 1, 5, 0.05),
  }),
  gpt6(/gpt-[6-9]/, undefined, { traits: { contextWindow: undefined } }),

  gpt(/\bo4-mini/, { effort: 'low' }, { traits: ofO, imageTokens: images.o4Mini }),
  gpt(/\bo[13]\b/, { effort: 'low' }, { traits: ofO, imageTokens: images.o }),
  gpt(/\bo4\b/, { effort: 'low' }, { traits: ofO }),

  gpt4(/gpt-4-1-mini/, ofGpt41, { imageTokens: images.mini, price: onPage(storedUnasked(0.4, 1.6, 0.1)) }),
  gpt4(/gpt-4-1-nano/, ofGpt41, { imageTokens: images.nano, price: onPage(storedUnasked(0.1, 0.4, 0.025)) }),
  gpt4(/gpt-4-1(?!\d)/, ofGpt41, { imageTokens: images.gpt4, price: onPage(storedUnasked(2, 8, 0.5)) }),
  gpt4(/gpt-4o-mini(?!-[a-z])/, ofGpt4o, {
    imageTokens: images.gpt4oMini,
    price: onPage(storedUnasked(0.15, 0.6, 0.075)),
  }),
  gpt4(/gpt-4o-mini/, ofGpt4o, { imageTokens: images.gpt4oMini }),
  gpt4(/(?<!chat)gpt-4o(?!-[a-z]|-202405)/, ofGpt4o, {
    imageTokens: images.gpt4,
    price: onPage(storedUnasked(2.5, 10, 1.25)),
  }),
  gpt4(/gpt-4o/, ofGpt4o, { imageTokens: images.gpt4 }),
  gpt4(/gpt-4/, {}, { imageTokens: images.gpt4 }),
];
