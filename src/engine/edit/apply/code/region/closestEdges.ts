import type { CodeContext } from '../codeContext';
import type { Segment } from '../codeParts';
import type { LinePair } from '../alignment/linePairs';
import type { OutlineLine } from '../outline/outline';
import { textIndexes } from '../outline/textLines';

/** Longer rows of lines are hardly in a file twice. Not more than these may go with the new ones. */
const maxEdgeLines = 8;

/**
 * The pairs of a segment, with the lines at its ends as near as they can be to the rest. Where the first lines, such as
 * `});`, stand in the file again before the next pair, no line of the file has to go: then that is what is meant. Undefined
 * where they stand there again and lines would go nevertheless: nobody can know which ones then.
 */
export function withClosestEdges(
  { block, file }: CodeContext,
  segment: Segment,
  pairs: readonly LinePair[],
): readonly LinePair[] | undefined {
  const head = closestHead(block, file, segment, pairs);
  if (!head) return undefined;
  const [blockEnd, fileEnd] = [block.length - 1, file.length - 1];
  const mirror = (all: readonly LinePair[]): readonly LinePair[] =>
    all.map((pair) => ({ ...pair, block: blockEnd - pair.block, file: fileEnd - pair.file })).reverse();
  const mirrored = { from: block.length - segment.to, to: block.length - segment.from };
  const tail = closestHead([...block].reverse(), [...file].reverse(), mirrored, mirror(head));
  return tail && mirror(tail);
}

function closestHead(
  block: readonly OutlineLine[],
  file: readonly OutlineLine[],
  segment: Segment,
  pairs: readonly LinePair[],
): readonly LinePair[] | undefined {
  const [first, last] = [pairs[0], pairs.at(-1)];
  if (!first || !last) return pairs;
  const own = textIndexes(block, segment.from, segment.to);
  const its = textIndexes(file, first.file, last.file + 1);
  const places = new Map(its.map((line, index) => [line, index]));
  const placeOf = (index: number): number => places.get(pairs[index]?.file ?? 0) ?? 0;
  /** The first lines, as far as they stand in a row here and in the file. */
  const broken = pairs.findIndex(
    (pair, index) => !pair.isEqual || pair.block !== own[index] || placeOf(index) !== index,
  );
  const count = broken === -1 ? pairs.length : broken;
  if (count === 0 || count === pairs.length || count > maxEdgeLines) return pairs;
  const isHead = (from: number): boolean =>
    pairs.slice(0, count).every(({ file: at }, index) => isSameLine(file[its[from + index] ?? -1], file[at]));
  /** Whether between the first lines and a pair the segment has lines that the file does not have there. */
  const addsLines = (next: number): boolean => (own[next] ?? Infinity) < (pairs[next]?.block ?? 0);
  const clear = new Map<number, readonly LinePair[]>();
  let isUnclear = false;
  for (let next = count; next < Math.min(pairs.length, count + maxEdgeLines); next += 1) {
    const dropped = pairs.slice(count, next);
    if (dropped.some((pair) => isSole(file, pair))) break;
    // Lines of the file that no pair has are lost.
    if (placeOf(next) === next) continue;
    const behind = Math.max(count, placeOf(next - 1) + 1 - count);
    for (let from = placeOf(next) - count; from >= behind; from -= 1) {
      if (!isHead(from)) continue;
      const head = pairs.slice(0, count).map((pair, index) => ({ ...pair, file: its[from + index] ?? pair.file }));
      const isBeside = from + count === placeOf(next);
      const isOwn = (pair: LinePair): boolean => head.some((own) => isSameLine(file[own.file], file[pair.file]));
      const isClear = addsLines(next) && isBeside && dropped.every((pair) => !isTelling(file, pair) || isOwn(pair));
      if (isClear) clear.set(from, [...head, ...pairs.slice(next)]);
      else isUnclear = true;
    }
  }
  const [closest] = clear.values();
  // What still goes behind them may go for the same reason.
  if (closest && clear.size === 1) return closestHead(block, file, segment, closest);
  // Lines that say nothing may be meant wherever they stand again behind lines that would go.
  if (!pairs.slice(0, count).some((pair) => isTelling(file, pair))) {
    const paired = new Set(pairs.map((pair) => pair.file));
    const firstLost = its.findIndex((line) => !paired.has(line));
    if (firstLost !== -1)
      for (let from = firstLost + 1; from + count < its.length; from += 1) if (isHead(from)) isUnclear = true;
  }
  return isUnclear || clear.size > 1 ? undefined : pairs;
}

function isTelling(file: readonly OutlineLine[], { file: at }: LinePair): boolean {
  return file[at]?.isInformative === true;
}

/** Whether a pair is all there is for its lines. */
function isSole(file: readonly OutlineLine[], { isEqual, file: at }: LinePair): boolean {
  if (!isEqual) return true;
  return file[at]?.isInformative === true && file.filter(({ plain }) => plain === file[at]?.plain).length === 1;
}

function isSameLine(a: OutlineLine | undefined, b: OutlineLine | undefined): boolean {
  return a !== undefined && a.plain === b?.plain && a.depth === b.depth;
}
