import type { CursorContext } from './cursorContext';
import type { Suggestion } from './suggestion';

/** How much is suggested at once. */
export type Multiline = 'auto' | 'always' | 'never';

export interface RawCompletion {
  readonly text: string;
  /** The model had ended by itself; otherwise its last line may be cut in the middle. */
  readonly whole: boolean;
}

/** From what a model writes to what is shown. All of it pure. */
export interface Trimmer {
  /** Everything sensible that was written for the hole, some lines perhaps; empty when nothing is. */
  cleanUp(raw: RawCompletion, cursor: CursorContext): string;
  /** The part of a cleaned text that is shown at once; undefined when nothing of it is worth showing here. */
  present(text: string, cursor: CursorContext, multiline: Multiline): Suggestion | undefined;
  /** While it streams: what `present` would show can no longer change. */
  isSettled(raw: string, cursor: CursorContext, multiline: Multiline): boolean;
  /** While it streams: nothing that follows would be kept. */
  hasEnded(raw: string, cursor: CursorContext): boolean;
}
