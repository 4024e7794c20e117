import type { Price } from '../../../model/price';
import { type LeastThinking, type ModelRow, type Source, storedUnasked } from './modelRow';

const google = {
  // Windows and the least level; 3.8 refuses MINIMAL, as do all of the pro tier.
  models: { url: 'https://ai.google.dev/gemini-api/docs/thinking', on: '2026-11' },
  pricing: { url: 'https://ai.google.dev/gemini-api/docs/pricing', on: '2026-11-30' },
} satisfies Record<string, Source>;

const deepSeek = {
  models: { url: 'https://api-docs.deepseek.com/quick_start/pricing', on: '2026-11-30' },
  thinking: { url: 'https://api-docs.deepseek.com/guides/thinking_mode', on: '2026-11-30' },
  prefix: { url: 'https://api-docs.deepseek.com/guides/chat_prefix_completion', on: '2026-11-30' },
} satisfies Record<string, Source>;

const xai: Source = { url: 'https://docs.x.ai/developers/models', on: '2026-11' };

const mistral = {
  models: { url: 'https://docs.mistral.ai/models', on: '2026-11' },
  codestral: { url: 'https://docs.mistral.ai/models/codestral-25-08', on: '2026-11-30' },
  medium: { url: 'https://docs.mistral.ai/models/mistral-medium-3-5-26-04', on: '2026-11-30' },
} satisfies Record<string, Source>;

const gptOss: Source = { url: 'https://console.groq.com/docs/reasoning', on: '2026-11-30' };

function gemini(
  pattern: RegExp,
  leastThinking: LeastThinking,
  { temperature, price }: { readonly temperature?: false; readonly price?: Price } = {},
): ModelRow {
  return {
    pattern,
    traits: { contextWindow: 1_048_576, maxOutputTokens: 65_536, images: true, reasoning: true },
    leastThinking,
    hidesThinking: true,
    source: google.models,
    ...(temperature === undefined ? {} : { temperature }),
    ...(price ? { price: { value: price, source: google.pricing } } : {}),
  };
}

/** Another temperature than its own makes it repeat itself, and some of its models refuse it. */
const temperature = false;
const minimal = { thinkingLevel: 'MINIMAL' } as const;
const low = { thinkingLevel: 'LOW' } as const;

/** Twice as dear from 1 January 2027 on, https://github.com/BerriAI/litellm/discussions/39357. */
const flash = storedUnasked(0.75, 3.75, 0.075);

export const googleRows: readonly ModelRow[] = [
  gemini(/gemini-2-5-flash/, { thinkingBudget: 0 }),
  gemini(/gemini-2-5-pro/, { thinkingBudget: 128 }),
  gemini(/gemini-3-[67]-flash(?!-[a-z])/, minimal, { temperature, price: flash }),
  gemini(/gemini-3-8-flash(?!-[a-z])/, low, { temperature, price: flash }),
  gemini(/gemini-3-1-flash-lite(?!-(?!preview)[a-z])/, minimal, {
    temperature,
    price: storedUnasked(0.25, 1.5, 0.025),
  }),
  gemini(/gemini-3-1-pro/, low, {
    temperature,
    price: { ...storedUnasked(2, 12, 0.2), long: { aboveTokens: 200_000, ...storedUnasked(4, 18, 0.4) } },
  }),
  gemini(/gemini-3(?:-[1-7])?-flash/, minimal, { temperature }),
  gemini(/gemini-(?:[3-9]|flash|pro)/, low, { temperature }),
];

const ofDeepSeek = { contextWindow: 1_000_000, maxOutputTokens: 384_000, images: false, reasoning: true };

function grok(pattern: RegExp, effort: 'none' | 'low', contextWindow: number): ModelRow {
  return { pattern, traits: { contextWindow, images: true, reasoning: true }, leastThinking: { effort }, source: xai };
}

export const otherRows: readonly ModelRow[] = [
  {
    pattern: /deepseek-flash/,
    traits: { ...ofDeepSeek, images: true },
    leastThinking: { thinking: 'disabled' },
    source: deepSeek.models,
  },
  {
    pattern: /^deepseek-v4/,
    ofBareNames: true,
    traits: ofDeepSeek,
    leastThinking: { thinking: 'disabled' },
    source: deepSeek.models,
  },
  { pattern: /deepseek.*(?:v[4-9]|reasoner|r1)/, traits: { reasoning: true }, source: deepSeek.thinking },
  { pattern: /deepseek/, traits: { prefill: true }, source: deepSeek.prefix },
  grok(/grok-4-3/, 'none', 1_000_000),
  grok(/grok-4-[4-9]/, 'low', 500_000),
  { pattern: /codestral/, traits: { contextWindow: 128_000, prefill: true }, source: mistral.codestral },
  {
    pattern: /mistral-medium(?:-3(?:-5)?)?$/,
    traits: { contextWindow: 256_000, images: true, prefill: true },
    source: mistral.medium,
  },
  {
    pattern: /mistral|devstral|ministral/,
    traits: { prefill: true },
    source: mistral.models,
  },
  {
    pattern: /gpt-oss/,
    traits: { reasoning: true, prefill: false },
    leastThinking: { effort: 'low' },
    source: gptOss,
  },
  { pattern: /qwq|thinking/, traits: { reasoning: true, prefill: false }, source: 'name' },
];
