import { bracketBalanceOf } from '../syntax/bracketBalance';
import { type CursorContext, lineBehind } from '../api/cursorContext';
import { scan } from '../syntax/lexer';
import type { Suggestion } from '../api/suggestion';

/**
 * Fits a suggestion to closing brackets that the editor has added after the cursor since the suggestion was written.
 * The suggestion replaces the brackets on the cursor's line and ends before brackets on a line below. Undefined where
 * nothing is left.
 */
export function withAutoClosed(
  suggestion: Suggestion,
  autoClosed: number,
  cursor: CursorContext,
): Suggestion | undefined {
  if (autoClosed === 0) return suggestion;
  const ends = [...lineBehind(cursor).matchAll(/[)\]}"'`]/g)].slice(0, autoClosed).map(({ index }) => index + 1);
  const closers = scan(suggestion.text, cursor.languageId, bracketBalanceOf(cursor).open).closers;
  const below = autoClosed > ends.length ? closers[ends.length] : undefined;
  const text = below ? suggestion.text.slice(0, below.at).trimEnd() : suggestion.text;
  const replaces = ends[Math.min(ends.length, closers.length) - 1] ?? 0;
  return text.trim() === '' ? undefined : { text, replaces: Math.max(suggestion.replaces, replaces) };
}
