import { indentOf, reindentBy, type Reindent } from '../../lines/indentation';
import type { CodeContext } from '../codeContext';
import type { Region } from './regions';
import { hasText, textLines } from '../outline/textLines';

/** How the indentation of the block becomes that of the file; undefined where its lines contradict each other. */
export function blockReindent({ block, file, parts }: CodeContext, regions: readonly Region[]): Reindent | undefined {
  const pairs = regions.flatMap((region) => region.pairs.filter(({ isEqual }) => isEqual));
  const lines = pairs.map((pair) => [block[pair.block]?.text ?? '', file[pair.file]?.text ?? ''] as const);
  const isSame = lines.filter(([own, its]) => indentOf(own) === indentOf(its));
  if (isSame.length === lines.length) return (line) => line;
  const depths = block
    .filter(({ isBlank }, at) => !isBlank && !parts.marks.has(at))
    .map(({ text }) => indentOf(text).length);
  const shallowest = Math.min(...depths);
  const knowsShallowest = lines.some(([own]) => indentOf(own).length === shallowest);
  const reindent = isUniform(lines) || isScaled(lines, block, file) ? reindentBy(lines) : undefined;
  if (reindent) return knowsShallowest ? reindent : undefined;
  const isKept = isSame.length * 2 >= lines.length || isSame.some(([own]) => indentOf(own) !== '');
  return isKept ? (line) => line : undefined;
}

type TextPair = readonly [block: string, file: string];

/** The same indentation more or less for all lines, or other characters for the same depth. */
function isUniform(lines: readonly TextPair[]): boolean {
  const shifts = new Set(
    lines.map(([own, its]) => {
      const [from, to] = [indentOf(own), indentOf(its)];
      if (to.endsWith(from)) return `+${to.slice(0, to.length - from.length)}`;
      return from.endsWith(to) ? `-${from.slice(0, from.length - to.length)}` : '?';
    }),
  );
  if (shifts.size === 1 && !shifts.has('?')) return true;
  const chars = (side: 0 | 1): string =>
    [...new Set(lines.flatMap((pair) => Array.from(indentOf(pair[side]))))].join('');
  return chars(0).length === 1 && chars(1).length === 1 && chars(0) !== chars(1);
}

/** Steps of two spaces in the one and of four in the other, for all lines. */
function isScaled(lines: readonly TextPair[], block: CodeContext['block'], file: CodeContext['file']): boolean {
  const [own, its] = [stepOf(block.map(({ text }) => text)), stepOf(file.map(({ text }) => text))];
  if (own === 0 || its === 0 || own === its) return false;
  return lines.every(([from, to]) => indentOf(from).length * its === indentOf(to).length * own);
}

function stepOf(lines: readonly string[]): number {
  let step = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    let [a, b] = [step, indentOf(line).length];
    while (b > 0) [a, b] = [b, a % b];
    step = a;
  }
  return step;
}

/**
 * What stands in a region then: lines that the file has as it has them, and new ones with its indentation. Blank lines
 * beside a mark belong to the mark, unless they part new lines from what the file has there.
 */
export function segmentLines(
  { block, file, parts }: CodeContext,
  { segment, pairs, from, to }: Region,
  reindent: Reindent,
): readonly string[] | undefined {
  const matched = new Map(pairs.filter(({ isEqual }) => isEqual).map((pair) => [pair.block, pair.file]));
  const isPaired = new Set(pairs.map((pair) => pair.block));
  const text = block
    .slice(segment.from, segment.to)
    .map((_, index) => segment.from + index)
    .filter((at) => block[at]?.isBlank === false);
  const [first = segment.from, last = segment.from] = [text[0], text.at(-1)];
  const isBlankAt = (at: number): boolean => file[at]?.isBlank ?? true;
  const keepsLead = segment.from > 0 && !isPaired.has(first) && !isBlankAt(from - 1);
  const keepsTail = segment.to < block.length && !isPaired.has(last) && !isBlankAt(to);
  const out: string[] = [];
  for (let at = keepsLead ? segment.from : first; at < (keepsTail ? segment.to : last + 1); at += 1) {
    const line = block[at];
    if (!line || parts.marks.has(at)) continue;
    const own = file[matched.get(at) ?? -1]?.text;
    const moved = line.isBlank ? '' : reindent(line.text);
    if (moved === undefined) return undefined;
    out.push(own !== undefined && own.trimEnd() === moved.trimEnd() ? own : line.isBlank ? line.text : moved);
  }
  return out;
}

/** Whether a blank line beside a mark might be one of the file, behind lines that are to go. */
export function hasUnclearBlank({ block, file, parts }: CodeContext, { segment, pairs, from, to }: Region): boolean {
  const [first, last] = [pairs[0], pairs.at(-1)];
  const isBlankIn = (at: number): boolean => block[at]?.isBlank === true;
  const isChanged = to - from !== pairs.length || textLines(block, segment.from, segment.to).length !== pairs.length;
  const unclear = (edge: number, mark: number, beyond: number, fileAt: (step: number) => number): boolean => {
    if (!parts.marks.has(mark) || !isBlankIn(edge) || file[fileAt(1)]?.isBlank !== false) return false;
    const reach = [2, 3, 4, 5, 6].find((step) => file[fileAt(step)]?.isBlank === true);
    if (reach === undefined) return false;
    const isLoneBlank = !isBlankIn(beyond);
    return isLoneBlank || (!isChanged && reach <= 4);
  };
  const tail = last !== undefined && !hasText(block, last.block + 1, segment.to);
  const lead = first !== undefined && !hasText(block, segment.from, first.block);
  return (
    (tail && unclear(segment.to - 1, segment.to, segment.to + 1, (step) => to - 1 + step)) ||
    (lead && unclear(segment.from, segment.from - 1, segment.from - 2, (step) => from - step))
  );
}
