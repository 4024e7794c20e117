import type { ImageTokenRule } from '../../../model/request/image';
import type { Price } from '../../../model/price';
import type { LeastThinking, ModelRow, Source, Sourced } from './modelRow';

/**
 * The overview and the migration guide of each model: windows, `temperature` refused from 4.7 on, a trailing assistant turn
 * (prefill) refused from 4.6 on, thinking on by default from 5 on and what turns it off.
 */
const overview: Source = { url: 'https://platform.claude.com/docs/en/about-claude/models/overview', on: '2026-11' };
const pricing: Source = { url: 'https://platform.claude.com/docs/en/about-claude/pricing', on: '2026-11-30' };

/** Compared on that day with what the API counted, too: https://huggingface.co/datasets/JOHNISKING/image-token-cost. */
const vision: Source = { url: 'https://platform.claude.com/docs/en/build-with-claude/vision', on: '2026-11-30' };

function imageTokens(maxSidePixels: number, maxPatches: number): Sourced<ImageTokenRule> {
  return { value: { kind: 'patches', patchPixels: 28, perPatch: 1, maxSidePixels, maxPatches }, source: vision };
}

const largeImages = imageTokens(2_576, 4_784);
const smallImages = imageTokens(1_568, 1_568);

/** Anthropic stores a prefix at 1.25 times the input's rate for five minutes, which is how it is asked to here. */
function rates(input: number, output: number, cachedInput = input / 10): Price {
  return { input, output, cachedInput, cacheWrite: input * 1.25 };
}

type Rest = Partial<Omit<ModelRow, 'price'>> & { readonly price?: Price };

function row(pattern: RegExp, traits: ModelRow['traits'], { price, ...rest }: Rest): ModelRow {
  return {
    pattern,
    traits: { images: true, ...traits },
    source: overview,
    imageTokens: smallImages,
    ...rest,
    ...(price ? { price: { value: price, source: pricing } } : {}),
  };
}

const million = 1_000_000;

/** Thinks by default, takes neither temperature nor prefill, has a window of a million tokens. */
function claude5(pattern: RegExp, leastThinking: LeastThinking, price?: Price, images = largeImages): ModelRow {
  const traits = { contextWindow: million, maxOutputTokens: 128_000, reasoning: true };
  return row(pattern, traits, { temperature: false, leastThinking, hidesThinking: true, price, imageTokens: images });
}

function claude4(pattern: RegExp, traits: ModelRow['traits'], rest: Rest = {}): ModelRow {
  return row(pattern, { contextWindow: 200_000, maxOutputTokens: 64_000, ...traits }, rest);
}

/** Newer than this table: what the newest of it have in common. */
function newer(pattern: RegExp, images: Sourced<ImageTokenRule>): ModelRow {
  const traits = { contextWindow: undefined, maxOutputTokens: 64_000, reasoning: true };
  return row(pattern, traits, { temperature: false, imageTokens: images });
}

export const anthropicRows: readonly ModelRow[] = [
  claude5(/claude-fable-5-2/, { effort: 'low' }, rates(8, 40, 0.2)),
  claude5(/claude-(?:fable|mythos)-5-1/, { effort: 'low' }, rates(10, 50, 0.25)),
  claude5(/claude-(?:fable|mythos)-5(?!-\d\b)/, { effort: 'low' }, rates(10, 50)),
  claude5(/claude-(?:fable|mythos)-5/, { effort: 'low' }),
  claude5(/claude-(?:fable|mythos)/, { effort: 'low' }, undefined, smallImages),
  claude5(/claude-opus-5-5/, { effort: 'low' }, rates(4, 20, 0.2)),
  claude5(/claude-opus-5(?!-\d\b)/, { thinking: 'disabled' }, rates(5, 25)),
  // Reading the store was twice as dear until 7 October 2026.
  claude5(/claude-sonnet-5-5/, { thinking: 'between_tools' }, rates(2, 10, 0.1)),
  claude5(/claude-sonnet-5(?!-\d\b)/, { thinking: 'disabled' }, rates(2, 10)),
  claude5(
    /claude-haiku-5-5/,
    { thinking: 'disabled' },
    { ...rates(0.1, 0.5), long: { aboveTokens: 100_000, ...rates(0.5, 2.5) } },
  ),

  claude4(
    /claude-opus-4-[78]/,
    { contextWindow: million, maxOutputTokens: 128_000 },
    { temperature: false, price: rates(5, 25), imageTokens: largeImages },
  ),
  claude4(/claude-opus-4-6/, { contextWindow: million, maxOutputTokens: 128_000 }, { price: rates(5, 25) }),
  claude4(/claude-opus-4-5/, { prefill: true }, { price: rates(5, 25) }),
  claude4(/claude-opus-4/, { maxOutputTokens: 32_000, prefill: true }, { price: rates(15, 75) }),
  claude4(/claude-sonnet-4-6/, { contextWindow: million }, { price: rates(3, 15) }),
  claude4(/claude-sonnet-4/, { prefill: true }, { price: rates(3, 15) }),
  claude4(/claude-haiku-4-5/, { prefill: true }, { price: rates(1, 5) }),
  claude4(/claude-3-7/, { prefill: true }),
  claude4(/claude-3-5/, { maxOutputTokens: 8_192, prefill: true }),
  claude4(/claude-3|claude-[12](?!\d)/, { maxOutputTokens: 4_096, prefill: true }),

  newer(/claude-[a-z]+-5/, largeImages),
  newer(/claude/, smallImages),
];
