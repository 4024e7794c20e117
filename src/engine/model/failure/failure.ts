import type { OptionalParameter } from './optionalParameter';

/**
 * Why an attempt did not serve, as one closed union. What each kind means for health, retry and fallback is decided in
 * `failover/`; providers only name the kind.
 */
export const failureKinds = [
  /** The caller gave up. Says nothing about the provider. */
  'cancelled',
  /** This machine has no network. */
  'offline',
  /** One host could not be reached or hung up: refused, reset, name not found, TLS. */
  'connect',
  /** The proxy on the way did not let the request through. Says nothing about the provider. */
  'proxy',
  /** The provider says that it has too much to do: 529, 503 overloaded. */
  'overloaded',
  /** Any other fault of the server: 5xx, 408, 409, 425. */
  'server',
  /** Too many requests or tokens for now; comes back by itself. */
  'rate-limited',
  /** Money or a quota is used up; comes back at a reset or when the user acts. */
  'quota',
  /** Key missing, wrong, or not allowed. */
  'auth',
  /** The model does not exist or is not installed. */
  'model-missing',
  /** The host has no such path: the base URL in the settings is wrong, or lacks its version. */
  'wrong-address',
  /** Connected, but no content within the deadline. */
  'first-token-timeout',
  /** Content had begun, then nothing came for too long. */
  'stalled',
  /** The stream ended or the socket closed without the protocol's end marker. */
  'stream-cut',
  /** The provider reported an error that no rule knows, or sent nonsense, where it had begun with success. */
  'in-stream',
  /** A complete answer with nothing in it. */
  'empty',
  /** Asked to go on with an answer that broke off, it wrote something else, or nothing new. Says nothing about its health. */
  'not-continued',
  /** Something else than the API answered: a captive portal, a proxy's or firewall's refusal, a page. */
  'not-protocol',
  /** The request does not fit the model's context window or the host's size limit. */
  'context-exceeded',
  /** The provider's content policy refused. */
  'policy',
  /** The request itself is wrong for this provider; would fail in the same way again. */
  'bad-request',
  /** The user's boundary or consent does not let the request leave. Nothing was sent. */
  'not-allowed',
  /** Something that no rule knows, mostly a defect of ours. */
  'unknown',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** The things that share the fault, and must not be asked again for now. */
export const failureScopes = ['request', 'model', 'credential', 'endpoint', 'network'] as const;

export type FailureScope = (typeof failureScopes)[number];

/** A named repair after which the same request may succeed on the same route. */
export type Repair = 'prefill' | 'thinking-signature' | 'tool-call-id' | 'parameter' | 'window';

export interface Failure {
  readonly kind: FailureKind;
  readonly scope: FailureScope;
  /**
   * One sentence for a person and the log, perhaps with the provider's words after `vendorMark`; never holds a key, a prompt
   * or a header's value.
   */
  readonly message: string;
  /** HTTP status where there was one. */
  readonly status?: number;
  /** The provider's own code or type, for example `insufficient_quota`. */
  readonly code?: string;
  /** Milliseconds from when the failure was seen until the provider may be asked again, as the provider said it. */
  readonly retryAfterMs?: number;
  readonly requestId?: string;
  readonly repair?: Repair;
  /** For the repair `parameter`: the refused parts of the request, as far as the host named them. */
  readonly refusedParameters?: readonly OptionalParameter[];
  /** Tokens that the answer may take, as the host said when it refused a request that asked for more. */
  readonly outputLimitTokens?: number;
  /** For `bad-request`: the model cannot see the images of the request. */
  readonly isBlind?: true;
  /** For `bad-request`: it was not asked, since it would cost more than a request may. */
  readonly isTooDear?: true;
  /** For `bad-request`: it was not asked, since a budget of the month is used up. */
  readonly isOverBudget?: true;
  /** For `context-exceeded`: the window or limit that the host named, in its own count of tokens. */
  readonly contextWindowTokens?: number;
}

/** Separates our own sentence from the provider's words in a message. */
export const vendorMark = ' It said: ';

/** The message without the provider's words, for storage. */
export function ownWords(message: string): string {
  return message.split(vendorMark, 1)[0] ?? '';
}

/** Names a value of a closed union that a switch forgot; the compiler refuses the call when one is left. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
