import { lineMatches } from '../merge/lineMatches';
import { isClosing, isComment, type OutlineLine } from './outline/outline';
import type { CodeContext } from './codeContext';
import type { Region } from './region/regions';
import { textLines } from './outline/textLines';
import { tornEnds, type TornEnds } from './outline/torn';

/**
 * Whether a block without marks is the whole file. A fragment that is taken for one takes away the user's code, so both
 * must end alike, or the block must have something new where the ends differ.
 */
export function isWholeFile({ block, file }: CodeContext): boolean {
  const matches = lineMatches(
    file.map(({ plain }) => plain),
    block.map(({ plain }) => plain),
  );
  const telling = matches.filter(([at]) => file[at]?.isInformative === true);
  const total = file.filter(({ isInformative }) => isInformative).length;
  const [first, last] = [telling[0], telling.at(-1)];
  if (!first || !last || telling.length * 2 < total) return hasAllItems(block, file);
  const [top, bottom] = [
    matches.find(([at]) => file[at]?.isBlank === false) ?? first,
    matches.findLast(([at]) => file[at]?.isBlank === false) ?? last,
  ];
  // A `}` of another depth is another one.
  const isOther = ([at, own]: readonly [number, number]): boolean =>
    file[at]?.isInformative === false && file[at].depth !== block[own]?.depth;
  if (isOther(top) || isOther(bottom)) return false;
  const counts = {
    above: [textLines(file, 0, top[0]).length, textLines(block, 0, top[1]).length],
    below: [textLines(file, bottom[0] + 1, file.length).length, textLines(block, bottom[1] + 1, block.length).length],
  };
  const tellingCounts = {
    above: [informative(file, 0, first[0]), informative(block, 0, first[1])],
    below: [informative(file, last[0] + 1, file.length), informative(block, last[1] + 1, block.length)],
  };
  const isSame = ([its = 0, own = 0]: readonly number[]): boolean => its === 0 && own === 0;
  const isReplaced = ([its = 0, own = 0]: readonly number[]): boolean => own > 0 && its <= own * 2 + 2;
  const all = [counts.above, counts.below, tellingCounts.above, tellingCounts.below];
  if (all.every(isSame)) return telling.length * 2 >= total;
  const isNew = all.every((each) => isSame(each) || isReplaced(each));
  const hasSameEdges = isSame(counts.above) && isSame(counts.below);
  return isNew && (telling.length * 10 >= total * 7 || (hasSameEdges && hasAllItems(block, file)));
}

function informative(lines: readonly OutlineLine[], from: number, to: number): number {
  return lines.slice(from, to).filter(({ isInformative }) => isInformative).length;
}

/** Whether a block has all that stands at the margin of the file, and more than one thing: few of its lines may be the same. */
function hasAllItems(block: readonly OutlineLine[], file: readonly OutlineLine[]): boolean {
  const items = (lines: readonly OutlineLine[]): readonly OutlineLine[] =>
    lines.filter(
      ({ isBlank, depth, plain, isInformative }) =>
        !isBlank && depth === 0 && isInformative && !isClosing(plain) && !isComment(plain),
    );
  const own = new Set(items(block).map(({ subject, plain }) => subject ?? plain));
  const its = items(file).map(({ subject, plain }) => subject ?? plain);
  const texts = new Set(block.map(({ plain }) => plain));
  const edges = [file.find(({ isBlank }) => !isBlank), file.findLast(({ isBlank }) => !isBlank)];
  const hasEdges = edges.every((line) => line !== undefined && (texts.has(line.plain) || items([line]).length > 0));
  const isDeclared = items(file).some(({ declaration }) => declaration !== undefined);
  return (
    hasEdges && isDeclared && its.length > 1 && its.every((each) => own.has(each)) && !isClosing(block[0]?.plain ?? '}')
  );
}

/** Whether a fragment that has most of the file might be the whole of it, with the lines at one end gone. */
export function isUnclearEnd({ block, file }: CodeContext, region: Region): boolean {
  const [above, below] = [informative(file, 0, region.from), informative(file, region.to, file.length)];
  const items = block.filter(
    ({ isBlank, depth, plain }) => !isBlank && depth === 0 && !isClosing(plain) && !isComment(plain),
  );
  const isPart = items.length > 1 || !isComplete(block);
  const total = informative(file, 0, file.length);
  const kept = region.pairs.filter((pair) => pair.isEqual && file[pair.file]?.isInformative === true).length;
  const isMost = isPart && kept * 2 >= total;
  const part = partEnds(block, file);
  if (!part.above && isCutAt(file, region.from, -1, isMost)) return true;
  if (!part.below && isCutAt(file, region.to, 1, isMost)) return true;
  if ((part.above || above === 0) && (part.below || below === 0) && (part.above || part.below)) return false;
  const size = Math.max(total - above - below, informative(block, 0, block.length));
  if ((above === 0 && below === 0) || size * 2 < total) return false;
  if (block.find(({ isBlank }) => !isBlank)?.depth !== 0 || !isPart) return false;
  // What is not closed is no file.
  const isClosed = isComplete(block) || block.findLast(({ isBlank }) => !isBlank)?.depth === 0;
  return (above === 0 && isClosed) || (above + below <= fewLines && kept * 10 >= (total - above - below) * 7);
}

/** At which ends a block cannot be all of the file: it is torn out of something there, or begins deeper. */
function partEnds(block: readonly OutlineLine[], file: readonly OutlineLine[]): TornEnds {
  const [own = 0, its = 0] = [block, file].map((lines) => lines.find(({ isBlank }) => !isBlank)?.depth);
  const whole = tornEnds(file);
  const torn = tornEnds(block);
  const isTold = !whole.above && !whole.below;
  return { above: own > its || (isTold && torn.above), below: isTold && torn.below };
}

/** Whether an end of a region is a few lines before the end of the file, with nothing that parts them. */
function isCutAt(file: readonly OutlineLine[], at: number, direction: 1 | -1, isPart: boolean): boolean {
  const rest = direction === 1 ? file.slice(at) : file.slice(0, at);
  const count = rest.filter(({ isBlank }) => !isBlank).length;
  const [inside, outside] = direction === 1 ? [file[at - 1], file[at]] : [file[at], file[at - 1]];
  if (count === 0 || count > fewLines) return false;
  return isPart || (outside?.isBlank === false && !isClosing(inside?.plain ?? '') && !isClosing(outside.plain));
}

/** So few lines at an end of a file may have been left out on purpose. */
const fewLines = 4;

/** Whether a block closes what it opens, and nothing else. */
export function isComplete(block: readonly OutlineLine[]): boolean {
  let depth = 0;
  for (const { text } of block) {
    for (const char of text) {
      if ('([{'.includes(char)) depth += 1;
      if (')]}'.includes(char)) depth -= 1;
      if (depth < 0) return false;
    }
  }
  return depth === 0;
}
