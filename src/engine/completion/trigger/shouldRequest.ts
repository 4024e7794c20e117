import { isSecretPath } from '../../privacy/secretNames';
import { lineBefore, lineBehind } from '../api/cursorContext';
import type { CompletionQuery } from '../api/completionQuery';

/** Longer lines are data or minified code. */
const longestLine = 2_000;

/**
 * Whether a suggestion could be of use at this place: not inside a word or before code on the same line, not in a line
 * without end. Who asks explicitly is always answered.
 */
export function shouldRequest({ hole, explicit }: Pick<CompletionQuery, 'hole' | 'explicit'>): boolean {
  if (isSecretPath(hole.path)) return false;
  const before = lineBefore(hole);
  const behind = lineBehind(hole);
  if (before.length + behind.length > longestLine) return false;
  if (explicit) return true;
  if ([hole.above, hole.prefix, hole.suffix].every((text = '') => text.trim() === '')) return false;
  // Closing brackets, tags and the like may stand behind the cursor: editors write them by themselves.
  return /^(?:[\s)\]}>'"`;,:]|\/>|<\/[\w.:-]*>)*$/.test(behind);
}
