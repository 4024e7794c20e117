import { anchorOf, type Seam } from './seam';

/** New text behind what it repeats of the old, of which `cut` characters were taken away. */
export interface Rest {
  readonly text: string;
  readonly cut: number;
  /** It begins as it was asked to, so that it goes on whatever else it looks like. */
  readonly anchored: boolean;
}

/** Characters at the end of the shown text in which an overlap is looked for. */
const overlapWindow = 400;
/** Shorter overlaps of running text are chance; whole repeated words are judged apart. */
export const shortestOverlap = 12;
/** Shorter whole words are chance too. */
const shortestWords = 2;

const word = /[\p{L}\p{N}]/u;
/** A line with nothing in it yet but what opens it: bullets, numbers, tasks, headings, quotes, cell borders, comments. */
const onlyMarks = /^(?:[^\p{L}\p{N}]|(?:\p{N}+|\p{L})[.)\]])*$/u;

/**
 * What `text` has to add where it may repeat the end of the text shown. A model that was not `asked` to repeat anything
 * has to repeat more before it is believed.
 */
export function withoutRepetition(seam: Seam, text: string, asked: boolean): Rest {
  const body = text.trimStart();
  // Before any longer overlap: text that repeats itself overlaps by more than was asked for.
  const anchor = asked ? anchorLength(anchorOf(seam).trimStart(), body) : 0;
  const repeated = anchor > 0 ? anchor : overlap(seam, body, asked);
  return repeated > 0
    ? { text: body.slice(repeated), cut: repeated, anchored: anchor > 0 }
    : { text, cut: 0, anchored: false };
}

/** Whether `text` so far lies wholly inside the end of `shown`, so that more text may complete the overlap. */
export function overlapMayGrow(shown: string, text: string): boolean {
  return shown.slice(-overlapWindow).replace(/\s+/g, ' ').includes(text.replace(/\s+/g, ' ').trimEnd());
}

/** Characters of `text` that the anchor takes up; a short one may also be the beginning of another word. */
function anchorLength(anchor: string, text: string): number {
  const length = matchFolded(anchor, 0, text) ?? 0;
  return anchor.length >= shortestOverlap || /\s/.test(text[length] ?? ' ') ? length : 0;
}

/** Length in `text` of the longest run that ends `kept` and begins `text`, white space folded; 0 when it is chance. */
function overlap({ kept, gap }: Seam, text: string, asked: boolean): number {
  const end = kept.trimEnd().slice(-overlapWindow);
  const lineIsBegun = gap !== '' && !gap.includes('\n');
  for (let start = 0; start < end.length; start += 1) {
    const length = matchFolded(end, start, text);
    if (length === undefined) continue;
    const run = end.slice(start);
    const hasWords = word.test(run);
    if (run.length >= shortestOverlap) return asked || (hasWords && !isPattern(end, start)) ? length : 0;
    const behind = text.slice(length);
    if (asked && (hasWords ? isWholeWords(end, start, behind) : lineIsBegun && isMark(end, start, behind)))
      return length;
  }
  return 0;
}

/** Whether the run from `start` on is there before, or is itself twice the same: then it may well come once more. */
function isPattern(end: string, start: number): boolean {
  const run = end.slice(start);
  const half = run.slice(Math.ceil(run.length / 2));
  return end.indexOf(run) < start || run.indexOf(half) + half.length < run.length;
}

function isWholeWords(end: string, start: number, behind: string): boolean {
  return end.length - start >= shortestWords && isAtWord(end, start) && !/^[\p{L}\p{N}_]/u.test(behind);
}

/**
 * A model that begins its line anew writes the marks in front of it, or the last of them, a second time. Marks that it
 * goes on with itself look the same where they nest, but that is rarer in a model that was asked to repeat; and a line
 * that ends with them, as a rule of dashes does, is none that was begun anew.
 */
function isMark(end: string, start: number, behind: string): boolean {
  if (!isAtWord(end, start) || !/^[^\S\n]+\S/.test(behind)) return false;
  const line = end.slice(end.lastIndexOf('\n') + 1);
  const run = end.slice(start);
  return onlyMarks.test(line) && (run === line.trimStart() || /^(?:\S+|\[ \])$/.test(run));
}

function isAtWord(end: string, start: number): boolean {
  return start === 0 || /\s/.test(end[start - 1] ?? '');
}

/** Characters of `text` that `end` from `start` to its end takes up, or undefined where the two differ. */
function matchFolded(end: string, start: number, text: string): number | undefined {
  let i = start;
  let j = 0;
  while (i < end.length) {
    if (j >= text.length) return undefined;
    if (/\s/.test(end[i] ?? '')) {
      if (!/\s/.test(text[j] ?? '')) return undefined;
      while (i < end.length && /\s/.test(end[i] ?? '')) i += 1;
      while (j < text.length && /\s/.test(text[j] ?? '')) j += 1;
      continue;
    }
    if (end[i] !== text[j]) return undefined;
    i += 1;
    j += 1;
  }
  return j;
}
