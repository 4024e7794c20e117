import type { LineRange } from '../../apply/merge/hunks';

/** A file and the part of it that an edit may change. */
export interface EditSource {
  /** As the user knows it. */
  readonly path: string;
  /** As the editor names the language. */
  readonly languageId: string;
  /** The whole file. */
  readonly text: string;
  /** Whole lines, counted from 0. Without lines where something is to be written between two. */
  readonly region: LineRange;
  /** What is selected, where that is less than the lines of the region. */
  readonly selected?: string;
  readonly indentation: Indentation;
}

/** How the file is indented: by tabs, or by so many spaces. */
export type Indentation = { readonly type: 'tabs' } | { readonly type: 'spaces'; readonly size: number };

/** The selection of an editor; positions are counted from 0. */
export interface SelectedRange {
  readonly startLine: number;
  readonly endLine: number;
  /** UTF-16 units into the last line. */
  readonly endCharacter: number;
}

/** The whole lines of a selection. A last line of which nothing is selected is not meant; a cursor means its line. */
export function regionOf({ startLine, endLine, endCharacter }: SelectedRange, lineCount: number): LineRange {
  const isOnlyTouched = endLine > startLine && endCharacter === 0;
  const from = Math.min(startLine, lineCount);
  return { from, to: Math.max(from, Math.min(isOnlyTouched ? endLine : endLine + 1, lineCount)) };
}
