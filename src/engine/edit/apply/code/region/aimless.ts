import type { CodeContext } from '../codeContext';
import { isClosing, type OutlineLine } from '../outline/outline';
import type { Region } from './regions';
import { textLines } from '../outline/textLines';

/**
 * Whether a segment between two marks shows lines as they are, and may be there because lines between them are to go: it
 * opens and closes nothing, or its first or last lines stand in the file once more, beyond lines that it would take away.
 */
export function isAimless({ parts, block, file }: CodeContext, regions: readonly Region[], index: number): boolean {
  const region = regions[index];
  if (!region) return false;
  const { segment, from, to } = region;
  if (!parts.marks.has(segment.from - 1) || !parts.marks.has(segment.to)) return false;
  const own = textLines(block, segment.from, segment.to);
  const its = textLines(file, from, to);
  if (own.length !== its.length || own.some(({ plain }, at) => plain !== its[at]?.plain)) return false;
  if (!own.some(({ plain, declaration }) => declaration !== undefined || isClosing(plain) || /[{([:]$/.test(plain)))
    return true;
  const above = textLines(file, regions[index - 1]?.to ?? 0, from);
  const below = textLines(file, to, regions[index + 1]?.from ?? file.length);
  return mayBeginEarlier(own, above) || mayBeginEarlier([...own].reverse(), [...below].reverse());
}

/** Whether some of the first lines, but not all, stand in a row in the lines before. */
function mayBeginEarlier(own: readonly OutlineLine[], before: readonly OutlineLine[]): boolean {
  const first = own[0];
  return own.length > 1 && first !== undefined && before.some((line) => isSameLine(line, first));
}

function isSameLine(a: OutlineLine, b: OutlineLine): boolean {
  return a.plain === b.plain && a.depth === b.depth;
}
