import type { CodeContext } from '../codeContext';
import type { Segment } from '../codeParts';
import type { LinePair } from '../alignment/linePairs';
import { blockEnd, isClosing, type OutlineLine } from '../outline/outline';

/** The lines behind a block, here and in the file. */
interface End {
  readonly block: number;
  readonly file: number;
}

/**
 * Where the outermost blocks end, here and in the file, of which the segment has the opening line and, by indentation, all
 * the rest. `unclear` where they end with different lines.
 */
export function closedEnd(
  context: CodeContext,
  segment: Segment,
  pairs: readonly LinePair[],
  isWhole: boolean,
): End | 'unclear' | undefined {
  const { block, file, parts } = context;
  const follows = block.findIndex((line, at) => at >= segment.to && !line.isBlank && !parts.marks.has(at));
  const isFollowed = follows !== -1;
  const markDepth = segment.to < block.length ? (block[segment.to]?.depth ?? 0) : -1;
  let end: End | undefined;
  for (const pair of pairs) {
    const line = block[pair.block];
    if (!line || isClosing(line.plain) || !opens(block, pair.block, segment)) continue;
    // Where the last line is known, only a block without an end of its own may be cut short.
    if (isWhole && !/:\s*(?:#.*)?$/.test(line.plain)) continue;
    const isInside = isFollowed && isStillOpen(context, pair.block, follows);
    const isLeftOpen = !isFollowed && parts.endsWithMark && markDepth > line.depth;
    if (
      isInside ||
      isLeftOpen ||
      (isFollowed && markDepth > line.depth && !closesInSegment(block, pair.block, segment))
    )
      continue;
    const own = Math.min(blockEnd(block, pair.block), segment.to);
    const its = blockEnd(file, pair.file);
    // What a bracket opens and nothing closes goes on.
    if (/[{([]$/.test(line.plain) && !isClosing(block[own - 1]?.plain ?? '')) continue;
    const [lastOwn, lastIts] = [block[own - 1]?.plain ?? '', file[its - 1]?.plain ?? ''];
    if ((isClosing(lastOwn) || isClosing(lastIts)) && lastOwn !== lastIts) return 'unclear';
    if (!end || its > end.file) end = { block: own, file: its };
  }
  return end;
}

/** Whether the line has lines of its own in the segment. */
function opens(block: readonly OutlineLine[], at: number, segment: Segment): boolean {
  for (let index = at + 1; index < segment.to; index += 1) if (block[index]?.opener === at) return true;
  return false;
}

function isStillOpen({ block, parts }: CodeContext, opener: number, at: number): boolean {
  const depth = block[opener]?.depth ?? 0;
  const line = block[at];
  if (!line) return false;
  for (let index = opener + 1; index < at; index += 1) {
    const between = block[index];
    if (!between || between.isBlank || parts.marks.has(index)) continue;
    if (between.depth <= depth && !isContinuing(between, depth)) return false;
  }
  return line.depth > depth || (line.depth === depth && isClosing(line.plain));
}

function isContinuing(line: OutlineLine, depth: number): boolean {
  return (
    line.depth === depth &&
    /^(?:else|elif|catch|finally|except|rescue|ensure|\} (?:else|catch|finally))\b/.test(line.plain)
  );
}

function closesInSegment(block: readonly OutlineLine[], opener: number, segment: Segment): boolean {
  const depth = block[opener]?.depth ?? 0;
  for (let index = opener + 1; index < segment.to; index += 1) {
    const line = block[index];
    if (line && !line.isBlank && line.depth <= depth) return true;
  }
  return false;
}
