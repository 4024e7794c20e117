import type { Suggestion } from '../../../src/engine/completion/api/suggestion';
import { type Place, type Standing, suffixOf, taken } from './place';

export const verdicts = ['right', 'short', 'nothing', 'spaces', 'doubled', 'wrong'] as const;

/**
 * What came of an answer. `right`: all of the truth, or whole lines of it. `short`: its beginning, to the end of a word.
 * `nothing`: no suggestion where something was missing. `spaces`: as the first two but for white space. `doubled`: what
 * stands there already was written again. `wrong`: anything else.
 */
export type Verdict = (typeof verdicts)[number];

type Missing = Pick<Place, 'prefix' | 'truth' | 'standing' | 'after'>;

/** Judges the file as it is after Tab against the file as it was meant. */
export function verdictOf(place: Missing, suggestion: Suggestion | undefined): Verdict {
  if (suggestion === undefined) {
    // The editor had written all that was missing.
    const there = squeezed(trimmed(place.prefix + suffixOf(place)));
    return there === squeezed(trimmed(meant(place, place.truth.length))) ? 'right' : 'nothing';
  }
  const result = trimmed(taken(place, suggestion));
  const { truth } = place;
  const ends = endsOf(place);
  if (ends.some((end) => result === trimmed(meant(place, end)))) return 'right';
  const { text } = suggestion;
  if (isBeginning(place, suggestion)) {
    const left = truth.slice(text.length);
    // Only the space before what follows on the line is missing: `await` and `fetch` are one word then.
    const isGlued = left.trim() === '' && !/^\s*$/.test(firstLine(place.after));
    if (isInWord(truth, text.length) || (isGlued && isInWord(text + place.after, text.length))) return 'wrong';
    return isGlued ? 'spaces' : 'short';
  }
  const packed = squeezed(result);
  if (ends.some((end) => packed === squeezed(meant(place, end)))) return 'spaces';
  const own = squeezed(truth).startsWith(squeezed(text)) ? [plainEnd(truth, text)] : [];
  if (own.some((end) => packed === squeezed(meant(place, end)))) return 'spaces';
  return [...ends, ...own].some((end) => isDoubled(place, packed, squeezed(meant(place, end)))) ? 'doubled' : 'wrong';
}

/**
 * The text is the beginning of what is missing, and behind it stands what the editor has closed and the text has not, with
 * more of it perhaps that closes what the text has opened and does not close any more.
 */
function isBeginning({ truth, standing, after }: Missing, { text, replaces }: Suggestion): boolean {
  const suffix = suffixOf({ standing, after }).slice(replaces);
  if (!truth.startsWith(text) || !suffix.endsWith(after)) return false;
  const left = suffix.slice(0, suffix.length - after.length);
  if (!left.endsWith(textOf(standing.filter(({ at }) => at >= text.length)))) return false;
  return isSubsequence(left, truth.slice(text.length));
}

function isSubsequence(part: string, text: string): boolean {
  let from = 0;
  return Array.from(part).every((character) => (from = text.indexOf(character, from) + 1) > 0);
}

/** Where the truth may end: at its own end, and at the ends of its lines. */
function endsOf({ truth }: Missing): readonly number[] {
  const breaks = [...truth.matchAll(/(?<=\S[ \t]*)\n/g)].map(({ index }) => index);
  return [truth.length, ...breaks];
}

/** The file with the truth up to an offset, and what of the closing text the editor had written is still to come. */
function meant({ prefix, truth, standing, after }: Missing, end: number): string {
  return prefix + truth.slice(0, end) + textOf(standing.filter(({ at }) => at >= end)) + after;
}

function textOf(standing: readonly Standing[]): string {
  return standing.map(({ close }) => close).join('');
}

/** The offset in the truth up to which it has the text, white space apart. */
function plainEnd(truth: string, text: string): number {
  let left = squeezed(text).length;
  let end = 0;
  while (left > 0 && end < truth.length) {
    if (truth.charAt(end).trim() !== '') left -= 1;
    end += 1;
  }
  return end;
}

/** Something more than what was meant, which stands beside the cursor already. */
function isDoubled(place: Missing, result: string, expected: string): boolean {
  const more = result.length - expected.length;
  let same = 0;
  while (same < expected.length && result[same] === expected[same]) same += 1;
  if (result.slice(same + Math.max(0, more)) !== expected.slice(same)) return false;
  const line = place.prefix.slice(place.prefix.lastIndexOf('\n') + 1);
  const around = [line + firstLine(place.truth), (place.truth + place.after).slice(0, 2_000)];
  return around.some((text) => squeezed(text).includes(result.slice(same, same + more)));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function isInWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}_]$/u.test(text.slice(0, at)) && /^[\p{L}\p{N}_]/u.test(text.slice(at));
}

/** Space at the end of a line means nothing to most files, and editors take it away. */
function trimmed(text: string): string {
  return text.replace(/[ \t]+$/gm, '');
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}
