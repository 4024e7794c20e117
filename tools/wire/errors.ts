import type { Protocol } from './protocol';

/** What a host refuses a request for. `overloaded` has a status of its own where there is one, `unavailable` is 503. */
export type Refusal =
  'overloaded' | 'server-error' | 'unavailable' | 'rate-limited' | 'quota' | 'unauthorized' | 'model-missing';

export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Spoken {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
}

type Errors<Words> = Readonly<Record<Refusal, Words>>;

/** OpenAI's words, and those of the gateways that have a status of their own. */
const openAi: Errors<Spoken> = {
  overloaded: { status: 529, type: 'overloaded_error', code: null, message: 'Overloaded' },
  'server-error': { status: 500, type: 'server_error', code: null, message: 'The server had an error.' },
  unavailable: {
    status: 503,
    type: 'service_unavailable_error',
    code: 'server_is_overloaded',
    message: 'The engine is currently overloaded.',
  },
  'rate-limited': { status: 429, type: 'requests', code: 'rate_limit_exceeded', message: 'Rate limit reached.' },
  quota: {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota.',
  },
  unauthorized: { status: 401, type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key.' },
  'model-missing': { status: 404, type: 'invalid_request_error', code: 'model_not_found', message: 'No such model.' },
};

/** https://platform.claude.com/docs/en/api/errors */
const anthropic: Errors<Spoken> = {
  overloaded: { status: 529, type: 'overloaded_error', code: null, message: 'Overloaded' },
  'server-error': { status: 500, type: 'api_error', code: null, message: 'Internal server error' },
  unavailable: { status: 503, type: 'api_error', code: null, message: 'Service unavailable' },
  'rate-limited': { status: 429, type: 'rate_limit_error', code: null, message: 'This would exceed your rate limit.' },
  quota: { status: 402, type: 'billing_error', code: null, message: 'Your credit balance is too low.' },
  unauthorized: { status: 401, type: 'authentication_error', code: null, message: 'invalid x-api-key' },
  'model-missing': { status: 404, type: 'not_found_error', code: null, message: 'model: some-model' },
};

/** A status and a text: https://docs.ollama.com/api/errors. The first ones come from a proxy in front of it. */
const ollama: Errors<Pick<Spoken, 'status' | 'message'>> = {
  overloaded: { status: 529, message: 'overloaded' },
  'server-error': { status: 500, message: 'llama runner process has terminated: exit status 2' },
  unavailable: { status: 503, message: 'server busy, please try again.  maximum pending requests exceeded' },
  'rate-limited': { status: 429, message: 'too many requests' },
  quota: { status: 402, message: 'you have reached your usage limit' },
  unauthorized: { status: 401, message: 'unauthorized' },
  'model-missing': { status: 404, message: "model 'some-model' not found" },
};

/** https://ai.google.dev/gemini-api/docs/troubleshooting; its type is the name of its status. */
const google: Errors<Spoken> = {
  overloaded: { status: 529, type: 'UNAVAILABLE', code: null, message: 'The model is overloaded.' },
  'server-error': { status: 500, type: 'INTERNAL', code: null, message: 'An internal error has occurred.' },
  unavailable: { status: 503, type: 'UNAVAILABLE', code: null, message: 'The model is overloaded.' },
  'rate-limited': { status: 429, type: 'RESOURCE_EXHAUSTED', code: null, message: 'Resource has been exhausted.' },
  quota: {
    status: 429,
    type: 'RESOURCE_EXHAUSTED',
    code: null,
    message: 'Quota exceeded, limit: 0, model: some-model',
  },
  unauthorized: { status: 401, type: 'UNAUTHENTICATED', code: null, message: 'API key not valid.' },
  'model-missing': { status: 404, type: 'NOT_FOUND', code: null, message: 'models/some-model is not found.' },
};

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
const bedrock: Errors<Spoken> = {
  overloaded: { status: 529, type: 'ServiceUnavailableException', code: null, message: 'Overloaded' },
  'server-error': { status: 500, type: 'InternalServerException', code: null, message: 'An internal error occurred.' },
  unavailable: { status: 503, type: 'ServiceUnavailableException', code: null, message: 'Unable to process.' },
  'rate-limited': { status: 429, type: 'ThrottlingException', code: null, message: 'Too many requests.' },
  quota: { status: 429, type: 'ThrottlingException', code: null, message: 'Too many tokens per day.' },
  unauthorized: { status: 403, type: 'AccessDeniedException', code: null, message: 'Authentication failed.' },
  'model-missing': { status: 404, type: 'ResourceNotFoundException', code: null, message: 'No such model.' },
};

const tables: Readonly<Record<Protocol, Errors<Spoken | Pick<Spoken, 'status' | 'message'>>>> = {
  anthropic,
  responses: openAi,
  'chat-completions': openAi,
  ollama,
  google,
  bedrock,
};

/** The refusal in the protocol's own bytes; a rate limit says when to come back. */
export function errorResponse(refusal: Refusal, protocol: Protocol, retryAfterSeconds: number): ErrorResponse {
  const spoken = tables[protocol][refusal];
  return {
    status: spoken.status,
    headers: {
      'content-type': 'application/json',
      ...(refusal === 'rate-limited' && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify(bodyOf(spoken, protocol)),
  };
}

function bodyOf(spoken: Spoken | Pick<Spoken, 'message'>, protocol: Protocol): unknown {
  const { message } = spoken;
  if (!('type' in spoken)) return { error: message };
  const { type, code } = spoken;
  if (protocol === 'google') return { error: { code: spoken.status, message, status: type } };
  if (protocol === 'bedrock') return { __type: type, message };
  if (protocol === 'anthropic') return { type: 'error', error: { type, message }, request_id: 'req_1' };
  return { error: { message, type, param: null, code } };
}
