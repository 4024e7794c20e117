import { type Hole, lineBefore, lineBehind } from './hole';

/** How much to suggest: the rest of the line, or a block of lines. */
export type Shape = 'line' | 'block';

/** Lines of a block at most. */
const longestBlock = 16;

/** A block where a block begins or a line is still empty; the rest of the line elsewhere. */
export function shapeOf(hole: Hole): Shape {
  if (isInsidePair(hole)) return 'block';
  if (lineBehind(hole).trim() !== '') return 'line';
  const before = lineBefore(hole).trimEnd();
  return before.trim() === '' || /(?:[{([:]|=>|\bdo|\bthen|->)$/.test(before) ? 'block' : 'line';
}

/** Between braces that the editor closed by itself: `{|}`, perhaps with more closing behind it. */
export function isInsidePair(hole: Hole): boolean {
  return /\{\s*$/.test(lineBefore(hole)) && /^\s*\}[\s)\]};,]*$/.test(lineBehind(hole));
}

/**
 * Where the suggestion ends by nature: behind its first line, or where its block closes. Undefined while more may
 * belong to it. What lies behind the end is not worth waiting for.
 */
export function naturalEnd(text: string, hole: Hole, shape: Shape): number | undefined {
  const lines = text.split('\n');
  if (shape === 'line') return endOfFirstLine(lines);
  const base = indentOf(lineBefore(hole));
  const opensBlock = lineBefore(hole).trim() !== '';
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const isWhole = index < lines.length - 1;
    if (index >= longestBlock) return length - 1;
    if (isWhole && index > 0 && line.trim() !== '') {
      const indent = indentOf(line);
      const closes = /^\s*(?:[)\]}]|end\b)/.test(line);
      if (indent < base) return length - 1;
      if (opensBlock && indent === base) return closes ? length + line.length : length - 1;
      if (!opensBlock && indent === base && closes) return length + line.length;
    }
    if (isWhole && index > 1 && line.trim() === '' && lines[index - 1]?.trim() === '') return length - 1;
    length += line.length + 1;
  }
  return undefined;
}

/** A line break right at the beginning is not the line's end. */
function endOfFirstLine(lines: readonly string[]): number | undefined {
  const first = lines[0] ?? '';
  if (first.trim() !== '') return lines.length > 1 ? first.length : undefined;
  return lines.length > 2 ? first.length + 1 + (lines[1]?.length ?? 0) : undefined;
}

/** Columns; a tab counts as four, which is enough to tell deeper from shallower. */
function indentOf(line: string): number {
  return (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;
}
