import type { CodeBlock } from '../blocks/codeBlock';
import { elisionOf } from '../elision/elisionMark';
import { fileLines } from '../lines/fileLines';
import { hunksOfLines } from '../merge/hunks';
import { made } from '../patch/placeHunks';
import { readPatch } from '../patch/readPatch';
import { LineFinder } from '../place/findLines';
import { readFindReplace } from '../searchReplace/findReplace';
import { readSearchReplace } from '../searchReplace/searchReplace';
import { declarationOf } from './outline/subject';

/** What a block asks for, in lines without white space at their ends and without blank ones. */
interface Asked {
  /** Lines that stand in a row in the file then. */
  readonly rows: readonly (readonly string[])[];
  readonly isInOrder: boolean;
  /** The lines that go, each as often as it does; undefined where the block does not tell them. */
  readonly lost: readonly string[] | undefined;
}

/**
 * Whether a text that somebody else made of a file and a block of code, such as a model, is what the block asks for: the lines of
 * the block stand in it in a row, but for its marks; nothing is new in it that the block does not have; and lines went only
 * where the block shows that they go. White space at the ends of lines and blank lines do not count.
 */
export function keepsWhatItWasAskedTo(before: string, after: string, block: CodeBlock): boolean {
  const asked = askedBy(block);
  const [old, now] = [textOf(fileLines(before).lines), textOf(fileLines(after).lines)];
  if (!asked || asked.rows.every((row) => row.length === 0) || !hasRows(asked, now)) return false;
  const own = new Supply(asked.rows.flat());
  const named = asked.lost && new Supply(asked.lost);
  return hunksOfLines(old, now).every(({ before: gone, after: { from, to } }) => {
    const [lost, come] = [old.slice(gone.from, gone.to), now.slice(from, to)];
    if (!come.every((line) => own.take(line))) return false;
    return named
      ? lost.every((line) => named.take(line))
      : lost.length === 0 || showsLoss(asked.rows, lost, now, from, to);
  });
}

function askedBy({ text, language }: CodeBlock): Asked | undefined {
  const { lines } = fileLines(text);
  const sections = readFindReplace(lines) ?? readSearchReplace(lines);
  if (sections) {
    const readings = sections.map((section) => section.readings);
    if (readings.some(({ length }) => length !== 1)) return undefined;
    const rows = readings.flat().map(({ replace }) => textOf(replace));
    return { rows, isInOrder: false, lost: readings.flat().flatMap(({ search }) => textOf(search)) };
  }
  const patch = readPatch(lines, language);
  if (patch === 'several' || (patch && patch.kind !== 'update')) return undefined;
  if (patch) {
    const removed = patch.hunks.flatMap((hunk) => hunk.lines.filter(({ op }) => op === '-').map((line) => line.text));
    const rows = patch.hunks.map((hunk) => textOf(made(hunk.lines)));
    return { rows, isInOrder: true, lost: textOf(removed) };
  }
  const rows: string[][] = [[]];
  for (const line of textOf(lines)) {
    if (elisionOf(line) === 'none') rows.at(-1)?.push(line);
    else rows.push([]);
  }
  return { rows, isInOrder: true, lost: undefined };
}

function textOf(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function hasRows({ rows, isInOrder }: Asked, now: readonly string[]): boolean {
  const finder = new LineFinder(now);
  let from = 0;
  return rows.every((row) => {
    if (row.length === 0) return true;
    const place = finder.find(row, 'exact').find((at) => at >= from);
    if (place !== undefined && isInOrder) from = place + row.length;
    return place !== undefined;
  });
}

/** Lines of which each can be taken as often as it is there. */
class Supply {
  private readonly counts = new Map<string, number>();

  constructor(lines: readonly string[]) {
    for (const line of lines) this.counts.set(line, (this.counts.get(line) ?? 0) + 1);
  }

  take(line: string): boolean {
    const left = this.counts.get(line) ?? 0;
    this.counts.set(line, left - 1);
    return left > 0;
  }
}

/** Whether a block shows that lines go: what is around them then stands in a row in it, and they declare nothing else. */
function showsLoss(
  rows: Asked['rows'],
  lost: readonly string[],
  now: readonly string[],
  from: number,
  to: number,
): boolean {
  const declared = new Set(rows.flat().map((line) => declarationOf(line, '')));
  const isKnown = (line: string): boolean => [undefined, ...declared].includes(declarationOf(line, ''));
  if (!lost.every(isKnown)) return false;
  const isShown = (start: number, end: number): boolean => {
    const part = now.slice(Math.max(0, start), end);
    return rows.some((row) => new LineFinder(row).find(part, 'exact').length > 0);
  };
  const isReplaced = to > from && lost.length <= (to - from) * 2 + 2;
  return isShown(from - 1, to + 1) || (isReplaced && (isShown(from - 1, to) || isShown(from, to + 1)));
}
