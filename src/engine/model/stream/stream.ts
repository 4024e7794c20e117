import type { Failure } from '../failure/failure';
import type { Json } from '../request/message';

export type FinishReason =
  | 'stop'
  /** The output limit was reached: the text is right but not whole. */
  | 'length'
  | 'tool-calls';

/** Tokens; a field is absent when the provider did not report it. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Of the input, what the vendor had stored from a request before. */
  readonly cachedInputTokens?: number;
  /** Of the input, what the vendor stores for the next request. */
  readonly cacheWriteTokens?: number;
}

/**
 * What one attempt at one provider yields. A stream ends with exactly one `done` or `failed` and never throws: errors of
 * an SDK become `failed` at the provider's edge. `failed` after text means that the text so far is real but not whole.
 */
export type StreamEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly text: string; readonly signature?: string }
  /** All text of this answer so far was thinking: the mark that ends it has come, and the one that begins it never did. */
  | { readonly type: 'text-was-thinking' }
  /** The model has begun to write a tool call; its JSON is not whole yet and is never surfaced. */
  | { readonly type: 'tool-call-started'; readonly name: string }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly input: Json }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'done'; readonly reason: FinishReason }
  | { readonly type: 'failed'; readonly failure: Failure };
