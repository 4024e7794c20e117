import type { ModelTraits } from '../../model/route';

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
function claude5(pattern: RegExp, leastThinking: LeastThinking, price?: ModelTraits['price']): Family {
  const window = { contextWindow: million, maxOutputTokens: 128_000 };
  const traits = { ...window, images: true, reasoning: true, ...(price ? { price } : {}) };
  return { pattern, traits, temperature: false, leastThinking, hidesThinking: true };
}

function claude4(pattern: RegExp, traits: Partial<ModelTraits>, more: Partial<Family> = {}): Family {
  return { pattern, traits: { contextWindow: 200_000, maxOutputTokens: 64_000, images: true, ...traits }, ...more };
}

function gpt(pattern: RegExp, leastThinking: LeastThinking | undefined, traits: Partial<ModelTraits> = {}): Family {
  const usual = { contextWindow: 400_000, maxOutputTokens: 128_000, images: true, reasoning: true };
  return { pattern, traits: { ...usual, ...traits }, temperature: false, leastThinking };
}

const large = { contextWindow: 1_050_000 };

/**
 * What is known of model families, November 2026; the first match counts. Gateways write a version with a dot, so dots and
 * dashes are the same.
 *
 * Claude: platform.claude.com/docs, the overview and migration guide of each model: windows, prices, `temperature` refused
 * from 4.7 on, a trailing assistant turn (prefill) refused from 4.6 on, thinking on by default from 5 on and what turns it
 * off. Haiku 5.5 costs five times as much for prompts above 100,000 tokens; the price here is that below.
 * GPT: developers.openai.com/api/docs/models; prices are those below 272,000 tokens of prompt. A price is left out where
 * none was found or sources differed.
 */
const families: readonly Family[] = [
  claude5(/claude-fable-5[.-]2/, { effort: 'low' }, { input: 8, output: 40 }),
  claude5(/claude-fable-5[.-]1/, { effort: 'low' }, { input: 10, output: 50 }),
  claude5(/claude-opus-5[.-]5/, { effort: 'low' }, { input: 4, output: 20 }),
  claude5(/claude-sonnet-5[.-]5/, { thinking: 'between_tools' }, { input: 2, output: 10 }),
  claude5(/claude-haiku-5[.-]5/, { thinking: 'disabled' }, { input: 0.1, output: 0.5 }),
  claude5(/claude-opus-5(?![.-]\d\b)/, { thinking: 'disabled' }, { input: 5, output: 25 }),
  claude5(/claude-sonnet-5(?![.-]\d\b)/, { thinking: 'disabled' }, { input: 2, output: 10 }),
  claude5(/claude-(?:fable|mythos)/, { effort: 'low' }),
  claude4(
    /claude-opus-4[.-][78]/,
    { contextWindow: million, maxOutputTokens: 128_000, price: { input: 5, output: 25 } },
    { temperature: false },
  ),
  claude4(/claude-opus-4[.-]6/, {
    contextWindow: million,
    maxOutputTokens: 128_000,
    price: { input: 5, output: 25 },
  }),
  claude4(/claude-sonnet-4[.-]6/, { contextWindow: million, price: { input: 3, output: 15 } }),
  claude4(/claude-opus-4[.-]5/, { prefill: true, price: { input: 5, output: 25 } }),
  claude4(/claude-sonnet-4[.-]5/, { prefill: true, price: { input: 3, output: 15 } }),
  claude4(/claude-haiku-4[.-]5/, { prefill: true, price: { input: 1, output: 5 } }),
  claude4(/claude-opus-4/, { maxOutputTokens: 32_000, prefill: true, price: { input: 15, output: 75 } }),
  claude4(/claude-sonnet-4/, { prefill: true, price: { input: 3, output: 15 } }),
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
  gpt(/gpt-5[.-]4-mini/, { effort: 'none' }, { price: { input: 0.75, output: 4.5 } }),
  gpt(/gpt-5[.-]4-nano/, { effort: 'none' }),
  gpt(/gpt-5[.-]4/, { effort: 'none' }, { ...large, price: { input: 2.5, output: 15 } }),
  gpt(/gpt-5[.-]6-luna/, { effort: 'none' }, { ...large, price: { input: 0.2, output: 1.2 } }),
  gpt(/gpt-5[.-]6-terra/, { effort: 'none' }, { ...large, price: { input: 2, output: 12 } }),
  gpt(/gpt-5[.-][5-9]/, { effort: 'none' }, large),
  gpt(/gpt-5[.-][1-3]/, { effort: 'none' }),
  gpt(/gpt-5/, { effort: 'minimal' }),
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
  /** The price of the family's vendor, another one, or undefined where it is not known. */
  readonly price: 'listed' | ModelTraits['price'];
}

/** Cautious traits. How much the model holds is not known: a guess would keep it from being asked. */
export function unknownModel(maxOutputTokens: number, more: Partial<ModelTraits>): ModelTraits {
  return { maxOutputTokens, tools: true, images: false, prefill: false, reasoning: false, ...more };
}

function familyOf(model: string): Family | undefined {
  const name = model.toLowerCase();
  return families.find(({ pattern }) => pattern.test(name));
}

export function traitsOf({ unknown, price: sold }: ModelDefaults, model: string): ModelTraits {
  const { price: listed, ...traits } = { ...unknown, ...familyOf(model)?.traits };
  const price = sold === 'listed' ? listed : sold;
  return price ? { ...traits, price } : traits;
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
