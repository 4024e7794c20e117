import { readErrorBody } from './classify/errorBody';
import type { WireFault } from './wireFault';

/** Whether a host answered that it has no such path, which hosts say with the same status as that it has no such model. */
export function lacksRoute(fault: WireFault): boolean {
  // LM Studio says it with a success status.
  if (fault.type === 'not-protocol') return /unexpected endpoint/i.test(fault.body);
  if (fault.type !== 'response') return false;
  if (fault.status === 405 || fault.status === 501) return true;
  if (fault.status !== 404) return false;
  const { code, message } = readErrorBody(fault.body);
  return code !== 'model_not_found' && !/\bmodel\b/i.test(message);
}
