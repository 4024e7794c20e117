/** How a trailing assistant turn is marked as one to go on from. */
export type PrefillMark =
  /** By being the last turn. */
  | 'last-turn'
  /** Mistral and DeepSeek: `prefix: true` in the turn. */
  | 'prefix'
  /** vLLM and SGLang: `continue_final_message` in the request. */
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
  /** How a model is kept from thinking: most hosts answer 400 to a parameter that they do not know. */
  readonly lessThinking:
    | 'reasoning_effort'
    /** DeepSeek: `thinking: { type }`. */
    | 'thinking-type'
    | 'none';
  /** A tool that has to be called can be named; elsewhere it is sent alone, with the word that one is required. */
  readonly namesTool: boolean;
  /** Types of `response_format`; the model is told the others in words. */
  readonly responseFormats: readonly ('json_schema' | 'json_object')[];
  /**
   * The host may hold its model to a form by a grammar over all that the model writes: the model is not shown the schema,
   * and could call no tool. So it is of hosts that are not known.
   */
  readonly isGrammar: boolean;
}

/** A path below the base URL, or below the base URL without its version. */
export interface HostPath {
  readonly path: string;
  readonly below: 'base' | 'root';
}

/** How a host fills in the middle. */
export type FimEndpoint =
  /** llama.cpp's own route; the server applies the model's tokens. */
  | ({ readonly kind: 'infill' } & HostPath)
  /** Prefix and suffix apart: Mistral, DeepSeek. */
  | ({ readonly kind: 'suffix' } & HostPath)
  /** A raw prompt. `hidesTokens`: the host leaves special tokens out of its text unless it is asked not to. */
  | ({ readonly kind: 'prompt'; readonly hidesTokens: boolean } & HostPath)
  | { readonly kind: 'none' };

/** What is known of a host before it is asked. */
export interface Host {
  readonly dialect: Dialect;
  /** Undefined: the server has to be asked what it is. */
  readonly prefill: ((model: string) => PrefillMark | 'none') | undefined;
  /** Where requests with a prefill go, where it is elsewhere. */
  readonly prefillAt?: HostPath;
  /** Undefined: the server has to be asked what it is. */
  readonly fim: ((model: string) => FimEndpoint) | undefined;
  /** Where its models are listed with more than their names; `/models` where absent, and where it has no such path. */
  readonly modelsAt?: HostPath;
  /** Its list says what each model costs there, see `listedModel`. */
  readonly listsPrices?: true;
  /** It tells on paths of its own how much its model holds and whether it sees images. */
  readonly describesItself?: true;
}

/** Ids of tool calls that Chat Completions takes. */
export const chatToolIds = /^[A-Za-z0-9_-]{1,40}$/;

export const usualDialect: Dialect = {
  toolIds: chatToolIds,
  maxTokens: 'max_tokens',
  answersBetween: false,
  asksForUsage: true,
  lessThinking: 'none',
  namesTool: false,
  responseFormats: ['json_schema', 'json_object'],
  isGrammar: true,
};

export const openAiDialect: Dialect = {
  ...usualDialect,
  maxTokens: 'max_completion_tokens',
  lessThinking: 'reasoning_effort',
  namesTool: true,
  isGrammar: false,
};

/** It neither fills in the middle nor goes on from a begun turn. */
export const chatOnly: Pick<Host, 'prefill' | 'fim'> = { prefill: () => 'none', fim: () => ({ kind: 'none' }) };

/** As an address, from the base URL without a slash at its end. */
export function addressOf(baseUrl: string, { path, below }: HostPath): string {
  return `${below === 'base' ? baseUrl : baseUrl.replace(/\/v\d+$/, '')}${path}`;
}
