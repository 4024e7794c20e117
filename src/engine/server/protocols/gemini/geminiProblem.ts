import type { Json } from '../../../model/request/message';
import type { EndpointProblem } from '../chatProtocol';

/** https://cloud.google.com/apis/design/errors#handling_errors */
const names = new Map([
  [401, 'UNAUTHENTICATED'],
  [403, 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND'],
  [429, 'RESOURCE_EXHAUSTED'],
  [503, 'UNAVAILABLE'],
  [504, 'DEADLINE_EXCEEDED'],
]);

export function geminiProblem({ status, message, retryAfterSeconds }: EndpointProblem): Json {
  const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterSeconds ?? 0}s` };
  return {
    error: {
      code: status,
      message,
      status: names.get(status) ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL'),
      ...(retryAfterSeconds === undefined ? {} : { details: [retry] }),
    },
  };
}
