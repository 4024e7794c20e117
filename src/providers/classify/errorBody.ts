/** What an error body or error event says, whichever vendor's shape it has. */
export interface ErrorBody {
  /** The body was JSON with something that reads as an error. */
  readonly isError: boolean;
  readonly message: string;
  /** `type`, `status` or similar, lower case; empty where absent. */
  readonly type: string;
  /** String code, lower case; empty where absent. */
  readonly code: string;
  /** A code that is a number is an HTTP status with OpenRouter, Gemini and llama.cpp. */
  readonly status?: number;
  readonly param: string;
  readonly requestId?: string;
  /** The whole error object, for rules of one vendor. */
  readonly error: Record<string, unknown>;
}

const none: ErrorBody = { isError: false, message: '', type: '', code: '', param: '', error: {} };

/** Longest body that is parsed; no vendor's error is near it. */
const longestBody = 256 * 1024;

/** Never throws: what is not an error in JSON reads as an empty one whose message is the text itself. */
export function readErrorBody(text: string): ErrorBody {
  const value = parse(text);
  const root = Array.isArray(value) ? asRecord(value[0]) : asRecord(value);
  if (!root) return { ...none, message: text.slice(0, 2_000) };
  const inner = root.error ?? asRecord(root.response)?.error;
  if (typeof inner === 'string') return { ...none, isError: true, message: inner, error: root };
  const error = asRecord(inner) ?? (looksLikeError(root) ? root : undefined);
  if (!error) return { ...none, error: root };
  const details = asRecord(error.details);
  const code = error.code ?? asRecord(error.innererror)?.code;
  return {
    isError: true,
    message: asText(error.message ?? error.detail ?? root.message),
    type: asText(error.type ?? error.status).toLowerCase(),
    code: asText(typeof code === 'number' ? details?.error_code : (code ?? details?.error_code)).toLowerCase(),
    status: typeof code === 'number' ? code : undefined,
    param: asText(error.param),
    requestId: asText(root.request_id) || undefined,
    error,
  };
}

function looksLikeError(root: Record<string, unknown>): boolean {
  const named = root.object === 'error' || root.type === 'error';
  return named || ('message' in root && !('choices' in root)) || typeof root.detail === 'string';
}

function parse(text: string): unknown {
  if (text.length > longestBody) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
