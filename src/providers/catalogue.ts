import type { ProviderConfig } from '../model/providerConfig';
import { type ModelTraits, type ProviderType, type Route, routeId, type Trust } from '../model/route';

/** What a provider type means where the user has not said otherwise. */
export interface TypeDefaults {
  readonly label: string;
  readonly baseUrl: string | undefined;
  /** Environment variable that holds the key by the vendor's own convention. */
  readonly apiKeyEnv: string | undefined;
  readonly needsKey: boolean;
  readonly model: string | undefined;
  readonly completionModel: string | undefined;
}

/** One line for each provider type. Models: the newest the official SDKs of November 2026 name in their types. */
export const typeDefaults: Readonly<Record<ProviderType, TypeDefaults>> = {
  anthropic: {
    label: 'Anthropic',
    baseUrl: 'https://api.anthropic.com',
    apiKeyEnv: 'ANTHROPIC_API_KEY',
    needsKey: true,
    model: 'claude-sonnet-5-5',
    completionModel: 'claude-haiku-5-5',
  },
  openai: {
    label: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    apiKeyEnv: 'OPENAI_API_KEY',
    needsKey: true,
    model: 'gpt-5.4',
    // Does not think before it answers: a completion has no time for that.
    completionModel: 'gpt-4.1-mini',
  },
  'openai-compatible': {
    label: 'OpenAI-compatible host',
    baseUrl: undefined,
    apiKeyEnv: undefined,
    needsKey: false,
    model: undefined,
    completionModel: undefined,
  },
  ollama: {
    label: 'Ollama',
    baseUrl: 'http://127.0.0.1:11434',
    apiKeyEnv: undefined,
    needsKey: false,
    model: undefined,
    completionModel: undefined,
  },
};

interface Row {
  readonly pattern: RegExp;
  readonly traits: Partial<ModelTraits>;
}

/**
 * What is known of model families; the first match counts, the rest comes from the type's cautious values. Prefill:
 * Claude up to 4.5 goes on from a trailing assistant turn, 4.6 and later answer 400 to it (Anthropic's migration guide).
 * Windows of OpenAI's families: platform.openai.com/docs/models. Prices are left out where no list was at hand.
 */
const families: readonly Row[] = [
  {
    pattern: /claude-(?:opus|sonnet|haiku)-4-5\b/,
    traits: { contextWindow: 200_000, maxOutputTokens: 64_000, prefill: true },
  },
  { pattern: /claude-3/, traits: { contextWindow: 200_000, maxOutputTokens: 4_096, prefill: true } },
  {
    pattern: /claude-(?:opus|sonnet)-4-(?:0|1|20)/,
    traits: { contextWindow: 200_000, maxOutputTokens: 32_000, prefill: true },
  },
  { pattern: /claude/, traits: { contextWindow: 200_000, maxOutputTokens: 32_000, prefill: false } },
  { pattern: /gpt-5[\w.]*-chat/, traits: { contextWindow: 128_000, maxOutputTokens: 16_384 } },
  { pattern: /gpt-5/, traits: { contextWindow: 400_000, maxOutputTokens: 128_000, reasoning: true } },
  { pattern: /\bo[134](?:-|\b)/, traits: { contextWindow: 200_000, maxOutputTokens: 100_000, reasoning: true } },
  { pattern: /gpt-4\.1/, traits: { contextWindow: 1_000_000, maxOutputTokens: 32_768 } },
  { pattern: /gpt-4o/, traits: { contextWindow: 128_000, maxOutputTokens: 16_384 } },
  { pattern: /deepseek-(?:reasoner|r1)/, traits: { contextWindow: 128_000, reasoning: true } },
  { pattern: /deepseek/, traits: { contextWindow: 128_000, prefill: true } },
  { pattern: /codestral|mistral|devstral|ministral/, traits: { contextWindow: 128_000, prefill: true } },
  { pattern: /gpt-oss|qwq|\br1\b|thinking/, traits: { contextWindow: 128_000, reasoning: true } },
];

const cautious: Readonly<Record<ProviderType, ModelTraits>> = {
  anthropic: traits(200_000, 8_192, { images: true }),
  openai: traits(128_000, 16_384, { images: true }),
  'openai-compatible': traits(32_768, 4_096, {}),
  ollama: traits(32_768, 4_096, { prefill: true, price: { input: 0, output: 0 } }),
};

function traits(contextWindow: number, maxOutputTokens: number, more: Partial<ModelTraits>): ModelTraits {
  return { contextWindow, maxOutputTokens, tools: true, images: false, prefill: false, reasoning: false, ...more };
}

export function traitsOf(type: ProviderType, model: string): ModelTraits {
  const found = families.find((row) => row.pattern.test(model.toLowerCase()));
  if (!found) return cautious[type];
  return { ...cautious[type], ...found.traits };
}

/** The routes a configured provider offers, one for each task; they are the same where the model is. */
export function routesOf(config: ProviderConfig): { readonly chat: Route; readonly completion: Route } {
  const chat = routeOf(config, config.model);
  const completion = config.completionModel === undefined ? chat : routeOf(config, config.completionModel);
  return { chat, completion };
}

function routeOf(config: ProviderConfig, model: string): Route {
  const url = new URL(config.baseUrl ?? typeDefaults[config.type].baseUrl ?? 'http://127.0.0.1');
  const known = traitsOf(config.type, model);
  const isVendor = config.type !== 'openai-compatible' && config.type !== 'ollama' && config.baseUrl === undefined;
  return {
    id: routeId(config.id, model),
    providerId: config.id,
    type: config.type,
    model,
    label: config.label,
    endpoint: url.origin,
    vendor: isVendor ? config.type : url.host,
    trust: trustOf(url.hostname),
    traits: { ...known, prefill: known.prefill && takesPrefill(config.type, url.hostname) },
  };
}

/** A gateway or a runtime with the same model may take a trailing assistant turn for a closed one. */
function takesPrefill(type: ProviderType, hostname: string): boolean {
  return type !== 'openai-compatible' || /(?:^|\.)(?:mistral\.ai|deepseek\.com)$/.test(hostname);
}

/**
 * Who can read what is sent to a host, by its name alone: this machine, a private network, or the public internet. A
 * company's host under a public name counts as cloud.
 */
export function trustOf(hostname: string): Trust {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host)) return 'local';
  const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe80:)/;
  if (privateAddress.test(host)) return 'private';
  const isName = /[a-z]/.test(host) && !host.includes(':');
  const privateName = !host.includes('.') || /\.(?:local|internal|lan|home\.arpa|intranet|corp)$/.test(host);
  return isName && privateName ? 'private' : 'cloud';
}
