import type { Json } from '../../../model/request/message';
import type { EndpointProblem } from '../chatProtocol';

/** https://platform.openai.com/docs/guides/error-codes */
const types = new Map([
  [401, 'authentication_error'],
  [403, 'permission_error'],
  [429, 'rate_limit_error'],
]);

export function responsesProblem({ status, code, message }: EndpointProblem): Json {
  const type = types.get(status) ?? (status < 500 ? 'invalid_request_error' : 'server_error');
  return { error: { message, type, param: null, code } };
}
