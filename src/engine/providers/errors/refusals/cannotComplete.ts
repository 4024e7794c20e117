import { isMissingPath } from './missingPath';
import type { WireFault } from '../wireFault';

/** Whether the host said that it, or this model there, does not complete; it would say so again. */
export function cannotComplete(fault: WireFault): boolean {
  if (isMissingPath(fault)) return true;
  if (fault.type !== 'response' || fault.status < 400 || fault.status >= 500) return false;
  return /chat model|chat\/completions|does not support (?:infill|insert|fim|completion|suffix)/i.test(fault.body);
}
