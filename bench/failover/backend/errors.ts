import type { Fault } from '../faults';

export interface ErrorResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The loud faults, in OpenAI's words and those of the gateways that have a status of their own. */
export const errorResponses: Partial<Record<Fault, ErrorResponse>> = {
  'status-529': error(529, 'overloaded_error', null, 'Overloaded'),
  'status-500': error(500, 'server_error', null, 'The server had an error while processing your request.'),
  'status-503': error(503, 'service_unavailable_error', 'server_is_overloaded', 'The engine is currently overloaded.'),
  'status-429': {
    ...error(429, 'requests', 'rate_limit_exceeded', 'Rate limit reached. Please try again in 30s.'),
    headers: { 'retry-after': '30' },
  },
  'status-429-quota': error(429, 'insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.'),
  'status-401': error(401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.'),
  'status-404': error(404, 'invalid_request_error', 'model_not_found', 'The model does not exist.'),
};

function error(status: number, type: string, code: string | null, message: string): ErrorResponse {
  return { status, body: { error: { message, type, param: null, code } } };
}
