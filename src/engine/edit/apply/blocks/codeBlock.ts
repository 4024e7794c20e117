/** A code block of an answer. */
export interface CodeBlock {
  /** As the answer names it, in lower case; empty where it does not. */
  readonly language: string;
  /** The file that it is for, as the answer names it. */
  readonly path?: string;
  readonly text: string;
  /** False where the answer was cut off inside it. */
  readonly isClosed: boolean;
}
