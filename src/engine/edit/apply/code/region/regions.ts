import type { Alignment } from '../alignment/alignment';
import { closedEnd } from './closedEnd';
import { withClosestEdges } from './closestEdges';
import type { CodeContext } from '../codeContext';
import type { Segment } from '../codeParts';
import type { LinePair } from '../alignment/linePairs';
import { isClosing, isComment, type OutlineLine } from '../outline/outline';
import { isAddition, isBlock, isLeftOpen, isNewBeside, isNewComment, isOtherForm, lookedAt } from './newLines';
import { hasText, textIndexes, textLines } from '../outline/textLines';

/** Lines of the file in the place of which a segment's lines come. */
export interface Region {
  readonly segment: Segment;
  readonly pairs: readonly LinePair[];
  readonly from: number;
  readonly to: number;
}

/** From here on a line that says nothing is known to close the same block. */
const sameBlockWeight = 1.4;

/** What the lines that hold a block in its place must weigh. */
const leastHold = 2;

/**
 * The region of each segment in an alignment; undefined where a border is not clear. A border is clear where the first
 * and the last line of the segment are lines of the file, or where new lines there can only be additions.
 */
export function regionsOf(context: CodeContext, alignment: Alignment): readonly Region[] | undefined {
  const { parts, file } = context;
  const regions: Region[] = [];
  let after = 0;
  for (const [index, segment] of parts.segments.entries()) {
    const matched = alignment.filter(({ block }) => block >= segment.from && block < segment.to);
    const pairs = withClosestEdges(context, segment, matched);
    if (!pairs) return undefined;
    const next = alignment.find(({ block }) => block >= segment.to)?.file ?? file.length;
    const isLast = index === parts.segments.length - 1;
    const region =
      pairs.length > 0
        ? matchedRegion(context, segment, pairs, { after, next, isLast })
        : newRegion(context, segment, { after, next, isFirst: index === 0, isLast });
    if (!region || region.from < after || region.to > next) return undefined;
    regions.push(region);
    after = region.to;
  }
  return fitsEnds(context, regions[0]?.from ?? 0, after) ? regions : undefined;
}

/**
 * Whether a block with marks has one at each end where the file goes on. Without it is a part of the file only where it is
 * one block of code from its opening to its closing line, or indented.
 */
function fitsEnds({ parts, block, file }: CodeContext, from: number, to: number): boolean {
  if (parts.marks.size === 0) return true;
  const isOpenAbove = !parts.beginsWithMark && hasText(file, 0, from);
  const isOpenBelow = !parts.endsWithMark && hasText(file, to, file.length);
  if (!isOpenAbove && !isOpenBelow) return true;
  if (isOpenBelow && parts.beginsWithMark) return false;
  const text = block.filter(({ isBlank }, index) => !isBlank && !parts.marks.has(index));
  const depth = Math.min(...text.map((line) => line.depth));
  const heads = text.filter((line) => line.depth === depth && !isClosing(line.plain) && !isComment(line.plain));
  if (heads.length > 1) return depth > 0 && text[0]?.depth === depth && text.at(-1)?.depth === depth;
  const [head, last] = [heads[0], text.at(-1)];
  if (head?.declaration === undefined || !text.slice(text.indexOf(head)).some((line) => line.depth > depth))
    return false;
  return !/[{([]$/.test(head.plain) || (last !== undefined && last.depth === depth && isClosing(last.plain));
}

interface Room {
  readonly after: number;
  readonly next: number;
  readonly isLast: boolean;
}

function matchedRegion(
  context: CodeContext,
  segment: Segment,
  pairs: readonly LinePair[],
  room: Room,
): Region | undefined {
  const { block, file, parts } = context;
  const first = pairs[0];
  const hold = pairs.reduce((sum, pair) => sum + (block[pair.block]?.isInformative === true ? pair.weight : 0), 0);
  if (hold < leastHold && parts.segments.length === 1) return undefined;
  if (hasLooseEdge(context, pairs)) return undefined;
  if (!first) return undefined;
  const lead = textLines(block, segment.from, first.block);
  const from = lead.length === 0 ? first.file : newLead(context, lead, first, room.after);
  if (from === undefined) return undefined;
  // Without a mark the new lines may stand in the place of all that the file has above or below.
  const isOpenAbove = lead.length > 0 && !parts.marks.has(segment.from - 1) && hasText(file, 0, from);
  if (isOpenAbove && parts.marks.size > 0 && isOtherForm(context, lead, 0, first.file))
    return endOf(context, segment, pairs, 0, room);
  if (isOpenAbove && !isNewComment(context, lead, first)) return undefined;
  return endOf(context, segment, pairs, from, room);
}

/** The region that begins at a line, with its end. */
function endOf(
  context: CodeContext,
  segment: Segment,
  pairs: readonly LinePair[],
  from: number,
  room: Room,
): Region | undefined {
  const { block, file, parts } = context;
  const last = pairs.at(-1);
  if (!last) return undefined;
  const isWhole = textLines(block, last.block + 1, segment.to).length === 0;
  const closed = closedEnd(context, segment, pairs, isWhole);
  if (closed === 'unclear') return undefined;
  const end = closed && closed.block > last.block + 1 ? closed : { block: last.block + 1, file: last.file + 1 };
  const tail = textLines(block, end.block, segment.to);
  const goesOn = closed !== undefined && closed.file > end.file && hasText(file, end.file, closed.file);
  // The block of a line that the segment has whole goes on in the file behind what was matched.
  if (goesOn || end.file > room.next) return undefined;
  const isCertain = textLines(block, segment.from, pairs[0]?.block ?? 0).length === 0 && tail.length === 0;
  if (!isCertain && closed === undefined && losesLines(context, pairs)) return undefined;
  if (tail.length === 0) return { segment, pairs, from, to: end.file };
  if (!tail.some(({ isInformative }) => isInformative) || isLeftOpen(tail)) return undefined;
  if (!parts.marks.has(segment.to) && hasText(file, end.file, file.length)) {
    const isEnd = parts.marks.size > 0 && isOtherForm(context, tail, end.file, file.length);
    return isEnd ? { segment, pairs, from, to: file.length } : undefined;
  }
  const isSure = isAddition(context, tail, end.file, room.next) && !isRewritten(context, segment, pairs);
  return isSure ? { segment, pairs, from, to: end.file } : undefined;
}

/**
 * Whether a segment begins or ends with a line that says nothing by itself, such as `});`, of an unknown block, and lines of the
 * file go between it and the next one: any other such line would do as well.
 */
function hasLooseEdge({ block, file }: CodeContext, pairs: readonly LinePair[]): boolean {
  const isLoose = (edge: LinePair | undefined, from: LinePair | undefined, to: LinePair | undefined): boolean => {
    if (!edge || !from || !to || block[edge.block]?.isInformative === true || edge.weight >= sameBlockWeight)
      return false;
    return file.slice(from.file + 1, to.file).some(({ isInformative }) => isInformative);
  };
  // Where some lines are moved and others are not, a line that says nothing may be of another depth.
  const shiftOf = (pair: LinePair): number => (block[pair.block]?.depth ?? 0) - (file[pair.file]?.depth ?? 0);
  const isMoved = [...pairs.slice(0, 1), ...pairs.slice(-1)].some(
    (edge) => block[edge.block]?.isInformative !== true && shiftOf(edge) !== 0,
  );
  if (isMoved && new Set(pairs.map(shiftOf)).size > 1) return true;
  return isLoose(pairs[0], pairs[0], pairs[1]) || isLoose(pairs.at(-1), pairs.at(-2), pairs.at(-1));
}

/** Whether between two pairs lines of the file go for none: with new lines at its ends a segment is too loose for that. */
function losesLines({ block, file }: CodeContext, pairs: readonly LinePair[]): boolean {
  return pairs.some((pair, index) => {
    const next = pairs[index + 1];
    return next !== undefined && hasText(file, pair.file + 1, next.file) && !hasText(block, pair.block + 1, next.block);
  });
}

/** Whether hardly a line of a segment is one of the file, and lines of the file go: new lines behind them may be for others yet. */
function isRewritten({ block, file }: CodeContext, segment: Segment, pairs: readonly LinePair[]): boolean {
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last || textLines(file, first.file, last.file + 1).length === pairs.length) return false;
  const kept = pairs.filter(({ isEqual }) => isEqual).length;
  return kept * 4 < textLines(block, segment.from, segment.to).length;
}

/** Where the file's lines begin that new lines before the first match replace. */
function newLead(
  context: CodeContext,
  lead: readonly OutlineLine[],
  first: LinePair,
  after: number,
): number | undefined {
  const { file, block } = context;
  if (!lead.some(({ isInformative }) => isInformative)) return undefined;
  if (
    isClosing(block[first.block]?.plain ?? '') &&
    !lead.every(({ depth }) => depth >= (block[first.block]?.depth ?? 0))
  ) {
    return undefined;
  }
  const neighbour = file[first.file - 1];
  if (neighbour && !neighbour.isBlank && !neighbour.isInformative && !isClosing(neighbour.plain)) return undefined;
  const above = textIndexes(file, Math.max(after, first.file - lookedAt * 3), first.file).slice(-lookedAt);
  const mayReplace = above.slice(-4).some((at) => at > 0 && file[at - 1]?.isBlank === true && at - 1 >= after);
  if (
    block[first.block - lead.length - 1]?.isBlank !== false &&
    neighbour?.isBlank === false &&
    mayReplace &&
    !isBlock(lead)
  ) {
    return undefined;
  }
  return isNewBeside(context, lead, above) ? first.file : undefined;
}

/** A segment of new lines alone. Its place is only clear at an end of the file. */
function newRegion(
  context: CodeContext,
  segment: Segment,
  { after, next, isFirst, isLast }: Room & { readonly isFirst: boolean },
): Region | undefined {
  const { block, file, parts } = context;
  const lines = textLines(block, segment.from, segment.to);
  if ((lines[0]?.depth ?? 0) > 0) return undefined;
  if (isFirst && !parts.beginsWithMark && parts.marks.size > 0) {
    const top = file.find(({ isBlank }) => !isBlank);
    const isHead = top !== undefined && /^(?:#|\/[/*]|<|\*|--|;|"""|'|["']use |package\b|---|%|@)/.test(top.plain);
    const near = textIndexes(file, 0, Math.min(next, 20));
    if (isHead || isLeftOpen(lines) || !isNewBeside(context, lines, near)) return undefined;
    return { segment, pairs: [], from: 0, to: 0 };
  }
  if (isLast && !parts.endsWithMark && parts.marks.size > 0) {
    const end = file.findLastIndex(({ isBlank }) => !isBlank) + 1;
    const near = textIndexes(file, Math.max(after, end - 20), end);
    if (!isNewBeside(context, lines, near)) return undefined;
    return { segment, pairs: [], from: end, to: end };
  }
  return undefined;
}
