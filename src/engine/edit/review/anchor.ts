import type { DiffLine } from './diffHunks';

/** Where a finding stands in the file as it is now. Lines from 0, both ends belong to it. */
export interface Anchor {
  readonly first: number;
  readonly last: number;
  /** `removed`: the lines are gone, and this is where they stood. `outside`: none of the changes is there. */
  readonly place: 'changed' | 'removed' | 'outside';
}

export interface AnchorInput {
  /** The file as it is now. */
  readonly text: string;
  readonly quote: string;
  /** Lines that the review is about, from 0. */
  readonly isChanged: (line: number) => boolean;
  readonly removed?: readonly DiffLine[];
}

/** A shorter piece of a line may stand anywhere. */
const leastPieceChars = 8;

/**
 * The place that a quote is of: undefined where it stands nowhere, or at several places that are all as likely. What an answer says
 * of numbers of lines is not asked. Pure.
 */
export function anchorOf({ text, quote, isChanged, removed = [] }: AnchorInput): Anchor | undefined {
  const lines = text.split(/\r\n|\r|\n/).map(plain);
  const wanted = quote
    .split(/\r\n|\r|\n/)
    .map(plain)
    .filter((line) => line !== '');
  if (wanted.length === 0) return undefined;
  for (const form of [wanted, withoutMarks(wanted)]) {
    if (!form) continue;
    const found =
      only(placesOf(lines, form), isChanged) ??
      removedPlace(removed, form, lines.length) ??
      only(piecesOf(lines, form), isChanged);
    if (found) return found;
  }
  return undefined;
}

interface Place {
  readonly first: number;
  readonly last: number;
}

/** The one that is, or the one among those that are about the changes. */
function only(places: readonly Place[], isChanged: (line: number) => boolean): Anchor | undefined {
  const changed = places.filter((place) => isAnyChanged(place, isChanged));
  const [found] = changed.length > 0 ? changed : places;
  if (!found || (changed.length > 0 ? changed : places).length > 1) return undefined;
  return { ...found, place: changed.length > 0 ? 'changed' : 'outside' };
}

function isAnyChanged({ first, last }: Place, isChanged: (line: number) => boolean): boolean {
  for (let line = first; line <= last; line += 1) if (isChanged(line)) return true;
  return false;
}

/** Where the lines stand one after the other; empty ones between them do not count. */
function placesOf(lines: readonly string[], wanted: readonly string[]): readonly Place[] {
  const places: Place[] = [];
  lines.forEach((line, first) => {
    if (line !== wanted[0]) return;
    let last = first;
    let next = 1;
    for (let at = first + 1; next < wanted.length && at < lines.length; at += 1) {
      if (lines[at] === '') continue;
      if (lines[at] !== wanted[next]) break;
      next += 1;
      last = at;
    }
    if (next === wanted.length) places.push({ first, last });
  });
  return places;
}

/** Lines that hold a quote of one line as a part. */
function piecesOf(lines: readonly string[], [piece = '', ...others]: readonly string[]): readonly Place[] {
  if (others.length > 0 || piece.length < leastPieceChars) return [];
  return lines.flatMap((line, at) => (line.includes(piece) ? [{ first: at, last: at }] : []));
}

function removedPlace(
  removed: readonly DiffLine[],
  [line = '']: readonly string[],
  lineCount: number,
): Anchor | undefined {
  const found = removed.filter(({ text }) => plain(text) === line);
  const [first] = found;
  if (!first || found.length > 1) return undefined;
  const at = Math.min(first.at, Math.max(lineCount - 1, 0));
  return { first: at, last: at, place: 'removed' };
}

/** As if the quote were of the changes, with their marks; undefined where it is not. */
function withoutMarks(lines: readonly string[]): readonly string[] | undefined {
  return lines.every((line) => /^[+-]/.test(line)) ? lines.map((line) => plain(line.slice(1))) : undefined;
}

function plain(line: string): string {
  return line.replaceAll(/\s+/g, ' ').trim();
}
