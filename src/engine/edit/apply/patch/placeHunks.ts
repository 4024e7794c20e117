import type { ApplyRefusal } from '../application';
import { indentOf } from '../lines/indentation';
import { isDone } from '../place/alreadyThere';
import { isEnoughFor, type LineFinder, type Looseness, loosenesses } from '../place/findLines';
import { isInformative } from '../place/informative';
import type { PatchHunk, PatchLine } from './readPatch';

/** A hunk at its place: the lines that were compared, and where the first of them stands in the file. */
export interface PlacedHunk {
  readonly hunk: PatchHunk;
  readonly lines: readonly PatchLine[];
  readonly place: number;
  readonly looseness: Looseness;
}

interface Candidates {
  readonly hunk: PatchHunk;
  readonly lines: readonly PatchLine[];
  readonly places: readonly number[];
  readonly looseness: Looseness;
}

/** More places say nothing, whatever else is known. */
const maxPlaces = 200;

/** Outer lines of context that may be wrong, at each end. */
const maxWrongContext = 2;

/**
 * The place of each hunk. Where it has several, its headers, the order of the hunks, and numbers that other hunks prove
 * right decide; what is left undecided is refused. Hunks whose result is there already have none.
 */
export function placeHunks(finder: LineFinder, hunks: readonly PatchHunk[]): readonly PlacedHunk[] | ApplyRefusal {
  const candidates: Candidates[] = [];
  for (const hunk of hunks) {
    const found = candidatesOf(finder, hunk);
    if (found === 'several-places') return found;
    if (found) candidates.push(found);
    else if (!isDone(finder, wanted(hunk.lines), made(hunk.lines))) return 'no-place';
  }
  if (candidates.length > 0 && candidates.length < hunks.length) return 'perhaps-applied';
  if (candidates.some(({ places }) => places.length > maxPlaces)) return 'several-places';
  const places = candidates.every((each) => each.places.length === 1)
    ? candidates.map((each) => each.places[0] ?? 0)
    : (numbered(candidates) ?? onlyOrder(candidates));
  if (!places) return 'several-places';
  const placed = candidates.map(({ hunk, lines, looseness }, index) => ({
    hunk,
    lines,
    looseness,
    place: places[index] ?? 0,
  }));
  return overlap(placed) ? 'several-places' : placed;
}

/** What the file has before the hunk. */
export function wanted(lines: readonly PatchLine[]): readonly string[] {
  return lines.filter(({ op }) => op !== '+').map(({ text }) => text);
}

/** What it has after it. */
export function made(lines: readonly PatchLine[]): readonly string[] {
  return lines.filter(({ op }) => op !== '-').map(({ text }) => text);
}

function candidatesOf(finder: LineFinder, hunk: PatchHunk): Candidates | 'several-places' | undefined {
  for (let left = 0; left <= maxWrongContext * 2; left += 1) {
    const readings = readingsOf(finder, hunk.lines, left);
    for (const looseness of loosenesses) {
      for (const { lines, isEnough } of readings) {
        const places = isEnough && isEnoughFor(looseness, wanted(lines)) ? finder.find(wanted(lines), looseness) : [];
        if (places.length === 0) continue;
        const found = narrowed(finder, { hunk, lines, places, looseness });
        const looser = [...readings, ...readingsOf(finder, hunk.lines, left + 1)];
        return left > 0 && isElsewhereToo(finder, found, looser) ? 'several-places' : found;
      }
    }
  }
  return undefined;
}

interface Reading {
  readonly lines: readonly PatchLine[];
  /** Outer lines of context that are left out before the others. */
  readonly lead: number;
  readonly isEnough: boolean;
}

/** The readings of a hunk for each way to leave so many lines of its outer context out. */
function readingsOf(finder: LineFinder, hunk: readonly PatchLine[], left: number): readonly Reading[] {
  const asWritten = hunk.map((line) => (line.op === ' ' ? { ...line, text: line.raw } : line));
  const asList = withListItems(finder, asWritten);
  const readings: Reading[] = [];
  for (let lead = Math.max(0, left - maxWrongContext); lead <= Math.min(left, maxWrongContext); lead += 1) {
    const end = hunk.length - (left - lead);
    const dropped = [...hunk.slice(0, lead), ...hunk.slice(end)];
    if (!dropped.every(({ op }) => op === ' ')) continue;
    const rest = hunk.slice(lead, end);
    const isEnough = left === 0 ? wanted(rest).some((line) => line.trim() !== '') : informativeLines(rest) > 2;
    readings.push({ lines: rest, lead, isEnough }, { lines: asWritten.slice(lead, end), lead, isEnough });
    if (asList) readings.push({ lines: asList.slice(lead, end), lead, isEnough });
  }
  return readings;
}

/**
 * A hunk whose context lacks its space, with the items of a list that look like removed lines as context: the file has them with
 * their dash and never without. Undefined where there are none, or where they may have been meant as removed.
 */
function withListItems(finder: LineFinder, hunk: readonly PatchLine[]): readonly PatchLine[] | undefined {
  const isItem = ({ op, text, raw }: PatchLine): boolean =>
    op === '-' && finder.find([raw], 'exact').length > 0 && finder.find([text], 'typography').length === 0;
  const lines = hunk.map((line) => (isItem(line) ? { ...line, op: ' ' as const, text: line.raw } : line));
  const isChange = ({ op }: PatchLine): boolean => op !== ' ';
  const [first, last] = [lines.findIndex(isChange), lines.findLastIndex(isChange)];
  if (first === -1 || !hunk.some(isItem) || lines.some(({ op, text }) => op === '+' && text.startsWith(' ')))
    return undefined;
  const isBare = ({ op, raw }: PatchLine): boolean => op === ' ' && /^\S/.test(raw);
  const isOnBothSides = hunk.slice(0, first).some(isItem) && hunk.slice(last + 1).some(isItem);
  return isOnBothSides || hunk.some(isBare) || lines.some(({ op }) => op === '-') ? lines : undefined;
}

function informativeLines(lines: readonly PatchLine[]): number {
  return lines.filter(({ op, text }) => op !== '+' && isInformative(text)).length;
}

/** Whether a hunk stands somewhere else when as many lines of its context are wrong, but others. */
function isElsewhereToo(finder: LineFinder, found: Candidates, readings: readonly Reading[]): boolean {
  const lead = readings.find(({ lines }) => lines === found.lines)?.lead ?? 0;
  return readings.some(
    (other) =>
      informativeLines(other.lines) > 1 &&
      finder
        .find(wanted(other.lines), found.looseness)
        .some((place) => !found.places.includes(place - other.lead + lead)),
  );
}

/** By the end of the file and by headers, where they leave something. */
function narrowed(finder: LineFinder, found: Candidates): Candidates {
  let { places } = found;
  const keep = (rule: (place: number) => boolean): void => {
    const kept = places.filter(rule);
    if (kept.length > 0) places = kept;
  };
  if (found.hunk.isAtEnd) keep((place) => place + wanted(found.lines).length === finder.lines.length);
  const header = found.hunk.headers.at(-1);
  if (header === undefined || places.length > maxPlaces) return { ...found, places };
  if (places.length > 1) keep(isInside(finder.lines, header));
  return { ...found, places };
}

/** Whether a place is in the block that a header opens: all between them is indented more than it. */
function isInside(lines: readonly string[], header: string): (place: number) => boolean {
  const isHeader = (line: string): boolean =>
    line.trim() === header || (header.length > 8 && line.trim().startsWith(header));
  return (place) => {
    let limit = Infinity;
    for (let at = place - 1; at >= 0 && limit > 0; at -= 1) {
      const line = lines[at] ?? '';
      const depth = indentOf(line).length;
      if (isHeader(line) && depth < limit) return true;
      if (isInformative(line)) limit = Math.min(limit, depth);
    }
    return false;
  };
}

/** The places that the numbers name, where those of a hunk with one place are right and all fit together. */
function numbered(candidates: readonly Candidates[]): readonly number[] | undefined {
  let moved = 0;
  let isProven = false;
  const places: number[] = [];
  for (const { hunk, places: possible, looseness } of candidates) {
    const { numbers } = hunk;
    const counts = { old: wanted(hunk.lines).length, new: made(hunk.lines).length };
    if (!numbers || looseness !== 'exact' || numbers.oldCount !== counts.old || numbers.newCount !== counts.new)
      return undefined;
    const place = numbers.oldStart - 1;
    if (!possible.includes(place) || numbers.newStart !== numbers.oldStart + moved) return undefined;
    moved += counts.new - counts.old;
    isProven ||= possible.length === 1;
    places.push(place);
  }
  return isProven ? places : undefined;
}

/** The only way to place the hunks one behind the other; undefined where there is none, or another. */
function onlyOrder(candidates: readonly Candidates[]): readonly number[] | undefined {
  const first: number[] = [];
  let from = 0;
  for (const { places, lines } of candidates) {
    const place = places.find((each) => each >= from);
    if (place === undefined) return undefined;
    first.push(place);
    from = place + wanted(lines).length;
  }
  // The last way is found from behind. Where it is the first, there is no other.
  let until = Infinity;
  for (const [index, { places, lines }] of [...candidates.entries()].reverse()) {
    const place = places.findLast((each) => each + wanted(lines).length <= until);
    if (place === undefined || place !== first[index]) return undefined;
    until = place;
  }
  return first;
}

function overlap(placed: readonly PlacedHunk[]): boolean {
  const sorted = [...placed].sort((a, b) => a.place - b.place);
  return sorted.some(({ place }, index) => {
    const before = sorted[index - 1];
    return before !== undefined && before.place + wanted(before.lines).length > place;
  });
}
