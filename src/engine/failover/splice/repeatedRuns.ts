import { type Folded, fold, foldText } from './foldedText';
import { anchorOf, lastLine, type CutPoint, solidOf, unspacedScripts } from './cutPoint';

/** A run of a reply that repeats the end of the text shown. Positions are UTF-16 units in the reply. */
export interface Repetition {
  readonly start: number;
  readonly end: number;
  /** Letters, digits and signs that agree. */
  readonly length: number;
}

/** The text shown, prepared for comparing replies with it. */
export interface Shown {
  readonly cutPoint: CutPoint;
  /** The end of the text that the continuing model saw, folded. */
  readonly end: string;
  /** The signs after its last letter: a quote or an emphasis that closes there. */
  readonly closing: string;
  /** The last words, which the model was asked to repeat, folded. */
  readonly anchor: string;
  /** The last, perhaps unfinished word, which the model did not see, folded. */
  readonly partialWord: string;
}

/** The end of the text shown that replies are compared with. */
const comparedChars = 6_000;
/** Shorter runs may be a coincidence where a character is a letter. */
export const shortestRunChars = 12;
/** The same for scripts in which a character is a word. */
const shortestUnspacedRunChars = 6;
const chanceChars = 6;
/** The least length of a run in mid-reply where the model had nothing to repeat. */
const unaskedRunChars = 24;
const unspaced = new RegExp(String.raw`[${unspacedScripts}\p{Script=Hangul}]`, 'u');

export function shownOf(cutPoint: CutPoint): Shown {
  const solid = solidOf(cutPoint);
  const { text, ends } = fold(solid.slice(-comparedChars));
  const last = ends.at(-1) ?? 0;
  return {
    cutPoint,
    end: text,
    closing: solid.slice(-comparedChars).slice(last),
    anchor: foldText(anchorOf(cutPoint)),
    partialWord: foldText(cutPoint.partialWord),
  };
}

/** Folded characters that a run needs to be no coincidence. */
export function specificRunChars({ end }: Shown): number {
  return unspaced.test(end.slice(-shortestUnspacedRunChars)) ? shortestUnspacedRunChars : shortestRunChars;
}

/** Every run in the reply that repeats the end of the text shown: the anchor first, then the longest. */
export function repetitions(shown: Shown, source: string, reply: Folded, isAsked: boolean): readonly Repetition[] {
  const { end, anchor } = shown;
  const found: Repetition[] = [];
  const asked = placesOf(anchor, reply.text).find((at) => isFirstOnLine(source, reply.starts[at] ?? 0));
  if (isAsked && asked !== undefined) found.push(repetition(reply, asked, asked + anchor.length));
  const needed = specificRunChars(shown);
  if (end.length < needed) return found;
  const longest = placesOf(end.slice(-needed), reply.text)
    .map((at) => {
      const to = at + needed;
      const same = sameBefore(end, reply.text.slice(0, to));
      // A few more characters than the anchor are the accidental end of a remark.
      const isAnchor = isAsked && same >= anchor.length && same < anchor.length + chanceChars;
      return repetition(reply, to - (isAnchor ? anchor.length : same), to);
    })
    // A run that the text shown has twice leaves open which of the two it repeats.
    .filter(({ length }) => !isPattern(end, end.length - length))
    .filter((run) => isAsked || run.length >= unaskedRunChars || isFirst(source, run))
    .sort((a, b) => b.length - a.length);
  return [...found, ...longest];
}

/** Whether the run from `start` on occurs before, or repeats its own second half: then it may well come once more. */
function isPattern(end: string, start: number): boolean {
  const run = end.slice(start);
  const half = run.slice(Math.ceil(run.length / 2));
  return !/[\p{L}\p{N}]/u.test(run) || end.indexOf(run) < start || run.indexOf(half) + half.length < run.length;
}

/** Whether the reply begins with the run. */
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
    if (run.length >= shortestRunChars && all.includes(run)) return true;
  }
  return false;
}

/** Whether only signs stand before `at` on its line. */
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

/** Number of equal characters at the ends of both. */
function sameBefore(a: string, b: string): number {
  let same = 0;
  while (same < a.length && same < b.length && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  return same;
}
