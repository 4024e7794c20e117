import { readErrorBody } from '../errorBody';
import { isWrongAddress } from './wrongAddress';
import type { WireFault } from '../wireFault';

/** Whether a host answered that it has no such path, which hosts say with the same status as that it has no such model. */
export function isMissingPath(fault: WireFault): boolean {
  if (fault.type !== 'response' && fault.type !== 'not-protocol') return false;
  if (fault.status === 501) return true;
  const body = readErrorBody(fault.body);
  if (isWrongAddress(fault.type === 'response' ? fault.status : 200, fault.body, body)) return true;
  // Unknown words may mean either; asking the host's other path costs one question.
  return fault.status === 404 && body.code !== 'model_not_found' && !/\bmodel\b/i.test(body.message);
}
