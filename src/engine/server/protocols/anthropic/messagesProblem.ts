import type { Json } from '../../../model/request/message';
import type { EndpointProblem } from '../chatProtocol';

/** https://platform.claude.com/docs/en/api/errors */
const types = new Map([
  [401, 'authentication_error'],
  [402, 'billing_error'],
  [403, 'permission_error'],
  [404, 'not_found_error'],
  [413, 'request_too_large'],
  [429, 'rate_limit_error'],
  [503, 'overloaded_error'],
  [504, 'timeout_error'],
  [529, 'overloaded_error'],
]);

/** The vendor's own code, by which its SDK sends the whole conversation from there on. */
export const noThreads = 'thread_unsupported_request';

export function messagesProblem({ status, code, message }: EndpointProblem): Json {
  const type = types.get(status) ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  const error = { type, message };
  return { type: 'error', error: code === noThreads ? { ...error, details: { error_code: code } } : error };
}
