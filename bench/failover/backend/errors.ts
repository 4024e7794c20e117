import type { Fault } from '../scenario/faults';
import type { Protocol } from '../scenario/protocol';

export interface ErrorResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Spoken {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
}

/** The loud faults in OpenAI's words and those of the gateways that have a status of their own. */
const openAi: Partial<Record<Fault, Spoken>> = {
  'status-529': { status: 529, type: 'overloaded_error', code: null, message: 'Overloaded' },
  'status-500': { status: 500, type: 'server_error', code: null, message: 'The server had an error.' },
  'status-503': {
    status: 503,
    type: 'service_unavailable_error',
    code: 'server_is_overloaded',
    message: 'The engine is currently overloaded.',
  },
  'status-429': { status: 429, type: 'requests', code: 'rate_limit_exceeded', message: 'Please try again in 30s.' },
  quota: {
    status: 429,
    type: 'insufficient_quota',
    code: 'insufficient_quota',
    message: 'You exceeded your current quota.',
  },
  'status-401': { status: 401, type: 'invalid_request_error', code: 'invalid_api_key', message: 'Incorrect API key.' },
  'status-404': { status: 404, type: 'invalid_request_error', code: 'model_not_found', message: 'No such model.' },
};

/** https://platform.claude.com/docs/en/api/errors */
const anthropic: Partial<Record<Fault, Spoken>> = {
  'status-529': { status: 529, type: 'overloaded_error', code: null, message: 'Overloaded' },
  'status-500': { status: 500, type: 'api_error', code: null, message: 'Internal server error' },
  'status-503': { status: 503, type: 'api_error', code: null, message: 'Service unavailable' },
  'status-429': { status: 429, type: 'rate_limit_error', code: null, message: 'This would exceed your rate limit.' },
  quota: { status: 402, type: 'billing_error', code: null, message: 'Your credit balance is too low.' },
  'status-401': { status: 401, type: 'authentication_error', code: null, message: 'invalid x-api-key' },
  'status-404': { status: 404, type: 'not_found_error', code: null, message: 'model: bench' },
};

/** A status and a text: https://docs.ollama.com/api/errors. The first ones come from a proxy in front of it. */
const ollama: Partial<Record<Fault, Pick<Spoken, 'status' | 'message'>>> = {
  'status-529': { status: 529, message: 'overloaded' },
  'status-500': { status: 500, message: 'llama runner process has terminated: exit status 2' },
  'status-503': { status: 503, message: 'server busy, please try again.  maximum pending requests exceeded' },
  'status-429': { status: 429, message: 'too many requests' },
  quota: { status: 402, message: 'you have reached your usage limit' },
  'status-401': { status: 401, message: 'unauthorized' },
  'status-404': { status: 404, message: "model 'bench' not found" },
};

/** https://ai.google.dev/gemini-api/docs/troubleshooting; its type is the name of its status. */
const google: Partial<Record<Fault, Spoken>> = {
  'status-529': { status: 529, type: 'UNAVAILABLE', code: null, message: 'The model is overloaded.' },
  'status-500': { status: 500, type: 'INTERNAL', code: null, message: 'An internal error has occurred.' },
  'status-503': { status: 503, type: 'UNAVAILABLE', code: null, message: 'The model is overloaded.' },
  'status-429': { status: 429, type: 'RESOURCE_EXHAUSTED', code: null, message: 'Please retry in 30s.' },
  quota: { status: 429, type: 'RESOURCE_EXHAUSTED', code: null, message: 'Quota exceeded, limit: 0, model: bench' },
  'status-401': { status: 401, type: 'UNAUTHENTICATED', code: null, message: 'API key not valid.' },
  'status-404': { status: 404, type: 'NOT_FOUND', code: null, message: 'models/bench is not found.' },
};

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
const bedrock: Partial<Record<Fault, Spoken>> = {
  'status-529': { status: 529, type: 'ServiceUnavailableException', code: null, message: 'Overloaded' },
  'status-500': { status: 500, type: 'InternalServerException', code: null, message: 'An internal error occurred.' },
  'status-503': { status: 503, type: 'ServiceUnavailableException', code: null, message: 'Unable to process.' },
  'status-429': { status: 429, type: 'ThrottlingException', code: null, message: 'Too many requests.' },
  quota: { status: 429, type: 'ThrottlingException', code: null, message: 'Too many tokens per day.' },
  'status-401': { status: 403, type: 'AccessDeniedException', code: null, message: 'Authentication failed.' },
  'status-404': { status: 404, type: 'ResourceNotFoundException', code: null, message: 'No such model.' },
};

const tables: Partial<Record<Protocol, Partial<Record<Fault, Spoken | Pick<Spoken, 'status' | 'message'>>>>> = {
  anthropic,
  ollama,
  google,
  bedrock,
};

export function errorResponseOf(fault: Fault, protocol: Protocol): ErrorResponse | undefined {
  if (fault === 'status-502') return { status: 502, headers: { 'content-type': 'text/html' }, body: badGateway };
  const spoken = (tables[protocol] ?? openAi)[fault];
  if (!spoken) return undefined;
  return {
    status: spoken.status,
    headers: { 'content-type': 'application/json', ...(fault === 'status-429' ? { 'retry-after': '30' } : {}) },
    body: JSON.stringify(bodyOf(spoken, protocol)),
  };
}

const badGateway = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

function bodyOf(spoken: Spoken | Pick<Spoken, 'message'>, protocol: Protocol): unknown {
  const { message } = spoken;
  if (!('type' in spoken)) return { error: message };
  const { type, code } = spoken;
  if (protocol === 'google') return { error: { code: spoken.status, message, status: type } };
  if (protocol === 'bedrock') return { __type: type, message };
  if (protocol === 'anthropic') return { type: 'error', error: { type, message }, request_id: 'req_bench' };
  return { error: { message, type, param: null, code } };
}
