import { bracketBalanceOf } from '../syntax/bracketBalance';
import { type CursorContext, lineBehind } from '../api/cursorContext';
import { scan } from '../syntax/lexer';
import type { Suggestion } from '../api/suggestion';

/**
 * A suggestion that was written before the editor wrote closing brackets behind the cursor, which it has too: those on the
 * cursor's line it takes the place of, and it ends before it would write those on a line below again. Undefined when
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
