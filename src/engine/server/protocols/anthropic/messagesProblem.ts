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

export function messagesProblem({ status, message }: EndpointProblem): Json {
  const type = types.get(status) ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return { type: 'error', error: { type, message } };
}
