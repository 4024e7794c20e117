/** How a trailing assistant turn is marked as one to go on from. */
export type PrefillMark =
  /** By being the last turn. */
  | 'last-turn'
  /** Mistral and DeepSeek: `prefix: true` in the turn. */
  | 'prefix'
  /** vLLM: `continue_final_message` in the request. */
  | 'continue-final-message';

/** Where hosts of the Chat Completions protocol differ. */
export interface Dialect {
  /** Ids of tool calls that the host takes. */
  readonly toolIds: RegExp;
  /** Newer models of OpenAI refuse `max_tokens`; most other hosts know nothing else. */
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
  /** Mistral answers 400 to a question directly after the results of tools. */
  readonly answersBetween: boolean;
  /** Mistral counts tokens unasked and answers 422 to being asked. */
  readonly asksForUsage: boolean;
}

/** How a host fills in the middle, with a path below its base URL or a URL of its own. */
export type FimEndpoint =
  /** llama.cpp's own route; the server applies the model's tokens. */
  | { readonly kind: 'infill'; readonly path: string }
  /** Prefix and suffix apart: Mistral, DeepSeek. */
  | { readonly kind: 'suffix'; readonly path: string }
  /** A raw prompt: vLLM, LM Studio and most others. */
  | { readonly kind: 'prompt'; readonly path: string; readonly isVllm: boolean }
  | { readonly kind: 'none' };

/** What is known of a host by its name. */
export interface Host {
  readonly dialect: Dialect;
  /** Undefined: the server has to be asked what it is. */
  readonly prefill: ((model: string) => PrefillMark | 'none') | undefined;
  /** Base URL for requests with a prefill, where it is another. */
  readonly prefillBaseUrl?: string;
  /** Undefined: the server has to be asked what it is. */
  readonly fim: ((model: string) => FimEndpoint) | undefined;
}

/** Ids of tool calls that Chat Completions takes. */
export const chatToolIds = /^[A-Za-z0-9_-]{1,40}$/;

const usual: Dialect = {
  toolIds: chatToolIds,
  maxTokens: 'max_tokens',
  answersBetween: false,
  asksForUsage: true,
};

export const openAiDialect: Dialect = { ...usual, maxTokens: 'max_completion_tokens' };

const chatOnly: Pick<Host, 'prefill' | 'fim'> = { prefill: () => 'none', fim: () => ({ kind: 'none' }) };

/** Hosts that are known by their names. Sources: each vendor's API reference. */
export function hostOf(baseUrl: string): Host {
  const { hostname, origin } = new URL(baseUrl);
  const isAt = (...domains: string[]): boolean =>
    domains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  if (isAt('mistral.ai')) {
    return {
      dialect: { ...usual, toolIds: /^[A-Za-z0-9]{9}$/, answersBetween: true, asksForUsage: false },
      prefill: () => 'prefix',
      // https://docs.mistral.ai/capabilities/code_generation: Codestral only.
      fim: (model) => (/codestral/i.test(model) ? { kind: 'suffix', path: '/fim/completions' } : { kind: 'none' }),
    };
  }
  if (isAt('deepseek.com')) {
    return {
      dialect: usual,
      prefill: () => 'prefix',
      // Both are beta: https://api-docs.deepseek.com/guides/chat_prefix_completion and /fim_completion.
      prefillBaseUrl: `${origin}/beta`,
      fim: (model) =>
        /reason|r1/i.test(model) ? { kind: 'none' } : { kind: 'suffix', path: `${origin}/beta/completions` },
    };
  }
  if (isAt('inceptionlabs.ai')) {
    // https://docs.inceptionlabs.ai/capabilities/fim
    return {
      ...chatOnly,
      dialect: usual,
      fim: (model) => (/mercury/i.test(model) ? { kind: 'suffix', path: '/fim/completions' } : { kind: 'none' }),
    };
  }
  if (isAt('openai.com', 'openai.azure.com', 'services.ai.azure.com')) return { ...chatOnly, dialect: openAiDialect };
  if (isAt('openrouter.ai')) {
    // Claude continues the turn; other models have many hosts there, and some take the turn for a finished one.
    return { ...chatOnly, dialect: usual, prefill: (model) => (/claude/i.test(model) ? 'last-turn' : 'none') };
  }
  if (isAt('googleapis.com', 'groq.com', 'x.ai', 'perplexity.ai', 'cohere.com', 'cohere.ai')) {
    return { ...chatOnly, dialect: usual };
  }
  if (isAt('anthropic.com', 'githubcopilot.com', 'github.ai')) return { ...chatOnly, dialect: usual };
  return { dialect: usual, prefill: undefined, fim: undefined };
}
