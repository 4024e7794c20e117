import type { Json } from '../../../model/request/message';
import type { EndpointProblem } from '../chatProtocol';

export function openAiProblem({ status, code, message }: EndpointProblem): Json {
  const type =
    status === 401
      ? 'authentication_error'
      : status === 403
        ? 'permission_error'
        : status === 429
          ? 'rate_limit_error'
          : status >= 500
            ? 'server_error'
            : 'invalid_request_error';
  return { error: { message, type, param: null, code } };
}
