import { asRecord } from '../../model/text/jsonValue';
/** What an error body or error event says, whichever vendor's shape it has. */
export interface ErrorBody {
  /** The body was JSON with something that reads as an error. */
  readonly isError: boolean;
  readonly message: string;
  /** `type`, `status` or similar, lower case; empty where absent. */
  readonly type: string;
  /** String code, lower case; empty where absent. */
  readonly code: string;
  /** A code that is the number of an error status is one, as with OpenRouter, Gemini, vLLM and llama.cpp. */
  readonly status?: number;
  readonly param: string;
  readonly requestId?: string;
  /** The whole error object, for rules of one vendor. */
  readonly error: Record<string, unknown>;
  /** All of the body, as JSON; undefined where it is none. */
  readonly root?: unknown;
}

const none: ErrorBody = { isError: false, message: '', type: '', code: '', param: '', error: {} };

/** Longest body that is parsed; no vendor's error is near it. */
const maxBodyChars = 256 * 1024;

/** Never throws: a text that is not an error in JSON is read as an empty error with the text as its message. */
export function readErrorBody(text: string): ErrorBody {
  const value = parse(text);
  return { ...read(text, value), root: value };
}

function read(text: string, value: unknown): ErrorBody {
  const root = Array.isArray(value) ? asRecord(value[0]) : asRecord(value);
  if (!root) return { ...none, message: text.slice(0, 2_000) };
  const inner = root.error ?? asRecord(root.response)?.error;
  if (typeof inner === 'string') {
    return { ...none, isError: true, message: inner, status: statusOf(root.status), error: root };
  }
  const [named, amazon] = amazonEvent(root) ?? [];
  const error = asRecord(inner) ?? amazon ?? (looksLikeError(root) ? root : undefined);
  if (!error) return { ...none, error: root };
  return {
    isError: true,
    message: messageOf(error, root),
    type: typeOf(error.type ?? error.__type ?? error.status ?? named),
    code: codeOf(error).toLowerCase(),
    status: statusOf(error.code) ?? statusOf(error.status) ?? statusOf(error.originalStatusCode),
    param: asText(error.param),
    requestId: asText(root.request_id) || undefined,
    error,
  };
}

function looksLikeError(root: Record<string, unknown>): boolean {
  const named = root.object === 'error' || root.type === 'error';
  const isDetailed = typeof root.detail === 'string' || Array.isArray(root.detail);
  return named || isDetailed || ('message' in root && !('choices' in root));
}

/** Bedrock names an event of its stream after what it is: `{"throttlingException":{"message":"…"}}`. */
function amazonEvent(root: Record<string, unknown>): [name: string, error: Record<string, unknown>] | undefined {
  const [name, ...others] = Object.keys(root);
  const error = name?.endsWith('Exception') === true && others.length === 0 ? asRecord(root[name]) : undefined;
  return name !== undefined && error ? [name, error] : undefined;
}

/**
 * Includes the message of the host that a router called. OpenRouter keeps it apart from its own "Provider returned
 * error".
 */
function messageOf(error: Record<string, unknown>, root: Record<string, unknown>): string {
  const own = wordsOf(error.message ?? error.detail ?? root.message);
  const raw = asRecord(error.metadata)?.raw;
  const upstream = typeof raw === 'string' ? readErrorBody(raw).message : '';
  return [own, upstream].filter((words) => words !== '').join(': ');
}

/** FastAPI and Mistral tell each wrong field by place and fault, and repeat the user's input, which is left out. */
function wordsOf(message: unknown): string {
  if (typeof message === 'string') return message;
  const list = Array.isArray(message) ? (message as readonly unknown[]) : asRecord(message)?.detail;
  if (!Array.isArray(list)) return '';
  const faults = (list as readonly unknown[]).slice(0, 5).map((each) => {
    const { loc, msg } = asRecord(each) ?? {};
    const place = Array.isArray(loc) ? (loc as readonly unknown[]).filter((step) => typeof step === 'string') : [];
    return [...place, asText(msg)].join(' ').trim();
  });
  return faults.filter((fault) => fault !== '').join('; ');
}

function codeOf(error: Record<string, unknown>): string {
  const { code, details } = error;
  const reasons = Array.isArray(details) ? (details as readonly unknown[]).map((each) => asRecord(each)?.reason) : [];
  const candidates = [
    statusOf(code) === undefined ? wordOf(code) : undefined,
    asRecord(error.innererror)?.code,
    asRecord(details)?.error_code,
    ...reasons,
    asRecord(error.metadata)?.error_type,
  ];
  return asText(candidates.find((each) => asText(each) !== ''));
}

/** Codes that are numbers and no status, as Mistral's. */
function wordOf(code: unknown): unknown {
  return typeof code === 'number' ? String(code) : code;
}

/** AWS puts the name of the service before it, or an address after it. */
export function typeOf(value: unknown): string {
  const [name = ''] = asText(value).replace(/^.*#/, '').split(':', 1);
  return name.toLowerCase();
}

/** OpenRouter and Azure write it as text at times. */
function statusOf(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : undefined;
}

function parse(text: string): unknown {
  if (text.length > maxBodyChars) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A page for a browser. */
export function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|\?xml|center|pre|h1|title)/i.test(text.slice(0, 200));
}
