import type { Dialect } from './chatCompletions';
import type { FimSupport } from '../model/provider';

/** How a host fills in the middle, with the path below or beside its base URL. */
export type FimRoute =
  /** llama.cpp's own route; the server applies the model's tokens. */
  | { readonly kind: 'infill'; readonly path: string }
  /** Prefix and suffix apart: Mistral, DeepSeek. */
  | { readonly kind: 'suffix'; readonly path: string }
  /** A raw prompt: vLLM, LM Studio and most others. */
  | { readonly kind: 'prompt'; readonly path: string }
  | { readonly kind: 'none' };

export interface Host {
  readonly dialect: Dialect;
  /** Undefined: not known by name, has to be asked. */
  readonly fim: FimRoute | undefined;
}

const plain: Dialect = { toolIds: 'openai', prefill: 'plain', maxTokens: 'max_tokens' };

/** Hosts that are known by their names. Sources: each vendor's API reference. */
const known: readonly { readonly pattern: RegExp; readonly host: Host }[] = [
  {
    pattern: /(?:^|\.)mistral\.ai$/,
    host: {
      dialect: { toolIds: 'mistral', prefill: 'prefix', maxTokens: 'max_tokens' },
      fim: { kind: 'suffix', path: '/fim/completions' },
    },
  },
  {
    pattern: /(?:^|\.)deepseek\.com$/,
    host: {
      dialect: { ...plain, prefill: 'prefix' },
      // https://api-docs.deepseek.com/guides/fim_completion
      fim: { kind: 'suffix', path: 'https://api.deepseek.com/beta/completions' },
    },
  },
  {
    pattern:
      /(?:^|\.)(?:openrouter\.ai|openai\.azure\.com|googleapis\.com|groq\.com|x\.ai|perplexity\.ai|cohere\.com)$/,
    host: { dialect: plain, fim: { kind: 'none' } },
  },
];

export function hostOf(baseUrl: string): Host {
  const { hostname } = new URL(baseUrl);
  return known.find(({ pattern }) => pattern.test(hostname))?.host ?? { dialect: plain, fim: undefined };
}

export function supportOf(route: FimRoute): FimSupport {
  switch (route.kind) {
    case 'infill':
    case 'suffix':
      return 'native';
    case 'prompt':
      return 'template';
    case 'none':
      return 'none';
  }
}

/**
 * Asks an unknown host whether it is llama.cpp, whose `/props` lies at the root; anything else is taken to have a raw
 * prompt until it says otherwise. Throws when the host cannot be reached.
 */
export async function discoverFim(
  baseUrl: string,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<FimRoute> {
  const { origin } = new URL(baseUrl);
  const response = await fetch(`${origin}/props`, { signal, redirect: 'manual' });
  const text = response.ok ? (await response.text()).slice(0, 200_000) : '';
  return text.includes('"default_generation_settings"')
    ? { kind: 'infill', path: `${origin}/infill` }
    : { kind: 'prompt', path: '/completions' };
}
