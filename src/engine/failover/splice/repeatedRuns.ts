import { type Folded, fold, foldText } from './foldedText';
import { anchorOf, lastLine, type CutPoint, solidOf, unspacedScripts } from './cutPoint';

/** A run of a reply that repeats the end of the text shown. Places are UTF-16 units in the reply. */
export interface Repetition {
  readonly start: number;
  readonly end: number;
  /** Letters, digits and signs that agree. */
  readonly length: number;
}

/** The text shown, as a reply is compared with it. */
export interface Shown {
  readonly seam: CutPoint;
  /** The end of what the continuing model was shown, folded. */
  readonly end: string;
  /** What stands behind the last letter of it: a quote or an emphasis that closes there. */
  readonly closing: string;
  /** The last words, which it was asked to repeat, folded. */
  readonly anchor: string;
  /** The last, perhaps unfinished word, which it was not shown, folded. */
  readonly tail: string;
}

/** Characters at the end of the text shown with which replies are compared. */
const comparedCharacters = 6_000;
/** Shorter runs are chance, in scripts where a character is a letter and where it is a word. */
export const shortestRun = 12;
const shortestUnspacedRun = 6;
const chanceLetters = 6;
/** Where nothing was to be repeated, in the middle of what comes. */
const unaskedRun = 24;
const unspaced = new RegExp(String.raw`[${unspacedScripts}\p{Script=Hangul}]`, 'u');

export function shownOf(seam: CutPoint): Shown {
  const solid = solidOf(seam);
  const { text, ends } = fold(solid.slice(-comparedCharacters));
  const last = ends.at(-1) ?? 0;
  return {
    seam,
    end: text,
    closing: solid.slice(-comparedCharacters).slice(last),
    anchor: foldText(anchorOf(seam)),
    tail: foldText(seam.tail),
  };
}

/** Folded characters that a run has to have, so that it is no chance. */
export function specificLength({ end }: Shown): number {
  return unspaced.test(end.slice(-shortestUnspacedRun)) ? shortestUnspacedRun : shortestRun;
}

/** Every run in the reply that repeats the end of the text shown: as asked for first, then the longest. */
export function repetitions(shown: Shown, source: string, reply: Folded, isAsked: boolean): readonly Repetition[] {
  const { end, anchor } = shown;
  const found: Repetition[] = [];
  const asked = placesOf(anchor, reply.text).find((at) => isFirstOnLine(source, reply.starts[at] ?? 0));
  if (isAsked && asked !== undefined) found.push(repetition(reply, asked, asked + anchor.length));
  const needed = specificLength(shown);
  if (end.length < needed) return found;
  const longest = placesOf(end.slice(-needed), reply.text)
    .map((at) => {
      const to = at + needed;
      const same = sameBefore(end, reply.text.slice(0, to));
      // A few more than were asked for are the chance end of a remark.
      const isAnchor = isAsked && same >= anchor.length && same < anchor.length + chanceLetters;
      return repetition(reply, to - (isAnchor ? anchor.length : same), to);
    })
    // What is there twice in the text shown does not tell which of both it repeats.
    .filter(({ length }) => !isPattern(end, end.length - length))
    .filter((run) => isAsked || run.length >= unaskedRun || isFirst(source, run))
    .sort((a, b) => b.length - a.length);
  return [...found, ...longest];
}

/** Whether the run from `start` on is there before, or is itself twice the same: then it may well come once more. */
function isPattern(end: string, start: number): boolean {
  const run = end.slice(start);
  const half = run.slice(Math.ceil(run.length / 2));
  return !/[\p{L}\p{N}]/u.test(run) || end.indexOf(run) < start || run.indexOf(half) + half.length < run.length;
}

/** Whether the reply begins with it. */
export function isFirst(source: string, { start }: Repetition): boolean {
  return !/[\p{L}\p{N}]/u.test(source.slice(0, start));
}

/** Whether the reply, from its beginning or from a line of it on, only repeats the text shown so far. */
export function onlyRepeats(all: string, source: string, reply: Folded): boolean {
  let line = 0;
  for (let at = 0; at < reply.text.length; at += 1) {
    const start = reply.starts[at] ?? 0;
    if (at > 0 && !source.slice(line, start).includes('\n')) continue;
    line = start;
    const run = reply.text.slice(at);
    if (run.length >= shortestRun && all.includes(run)) return true;
  }
  return false;
}

/** Whether nothing but signs stands before `at` on its line. */
export function isFirstOnLine(source: string, at: number): boolean {
  return !/[\p{L}\p{N}]/u.test(lastLine(source.slice(0, at)));
}

function repetition(reply: Folded, from: number, to: number): Repetition {
  return { start: reply.starts[from] ?? 0, end: reply.ends[to - 1] ?? 0, length: to - from };
}

function placesOf(run: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(run); at !== -1 && run !== ''; at = text.indexOf(run, at + 1)) places.push(at);
  return places;
}

/** Characters at the end of both that are the same. */
function sameBefore(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  return same;
}
