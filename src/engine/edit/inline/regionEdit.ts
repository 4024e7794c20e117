import type { LineRange } from '../apply/merge/hunks';
import { fileLines, textOf } from '../apply/lines/fileLines';

/** The text with other lines in place of the region. Lines outside keep their ends, new ones have the usual end of the file. */
export function withRegion(text: string, region: LineRange, lines: readonly string[]): string {
  const file = fileLines(text);
  const { length } = file.lines;
  return textOf(file, [{ from: 0, to: region.from }, { lines }, { from: region.to, to: length }]);
}
