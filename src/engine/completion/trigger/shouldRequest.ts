import { isSecretPath } from '../../privacy/secretNames';
import { lineBefore, lineBehind } from '../api/cursorContext';
import type { CompletionQuery } from '../api/completionQuery';

/** Longer lines are data or minified code. */
const maxLineChars = 2_000;

/**
 * Whether a suggestion can be useful at this cursor: not inside a word, not before code on the same line, not in a line
 * of data. An explicit question is always answered, except in data and secret files.
 */
export function shouldRequest({ cursor, explicit }: Pick<CompletionQuery, 'cursor' | 'explicit'>): boolean {
  if (isSecretPath(cursor.path)) return false;
  const before = lineBefore(cursor);
  const behind = lineBehind(cursor);
  if (before.length + behind.length > maxLineChars) return false;
  if (explicit) return true;
  if ([cursor.above, cursor.prefix, cursor.suffix].every((text = '') => text.trim() === '')) return false;
  // Editors write closing brackets and tags after the cursor by themselves.
  return /^(?:[\s)\]}>'"`;,:]|\/>|<\/[\w.:-]*>)*$/.test(behind);
}
