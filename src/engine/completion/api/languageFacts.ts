/** A pair that the editor closes by itself when the user types its beginning. */
export interface AutoClosingPair {
  readonly open: string;
  readonly close: string;
  /** Where the editor does not close it: `string`, `comment`. */
  readonly notIn: readonly string[];
}

/** What VS Code knows of a language, as far as completions need it. */
export interface LanguageFacts {
  readonly lineComment?: string;
  readonly blockComment?: readonly [open: string, close: string];
  readonly brackets: readonly (readonly [open: string, close: string])[];
  readonly autoClosingPairs: readonly AutoClosingPair[];
}
