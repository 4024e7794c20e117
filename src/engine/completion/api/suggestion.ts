/** A suggestion at a cursor: `text`, with `\n` as line end, replaces `replaces` characters after the cursor. */
export interface Suggestion {
  readonly text: string;
  /**
   * Characters after the cursor, on its line, that `text` replaces. They are closing brackets and quotes that the
   * editor wrote by itself and that `text` contains too, with the end of a tag or statement after them. Mostly 0.
   */
  readonly replaces: number;
}
