import type { ModelTraits } from '../../model/route';
import { imageTokenRule } from './imageTokens';
import { listedPrice } from './prices';

/** The least a model can be made to think, as its vendor spells it; absent where nothing has to be said. */
export type LeastThinking =
  /** Anthropic: `thinking: { type }`. */
  | { readonly thinking: 'disabled' | 'between_tools' }
  /** `output_config` or `reasoning` with this effort. */
  | { readonly effort: 'none' | 'minimal' | 'low' };

interface Family {
  readonly pattern: RegExp;
  readonly traits: Partial<ModelTraits>;
  /** Takes `temperature`; others answer 400 to it. */
  readonly temperature?: false;
  readonly leastThinking?: LeastThinking;
  /** Shows what it thinks only when asked to. */
  readonly hidesThinking?: true;
}

const million = 1_000_000;

/** Thinks by default, takes neither temperature nor prefill, has a window of a million tokens. */
function claude5(pattern: RegExp, leastThinking: LeastThinking): Family {
  const traits = { contextWindow: million, maxOutputTokens: 128_000, images: true, reasoning: true };
  return { pattern, traits, temperature: false, leastThinking, hidesThinking: true };
}

function claude4(pattern: RegExp, traits: Partial<ModelTraits>, more: Partial<Family> = {}): Family {
  return { pattern, traits: { contextWindow: 200_000, maxOutputTokens: 64_000, images: true, ...traits }, ...more };
}

function gpt(pattern: RegExp, leastThinking: LeastThinking | undefined, traits: Partial<ModelTraits> = {}): Family {
  const usual = { contextWindow: 400_000, maxOutputTokens: 128_000, images: true, reasoning: true };
  return { pattern, traits: { ...usual, ...traits }, temperature: false, leastThinking, hidesThinking: true };
}

const large = { contextWindow: 1_050_000 };

/**
 * What is known of model families, November 2026; the first match counts. Gateways write a version with a dot, so dots and
 * dashes are the same.
 *
 * Claude: platform.claude.com/docs, the overview and migration guide of each model: windows, prices, `temperature` refused
 * from 4.7 on, a trailing assistant turn (prefill) refused from 4.6 on, thinking on by default from 5 on and what turns it
 * off.
 * GPT: developers.openai.com/api/docs/models; from 6.1 on the effort `none` is refused.
 */
const families: readonly Family[] = [
  claude5(/claude-fable-5[.-]2/, { effort: 'low' }),
  claude5(/claude-fable-5[.-]1/, { effort: 'low' }),
  claude5(/claude-opus-5[.-]5/, { effort: 'low' }),
  claude5(/claude-sonnet-5[.-]5/, { thinking: 'between_tools' }),
  claude5(/claude-haiku-5[.-]5/, { thinking: 'disabled' }),
  claude5(/claude-opus-5(?![.-]\d\b)/, { thinking: 'disabled' }),
  claude5(/claude-sonnet-5(?![.-]\d\b)/, { thinking: 'disabled' }),
  claude5(/claude-(?:fable|mythos)/, { effort: 'low' }),
  claude4(/claude-opus-4[.-][78]/, { contextWindow: million, maxOutputTokens: 128_000 }, { temperature: false }),
  claude4(/claude-opus-4[.-]6/, { contextWindow: million, maxOutputTokens: 128_000 }),
  claude4(/claude-sonnet-4[.-]6/, { contextWindow: million }),
  claude4(/claude-opus-4[.-]5/, { prefill: true }),
  claude4(/claude-sonnet-4[.-]5/, { prefill: true }),
  claude4(/claude-haiku-4[.-]5/, { prefill: true }),
  claude4(/claude-opus-4/, { maxOutputTokens: 32_000, prefill: true }),
  claude4(/claude-sonnet-4/, { prefill: true }),
  claude4(/claude-3[.-]7/, { prefill: true }),
  claude4(/claude-3[.-]5/, { maxOutputTokens: 8_192, prefill: true }),
  claude4(/claude-3|claude-[12]/, { maxOutputTokens: 4_096, prefill: true }),
  // Newer than this table: what the newest of it have in common.
  claude4(/claude/, { contextWindow: undefined, reasoning: true }, { temperature: false }),

  gpt(/gpt-5[.-]\d+-chat|gpt-5-chat/, undefined, {
    contextWindow: 128_000,
    maxOutputTokens: 16_384,
    reasoning: false,
  }),
  gpt(/gpt-5[\w.-]*-pro/, undefined),
  gpt(/gpt-5[\w.-]*codex/, { effort: 'low' }),
  gpt(/gpt-5[.-]4-mini/, { effort: 'none' }),
  gpt(/gpt-5[.-]4-nano/, { effort: 'none' }),
  gpt(/gpt-5[.-]4/, { effort: 'none' }, large),
  gpt(/gpt-5[.-][5-9]/, { effort: 'none' }, large),
  gpt(/gpt-5[.-][1-3](?!\d)/, { effort: 'none' }),
  gpt(/gpt-5/, { effort: 'minimal' }),
  gpt(/gpt-6[.-][12]-(?:astra|sol)/, { effort: 'low' }, large),
  gpt(/gpt-6-sol/, { effort: 'none' }, large),
  gpt(/gpt-6-(?:astra|luna)/, undefined, large),
  gpt(/gpt-[6-9]/, undefined, { contextWindow: undefined }),
  gpt(/\bo[134](?:-|\b)/, { effort: 'low' }, { contextWindow: 200_000, maxOutputTokens: 100_000 }),
  { pattern: /gpt-4\.1/, traits: { contextWindow: 1_047_576, maxOutputTokens: 32_768, images: true } },
  { pattern: /gpt-4o/, traits: { contextWindow: 128_000, maxOutputTokens: 16_384, images: true } },

  // Of one name there are windows of many sizes.
  { pattern: /deepseek-(?:reasoner|r1)/, traits: { reasoning: true } },
  { pattern: /deepseek|codestral|mistral|devstral|ministral/, traits: { prefill: true } },
  { pattern: /gpt-oss|qwq|thinking/, traits: { reasoning: true, prefill: false } },
];

/** What is known of a provider's models where their family is not, and at what price the provider sells. */
export interface ModelDefaults {
  readonly unknown: ModelTraits;
  /** It is the vendor of the models whose prices are listed. */
  readonly sellsListed?: true;
}

/** Cautious traits. How much the model holds is not known: a guess would keep it from being asked. */
export function unknownModel(maxOutputTokens: number, more: Partial<ModelTraits>): ModelTraits {
  return { maxOutputTokens, tools: true, prefill: false, reasoning: false, ...more };
}

function familyOf(model: string): Family | undefined {
  const name = model.toLowerCase();
  return families.find(({ pattern }) => pattern.test(name));
}

export function traitsOf({ unknown, sellsListed }: ModelDefaults, model: string): ModelTraits {
  const traits = { ...unknown, ...familyOf(model)?.traits };
  const price = sellsListed ? listedPrice(model) : undefined;
  const tokens = imageTokenRule(model);
  return { ...traits, ...(price ? { price } : {}), ...(tokens ? { imageTokens: tokens } : {}) };
}

export function takesTemperature(model: string): boolean {
  return familyOf(model)?.temperature !== false;
}

/** Whether OpenAI stores what stands before a mark in the prompt; its older models find what they have seen unasked. */
export function takesCacheMarks(model: string): boolean {
  return /gpt-5[.-][6-9]|gpt-[6-9]/.test(model.toLowerCase());
}

/** Tokens. An answer that may be no longer would be all thought, since thinking counts as output. */
const shortAnswerTokens = 2_048;

/** Whether an answer is to be short, and so is wanted at once and without thinking. */
export function isShortAnswer(maxOutputTokens: number | undefined): boolean {
  return maxOutputTokens !== undefined && maxOutputTokens < shortAnswerTokens;
}

/** How to keep the model from thinking before a short answer; undefined where nothing has to be said. */
export function leastThinking(model: string, maxOutputTokens: number | undefined): LeastThinking | undefined {
  return isShortAnswer(maxOutputTokens) ? familyOf(model)?.leastThinking : undefined;
}

export function hidesThinking(model: string): boolean {
  return familyOf(model)?.hidesThinking === true;
}
