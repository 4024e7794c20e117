import type { JsonObject, Message } from './message';

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the input object. */
  readonly inputSchema: JsonObject;
}

/** Which tools may be called: as the model likes, none, at least one, or this one. */
export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** The form of the whole answer's text. */
export type ResponseFormat =
  | { readonly type: 'json' }
  | {
      readonly type: 'json-schema';
      /** Of the schema, for the vendors that want one. */
      readonly name: string;
      /** JSON Schema of the answer. */
      readonly schema: JsonObject;
      /** Whether the vendor is to hold the model to the schema, which some do for a part of JSON Schema alone. */
      readonly isStrict?: boolean;
    };

/**
 * One chat turn in vendor-neutral terms. A trailing assistant message asks the model to go on from its text (prefill);
 * only models with the `prefill` trait may be sent one.
 */
export interface ChatRequest {
  readonly system?: string;
  readonly messages: readonly Message[];
  readonly tools?: readonly ToolSpec[];
  /** The model's own where absent. Says nothing of a request without tools. */
  readonly toolChoice?: ToolChoice;
  readonly responseFormat?: ResponseFormat;
  /** Tokens; the provider's own default for the model where absent. */
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly stop?: readonly string[];
}

/** A piece of another file that helps to fill the hole. */
export interface FimSnippet {
  readonly path: string;
  readonly text: string;
}

/** Fill in the middle: the text before and after the cursor. */
export interface FimRequest {
  readonly prefix: string;
  readonly suffix: string;
  /** Path as the user knows it, relative to the workspace. */
  readonly path?: string;
  /** VS Code language id. */
  readonly languageId?: string;
  /** The most useful last, nearest to the hole. */
  readonly snippets?: readonly FimSnippet[];
  /** The snippets as text of the hole's own file, for hosts that have no other place for them: stands before the prefix. */
  readonly header?: string;
  readonly maxOutputTokens: number;
  readonly temperature: number;
  readonly stop: readonly string[];
  /**
   * The same hole in the model family's own tokens, for hosts that take only a raw prompt. Absent when the family is
   * not known; then such a host cannot fill in the middle.
   */
  readonly template?: { readonly prompt: string; readonly stop: readonly string[] };
}

/** What a provider is asked for, by the kind of call. */
export type ProviderRequest =
  { readonly type: 'chat'; readonly request: ChatRequest } | { readonly type: 'fim'; readonly request: FimRequest };

/** Whether images go with it, of any turn. */
export function holdsImages({ messages }: ChatRequest): boolean {
  return messages.some(({ parts }) => parts.some(({ type }) => type === 'image'));
}
