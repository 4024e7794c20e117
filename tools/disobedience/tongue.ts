/** What models say around an answer, and answers themselves, in one language. */
export interface Tongue {
  readonly name: string;
  /** Of an answer; nothing of one is in another. */
  readonly sentences: readonly string[];
  /** The same matter in other words. */
  readonly otherWords: readonly string[];
  /** Before a continuation; each may stand on its own line or on that of the last words. */
  readonly remarks: readonly string[];
  readonly remarksAfter: readonly string[];
  readonly refusals: readonly string[];
  readonly questions: readonly string[];
  /** Between two sentences. */
  readonly space: string;
}
