import type { FileLines, Piece } from '../lines/fileLines';
import { hunksOfLines } from '../merge/hunks';

/** Lines of the file that others take the place of. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** A line that stays within an edit, and one that takes the place of another, keep the line end of the file. */
export function piecesOf(file: FileLines, edits: readonly LineEdit[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, lines } of inOrder(edits)) {
    for (const { before, after } of hunksOfLines(file.lines.slice(from, to), lines)) {
      const [start, end] = [from + before.from, from + before.to];
      pieces.push(
        { from: at, to: start },
        { lines: lines.slice(after.from, after.to), ends: file.ends.slice(start, end) },
      );
      at = end;
    }
  }
  return [...pieces, { from: at, to: file.lines.length }];
}

function inOrder(edits: readonly LineEdit[]): readonly LineEdit[] {
  return [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Whether a range shares a line with an edit, or is where one adds lines. */
export function touches(edits: readonly LineEdit[], from: number, to: number): boolean {
  return edits.some(
    (edit) => (edit.from < to && from < edit.to) || (edit.from === edit.to && edit.from > from && edit.from < to),
  );
}
