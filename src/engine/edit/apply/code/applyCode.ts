import { type Application, type ApplyRefusal, refused } from '../application';
import { type FileLines, fileLines, textOf } from '../lines/fileLines';
import { lineMatches } from '../merge/lineMatches';
import { type LineEdit, piecesOf } from '../place/edits';
import { isAimless } from './region/aimless';
import { alignments, rowBonus } from './alignment/alignment';
import { codeParts } from './codeParts';
import { linePairs } from './alignment/linePairs';
import { losesCode } from './region/lostCode';
import { type OutlineLine, outlineOf } from './outline/outline';
import { type Region, regionsOf } from './region/regions';
import type { CodeContext } from './codeContext';
import { blockReindent, hasUnclearBlank, segmentLines } from './region/segmentLines';
import { isComplete, isUnclearEnd, isWholeFile } from './wholeFile';

/** Alignments that weigh less than the best by up to this might be the one that was meant. */
const tolerance = 0.9;

/** A segment that would change nothing was hardly written for that, so that others may weigh less. */
const toleranceOfUnchanged = tolerance + rowBonus;

/** Other alignments that are looked at before a block counts as unclear. */
const maxAlternatives = 200;

/** Code that is a file, or stands for parts of one, with or without marks for what it leaves out. */
export function applyCode(source: string | undefined, code: readonly string[], languageId: string): Application {
  const file = fileLines(source ?? '');
  const parts = codeParts(code, file.lines);
  if (!parts) return refused('loses-code');
  if (parts.segments.length === 0) return refused('empty');
  // A blank line above the first mark is context of the file, and there is none without text to hold on to.
  if (parts.beginsWithMark && code[0]?.trim() === '') return refused('no-place');
  if (file.lines.every((line) => line.trim() === '')) {
    if (parts.marks.size > 0) return refused('no-file');
    return { type: 'changed', text: textOf(file, [{ lines: code }], true) };
  }
  const isMark = (index: number): boolean => parts.marks.has(index);
  const block = outlineOf(parts.lines, languageId, isMark);
  const context: CodeContext = { parts, block, file: outlineOf(file.lines, languageId) };
  const isWhole = parts.marks.size === 0 && isWholeFile(context);
  const placed = isWhole ? [wholeRegion(context)] : placedRegions(context, file);
  if (typeof placed === 'string') return refused(placed);
  if (losesCode(context, placed)) return refused('loses-code');
  const text = isWhole ? textOf(file, [{ lines: code }]) : textWith(context, placed, file);
  if (text === undefined) return refused('no-place');
  if (text !== source) return { type: 'changed', text };
  // With marks it was to change something, and what that is cannot be seen.
  const isSmall = parts.lines.length * 2 < file.lines.length;
  const isQuote =
    isWhole ||
    (parts.marks.size === 0 && isSmall && isComplete(block) && block.some((line) => line.declaration !== undefined));
  return isQuote ? { type: 'unchanged' } : refused('perhaps-applied');
}

/** All of the file. */
function wholeRegion({ block, file }: CodeContext): Region {
  const matches = lineMatches(
    file.map(({ plain }) => plain),
    block.map(({ plain }) => plain),
  );
  const pairs = matches.map(([its, own]) => ({ block: own, file: its, weight: 1, isEqual: true }));
  return { segment: { from: 0, to: block.length }, pairs, from: 0, to: file.length };
}

/** The only places of the block, or why there are none. */
function placedRegions(context: CodeContext, file: FileLines): readonly Region[] | ApplyRefusal {
  const { parts, block } = context;
  const isMark = (index: number): boolean => parts.marks.has(index);
  const pairs = linePairs(block, context.file, isMark);
  if (!pairs) return 'several-places';
  const sizes = { block: block.length, file: file.lines.length };
  const segmentOf = (line: number): number => parts.segments.findIndex(({ to }) => line < to);
  let best: readonly Region[] | undefined;
  const seen = new Set<string>();
  const texts = new Set<string>();
  const before = { block: textBefore(block, isMark), file: textBefore(context.file, () => false) };
  for (const { alignment, loss } of alignments(pairs, sizes, segmentOf, before, toleranceOfUnchanged)) {
    const regions = regionsOf(context, alignment);
    const signature = regions?.map(({ from, to }) => `${from}-${to}`).join();
    if (!best && (!regions || regions.some((region) => hasUnclearBlank(context, region)))) return 'no-place';
    if (!regions || signature === undefined || seen.has(signature)) continue;
    if (best && loss > tolerance && !differsInUnchanged(context, best, regions)) continue;
    seen.add(signature);
    best ??= regions;
    const text = textWith(context, regions, file);
    if (text !== undefined) texts.add(text);
    if (texts.size > 1 || seen.size > maxAlternatives) return 'several-places';
  }
  if (!best || texts.size === 0) return 'no-place';
  const placed = best;
  if (placed.some((_, index) => isAimless(context, placed, index))) return 'no-place';
  if (parts.marks.size > 0 && movesLines(context, best)) return 'several-places';
  const isUnclear = parts.marks.size === 0 && best.some((region) => isUnclearEnd(context, region));
  return isUnclear ? 'several-places' : best;
}

function textBefore(lines: readonly OutlineLine[], isMark: (index: number) => boolean): readonly number[] {
  let last = -1;
  return lines.map(({ isBlank }, index) => {
    const before = last;
    if (isMark(index)) last = -1;
    else if (!isBlank) last = index;
    return before;
  });
}

/** Whether two ways to place a block differ in segments alone that the first leaves as they are. */
function differsInUnchanged({ block, file }: CodeContext, best: readonly Region[], other: readonly Region[]): boolean {
  return best.every((region, index) => {
    const its = other[index];
    if (its && region.from === its.from && region.to === its.to) return true;
    const own = block.slice(region.segment.from, region.segment.to).filter(({ isBlank }) => !isBlank);
    const old = file.slice(region.from, region.to).filter(({ isBlank }) => !isBlank);
    return own.length === old.length && own.every(({ plain }, at) => plain === old[at]?.plain);
  });
}

/** Whether a line is new in a region that loses the same line elsewhere: the lines around it are hardly the right ones then. */
function movesLines({ parts, block, file }: CodeContext, regions: readonly Region[]): boolean {
  return regions.some(({ segment, pairs, from, to }) => {
    const own = new Set(pairs.map((pair) => pair.block));
    const its = new Set(pairs.map((pair) => pair.file));
    const lost = new Set(
      file
        .slice(from, to)
        .flatMap(({ plain, isInformative }, at) => (isInformative && !its.has(from + at) ? [plain] : [])),
    );
    return block.some(
      ({ plain }, at) =>
        at >= segment.from && at < segment.to && !own.has(at) && !parts.marks.has(at) && lost.has(plain),
    );
  });
}

function textWith(context: CodeContext, regions: readonly Region[], file: FileLines): string | undefined {
  const reindent = blockReindent(context, regions);
  if (!reindent) return undefined;
  const edits: LineEdit[] = [];
  for (const region of regions) {
    const lines = segmentLines(context, region, reindent);
    if (!lines) return undefined;
    edits.push({ from: region.from, to: region.to, lines });
  }
  return textOf(file, piecesOf(file, edits));
}
