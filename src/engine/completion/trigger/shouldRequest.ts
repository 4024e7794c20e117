import { isSecretPath } from '../../privacy/secretNames';
import { lineBefore, lineBehind } from '../api/cursorContext';
import type { CompletionQuery } from '../api/completionQuery';

/** Longer lines are data or minified code. */
const maxLineChars = 2_000;

/**
 * Whether a suggestion could be of use at this place: not inside a word or before code on the same line, not in a line
 * without end. Who asks explicitly is always answered.
 */
export function shouldRequest({ cursor, explicit }: Pick<CompletionQuery, 'cursor' | 'explicit'>): boolean {
  if (isSecretPath(cursor.path)) return false;
  const before = lineBefore(cursor);
  const behind = lineBehind(cursor);
  if (before.length + behind.length > maxLineChars) return false;
  if (explicit) return true;
  if ([cursor.above, cursor.prefix, cursor.suffix].every((text = '') => text.trim() === '')) return false;
  // Closing brackets, tags and the like may stand behind the cursor: editors write them by themselves.
  return /^(?:[\s)\]}>'"`;,:]|\/>|<\/[\w.:-]*>)*$/.test(behind);
}
