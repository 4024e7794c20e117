import { type ErrorResponse, errorResponse, type Refusal } from '../../../tools/wire/errors';
import type { Protocol } from '../../../tools/wire/protocol';
import type { Fault } from '../scenario/faults';

/** The loud faults. */
const refusals: Readonly<Partial<Record<Fault, Refusal>>> = {
  'status-529': 'overloaded',
  'status-500': 'server-error',
  'status-503': 'unavailable',
  'status-429': 'rate-limited',
  quota: 'quota',
  'status-401': 'unauthorized',
  'status-404': 'model-missing',
};

const retryAfterSeconds = 30;

export function errorResponseOf(fault: Fault, protocol: Protocol): ErrorResponse | undefined {
  if (fault === 'status-502') return { status: 502, headers: { 'content-type': 'text/html' }, body: badGateway };
  const refusal = refusals[fault];
  return refusal && errorResponse(refusal, protocol, retryAfterSeconds);
}

const badGateway = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
