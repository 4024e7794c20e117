import { type CursorContext, lineBefore } from '../api/cursorContext';

/** Kind of a cursor's place, by what a user is likely to do there: type on, or stop and think. */
export type CursorPlace =
  /** Nothing but indentation before the cursor. */
  | 'line-start'
  /** Behind a bracket, a dot or an operator: more text must follow. */
  | 'opened'
  /** Behind a space. */
  | 'space'
  /** In the middle or at the end of a word. */
  | 'word'
  /** Behind a closing bracket or the end of a statement. */
  | 'closed';

export const cursorPlaces: readonly CursorPlace[] = ['line-start', 'opened', 'space', 'word', 'closed'];

export function cursorPlaceOf(cursor: Pick<CursorContext, 'prefix'>): CursorPlace {
  const line = lineBefore(cursor);
  const last = line.at(-1);
  if (last === undefined || line.trim() === '') return 'line-start';
  if (/[\p{L}\p{N}_$]/u.test(last)) return 'word';
  if (/\s/.test(last)) return 'space';
  return /[)\]};"'`>]/.test(last) ? 'closed' : 'opened';
}
