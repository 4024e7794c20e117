/** What is offered at a hole: `text`, with `\n` as line end, takes the place of what stands right behind the cursor. */
export interface Suggestion {
  readonly text: string;
  /**
   * Characters behind the cursor, on its line, that `text` takes the place of: closing brackets and quotes that the editor
   * wrote by itself and that `text` writes too, with the end of a tag or statement behind them. Mostly 0.
   */
  readonly replaces: number;
}
