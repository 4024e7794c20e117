import type { CodeParts } from './codeParts';
import type { OutlineLine } from './outline/outline';

/** A block and the file that it is for. */
export interface CodeContext {
  readonly parts: CodeParts;
  readonly block: readonly OutlineLine[];
  readonly file: readonly OutlineLine[];
}
