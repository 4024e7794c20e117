import type { Account } from '../http/account';
import type { Dialect, PrefillMark } from '../openaiProtocol/chatCompletionsParameters';
import type { Failure } from '../../model/failure';
import type { CallOptions } from '../../model/provider';
import type { FimEndpoint } from '../openaiProtocol/fimEndpoints';
import { contextWindowInProps } from '../catalogue/contextWindows';

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

const usual: Dialect = {
  toolIds: 'chat-completions',
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
      dialect: { ...usual, toolIds: 'mistral', answersBetween: true, asksForUsage: false },
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
    // Claude itself goes on from the turn; other models have many hosts there, and some take it for a closed one.
    return { ...chatOnly, dialect: usual, prefill: (model) => (/claude/i.test(model) ? 'last-turn' : 'none') };
  }
  if (isAt('googleapis.com', 'groq.com', 'x.ai', 'perplexity.ai', 'cohere.com', 'cohere.ai')) {
    return { ...chatOnly, dialect: usual };
  }
  if (isAt('anthropic.com', 'githubcopilot.com', 'github.ai')) return { ...chatOnly, dialect: usual };
  return { dialect: usual, prefill: undefined, fim: undefined };
}

/** Servers that say what they are on a path of their own; all others are the same to us. */
export type ServerKind = 'llama.cpp' | 'vllm' | 'other';

export type Identity =
  /** `contextWindow`: tokens, where the server says them. */
  | { readonly ok: true; readonly kind: ServerKind; readonly contextWindow?: number }
  /** The server could not be asked; it may be down only now. */
  | { readonly ok: false; readonly failure: Failure };

/** Asks a server what it is, by two requests at once that cost no tokens. Never throws. */
export async function identify(account: Account, call: CallOptions): Promise<Identity> {
  const root = account.baseUrl.replace(/\/v\d+$/, '');
  const [props, version] = await Promise.all([
    askFor(account, `${root}/props`, call),
    askFor(account, `${root}/version`, call),
  ]);
  if (!props.ok) return props;
  // https://github.com/ggml-org/llama.cpp/tree/master/tools/server: GET /props.
  if (props.text.includes('"default_generation_settings"')) {
    return { ok: true, kind: 'llama.cpp', contextWindow: contextWindowInProps(props.text) };
  }
  if (!version.ok) return version;
  // https://docs.vllm.ai: GET /version answers {"version":"…"} and nothing else.
  return { ok: true, kind: /^\s*\{\s*"version"\s*:\s*"[^"]*"\s*\}\s*$/.test(version.text) ? 'vllm' : 'other' };
}

type Text = { readonly ok: true; readonly text: string } | Extract<Identity, { ok: false }>;

/** Empty where the server has no such path. */
async function askFor(account: Account, url: string, call: CallOptions): Promise<Text> {
  const answer = await account.ask('', call, async ({ fetch }) => (await fetch(url)).text());
  if (answer.ok) return { ok: true, text: answer.value };
  const { kind, status } = answer.failure;
  const isAbsent = kind === 'not-protocol' || status === 400 || status === 404 || status === 405 || status === 501;
  return isAbsent ? { ok: true, text: '' } : answer;
}
