import { asRecord } from '../../model/text/jsonValue';
import type { Failure } from '../../model/failure/failure';
import type { FaultContext } from '../errors/failureFrom';
import { googleFinishes, googleRule } from '../errors/vendors/google';
import { classify, type VendorRules } from '../errors/rules';
import type { WireFault } from '../errors/wireFault';

export const googleRules: VendorRules = {
  rule: (body, status, retryAfter) => (status === 402 ? 'quota' : googleRule(body, retryAfter)),
  finishes: new Map(Object.entries(googleFinishes)),
};

export function classifyGoogle(fault: WireFault, context: FaultContext): Failure {
  return classify(fault, context, googleRules);
}

/** The SDK writes an error event of the stream into the message of what it throws, behind words of its own. */
export function errorEventOf(error: unknown): string | undefined {
  const message = asRecord(error)?.message;
  if (!(error instanceof Error) || error.name !== 'ApiError' || typeof message !== 'string') return undefined;
  const start = message.indexOf('{');
  return start === -1 ? JSON.stringify({ error: { message } }) : message.slice(start);
}
