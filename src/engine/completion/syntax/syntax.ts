import type { CursorContext } from '../api/cursorContext';

/** What is known of a language beyond indentation. */
export interface Syntax {
  /**
   * Whether a text leaves a construct open that begins on the cursor's line or in the text itself; undefined when that is
   * not known, for a language that is not read or not loaded yet. Never waits.
   */
  leavesOpen(cursor: CursorContext, text: string): boolean | undefined;
}

/** Nothing is known: indentation decides. */
export const noSyntax: Syntax = { leavesOpen: () => undefined };
