import { fileLines } from '../lines/fileLines';
import { lineMatches } from './lineMatches';

/** Lines from `from` up to but without `to`, counted from 0. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/** Lines that were replaced by others. One of the ranges may be empty. */
export interface Hunk {
  readonly before: LineRange;
  readonly after: LineRange;
}

/** What differs between two texts, by lines and without their ends, in order. */
export function hunksOf(before: string, after: string): readonly Hunk[] {
  return hunksOfLines(fileLines(before).lines, fileLines(after).lines);
}

export function hunksOfLines(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let [a, b] = [0, 0];
  for (const [at, bt] of [...lineMatches(before, after), [before.length, after.length] as const]) {
    if (at > a || bt > b) hunks.push({ before: { from: a, to: at }, after: { from: b, to: bt } });
    a = at + 1;
    b = bt + 1;
  }
  return hunks;
}
