import { elisionOf, hasElisionInside } from '../elision/elisionMark';

/** Lines of a block in a row, without a mark between them. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

export interface CodeParts {
  /** The lines of the block, marks included. */
  readonly lines: readonly string[];
  readonly marks: ReadonlySet<number>;
  readonly segments: readonly Segment[];
  readonly beginsWithMark: boolean;
  readonly endsWithMark: boolean;
}

/** A block parted at its marks; undefined where a mark stands in code, or might be code. */
export function codeParts(block: readonly string[], source: readonly string[]): CodeParts | undefined {
  const known = new Set(source.map((line) => line.trim()));
  const lines = trimmed(block.flatMap((line) => (known.has(line.trim()) ? [line] : unfolded(line))));
  const marks = new Set<number>();
  for (const [index, line] of lines.entries()) {
    const certainty = elisionOf(line);
    const isKnown = known.has(line.trim());
    if (certainty === 'none') {
      if (!isKnown && hasElisionInside(line)) return undefined;
      continue;
    }
    if (isKnown) {
      if (!isAsInSource(lines, index, source)) return undefined;
    } else marks.add(index);
  }
  const segments: Segment[] = [];
  let from = 0;
  for (const end of [...marks, lines.length]) {
    if (lines.slice(from, end).some((line) => line.trim() !== '')) segments.push({ from, to: end });
    // Blank lines alone between two marks may be all that is left of some lines.
    else if (from > 0 && end > from && end < lines.length) return undefined;
    from = end + 1;
  }
  return { lines, marks, segments, beginsWithMark: marks.has(0), endsWithMark: marks.has(lines.length - 1) };
}

function trimmed(lines: readonly string[]): readonly string[] {
  const isText = (line: string): boolean => line.trim() !== '';
  return lines.slice(Math.max(lines.findIndex(isText), 0), lines.findLastIndex(isText) + 1);
}

/** `f() { ... }` as three lines. */
function unfolded(line: string): readonly string[] {
  // Most lines have no dots, and the rest of the pattern takes long.
  if (!/\.{3}|…/.test(line)) return [line];
  const match = /^(\s*)(.*\S.*\{)\s*(?:\.{3}|…|\/\*\s*(?:\.{3}|…)[^*]*\*\/)\s*(\}[;,)]*)\s*$/.exec(line);
  const [, indent = '', head, tail] = match ?? [];
  return head === undefined || tail === undefined
    ? [line]
    : [`${indent}${head}`, `${indent}  // ...`, `${indent}${tail}`];
}

/** Whether the line that looks like a mark stands beside the same line as in the file: then it is that line. */
function isAsInSource(lines: readonly string[], index: number, source: readonly string[]): boolean {
  const around = (all: readonly string[], at: number): readonly (string | undefined)[] => [
    all
      .slice(Math.max(0, at - 4), at)
      .findLast((line) => line.trim() !== '')
      ?.trim(),
    all
      .slice(at + 1, at + 5)
      .find((line) => line.trim() !== '')
      ?.trim(),
  ];
  const [before, behind] = around(lines, index);
  return source.some((line, at) => {
    if (line.trim() !== lines[index]?.trim()) return false;
    const [x, y] = around(source, at);
    return x === before && y === behind;
  });
}
