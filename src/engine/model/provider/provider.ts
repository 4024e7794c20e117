import type { Failure } from '../failure/failure';
import type { Price } from '../price';
import type { OptionalParameter } from '../failure/optionalParameter';
import type { ChatRequest, FimRequest } from '../request/request';
import type { StreamEvent } from '../stream/stream';
import type { RateLimit } from './rateLimit';

/** Options of every call to a provider. */
export interface CallOptions {
  /** Ends the call within a tick: the socket is closed and the stream ends with a `cancelled` failure. */
  readonly signal: AbortSignal;
  /** An answer that ends by itself without a word is one: often nothing belongs at a place in code. */
  readonly mayBeEmpty?: boolean;
  /** Parameters that the route has refused: left out of the body, or sent under another name. */
  readonly leaveOut?: ReadonlySet<OptionalParameter>;
  /** Asked right before anything leaves for the host. False: nothing is sent, and the call fails as `not-allowed`. */
  readonly mayLeave?: () => boolean;
  /** A request leaves now. What came before, a client to load or a key to read, was not the provider's doing. */
  readonly onRequest?: () => void;
  /** A question about the host or a model leaves before it, without any text of the user. */
  readonly onQuestion?: () => void;
  /** The response's status line has arrived. */
  readonly onHeaders?: () => void;
  /** What the host says of its limits, right before `onHeaders`. Not called where it says nothing. */
  readonly onRateLimits?: (limits: readonly RateLimit[]) => void;
  /** Bytes of the body have arrived, keep-alives and comments included: the line lives. */
  readonly onBytes?: () => void;
}

/** How a model can fill in the middle at a host. */
export type FimSupport =
  /** The host takes prefix and suffix apart and applies the model's tokens itself. */
  | 'native'
  /** The host takes a raw prompt, so the caller must know the model family's template. */
  | 'template'
  /** Chat only. */
  | 'none';

export interface ModelInfo {
  readonly id: string;
  readonly label?: string;
  /** Tokens. */
  readonly contextWindow?: number;
  /** Tokens of an answer at most, where the host says it. */
  readonly maxOutputTokens?: number;
  /** Sees images, where the host says it. */
  readonly images?: boolean;
  /** Calls tools, where the host says it. */
  readonly tools?: boolean;
  /** Of this host, where it says it. */
  readonly price?: Price;
  /** Host that the model runs at, where the one that lists it only hands requests on. */
  readonly forwardedTo?: string;
  readonly fim?: FimSupport;
  /** False: it is for something else than chat, for example for embeddings. */
  readonly chats?: false;
}

export type ModelList =
  { readonly ok: true; readonly models: readonly ModelInfo[] } | { readonly ok: false; readonly failure: Failure };

/**
 * An account at a service, or a local server. One implementation for each wire protocol. Makes exactly one HTTP request
 * for a call of `chat` or `fim`: nothing is retried here.
 */
export interface Provider {
  readonly id: string;
  readonly type: string;
  chat(model: string, request: ChatRequest, call: CallOptions): AsyncIterable<StreamEvent>;
  fim(model: string, request: FimRequest, call: CallOptions): AsyncIterable<StreamEvent>;
  /** Asks the host once and remembers the answer; the failure when the host cannot be asked now. Never throws. */
  fimSupport(model: string, call: CallOptions): Promise<FimSupport | Failure>;
  /**
   * Loads and learns what the first call for the model would have to wait for: code, and what the host is, which costs no
   * tokens. Absent where there is nothing of the kind. Rejects where code cannot be loaded, which the call then says itself.
   */
  prepare?(model: string, call: CallOptions): Promise<void>;
  /** Costs no tokens. An answer proves that host and key work, not that the model does. */
  listModels(signal: AbortSignal): Promise<ModelList>;
  /** Tokens, as the host has said so far of its model; undefined where it has not. Makes no request. */
  contextWindow?(model: string): number | undefined;
  /** Whether the host has said of its model that it sees images; undefined where it has not. Makes no request. */
  seesImages?(model: string): boolean | undefined;
  /** Loads a local model into memory and keeps it there; absent where there is nothing to load. Never throws. */
  warmUp?(model: string, keepAliveMs: number, signal: AbortSignal): Promise<boolean>;
  /**
   * Frees the memory of a model that `warmUp` has loaded, unless somebody has used it since; whether it did. `expiresAt`: milliseconds
   * since the epoch until which it was to stay. Absent where the runtime frees it by itself alone. Never throws.
   */
  unload?(model: string, expiresAt: number, signal: AbortSignal): Promise<boolean>;
}
