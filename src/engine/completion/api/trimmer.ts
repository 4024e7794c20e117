import type { CursorContext } from './cursorContext';
import type { Suggestion } from './suggestion';

/** How much is suggested at once. */
export type Multiline = 'auto' | 'always' | 'never';

export interface RawCompletion {
  readonly text: string;
  /** The model ended by itself. Otherwise the last line may be cut in the middle. */
  readonly whole: boolean;
}

/** Turns what a model writes into what is shown. All methods are pure. */
export interface Trimmer {
  /** All useful text for the cursor, perhaps several lines. Empty where the model wrote nothing useful. */
  cleanUp(raw: RawCompletion, cursor: CursorContext): string;
  /** The part of a clean text that is shown at once; undefined where no part is useful. */
  present(text: string, cursor: CursorContext, multiline: Multiline): Suggestion | undefined;
  /** For a stream: what `present` shows can no longer change. */
  isSettled(raw: string, cursor: CursorContext, multiline: Multiline): boolean;
  /** For a stream: text that follows would be cut off. */
  hasEnded(raw: string, cursor: CursorContext): boolean;
}
