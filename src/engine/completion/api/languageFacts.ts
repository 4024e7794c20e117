/** A pair that the editor closes by itself when its beginning is typed. */
export interface AutoClosingPair {
  readonly open: string;
  readonly close: string;
  /** Where it does not: `string`, `comment`. */
  readonly notIn: readonly string[];
}

/** What VS Code knows of a language, as far as it matters to a completion. */
export interface LanguageFacts {
  readonly lineComment?: string;
  readonly blockComment?: readonly [open: string, close: string];
  readonly brackets: readonly (readonly [open: string, close: string])[];
  readonly autoClosingPairs: readonly AutoClosingPair[];
}
