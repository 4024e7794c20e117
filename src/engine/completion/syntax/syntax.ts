import type { CursorContext } from '../api/cursorContext';

/** Knowledge of a language beyond indentation. */
export interface Syntax {
  /**
   * Whether a text leaves a construct open that begins on the cursor's line or in the text. Undefined in a language
   * that is not supported or not loaded yet. Never waits.
   */
  leavesOpen(cursor: CursorContext, text: string): boolean | undefined;
}

/** Knows no language: indentation decides. */
export const noSyntax: Syntax = { leavesOpen: () => undefined };
