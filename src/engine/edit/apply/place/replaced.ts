import { reindentBy } from '../lines/indentation';
import { hunksOfLines } from '../merge/hunks';
import type { Looseness } from './findLines';

/**
 * The lines that stand in the place of found ones. What the replacement leaves as it was stays as the file has it, and new
 * lines get the file's indentation. Undefined where that is not clear.
 */
export function replacedLines(
  search: readonly string[],
  replace: readonly string[],
  found: readonly string[],
  looseness: Looseness,
): readonly string[] | undefined {
  if (looseness === 'exact') return replace;
  const reindent = reindentBy(search.map((line, index) => [line, found[index] ?? ''] as const));
  const out: string[] = [];
  let at = 0;
  for (const { before, after } of hunksOfLines(withoutLineEnds(search), withoutLineEnds(replace))) {
    out.push(...found.slice(at, before.from));
    for (const line of replace.slice(after.from, after.to)) {
      const moved = looseness === 'line-end' ? line : line.trim() === '' ? '' : reindent?.(line);
      if (moved === undefined) return undefined;
      out.push(moved);
    }
    at = before.to;
  }
  return [...out, ...found.slice(at)];
}

function withoutLineEnds(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trimEnd());
}
