import { Draws } from '../../../simulation/draws';
import type { Source } from './source';

/** A piece of a file that is not there yet when the simulation begins: offsets into the text as it is in the end. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

/** Share of a file's lines that is written at its end, with nothing behind the cursor. */
const tailShare = 0.25;

/** Pieces of whole lines in the middle, and pieces within brackets, that are missing as well. */
const blocks = 3;
const insides = 3;

/** The pieces of a file in the order in which they are written, the same for the same seed. */
export function regionsOf(source: Source, seed: number): readonly Region[] {
  const draws = new Draws(seed, source.index, 11);
  const lineEnds = [...source.text.matchAll(/\n/g)].map(({ index }) => index);
  const tailFrom = Math.floor(lineEnds.length * (1 - tailShare));
  const regions: Region[] = [{ start: lineEnds[tailFrom] ?? 0, end: source.text.length - 1 }];
  const isFree = ({ start, end }: Region): boolean =>
    regions.every((other) => end + 250 < other.start || other.end + 250 < start);
  for (let left = blocks, tries = 0; left > 0 && tries < 200; tries += 1) {
    const first = Math.floor(draws.between(6, tailFrom - 16));
    const region = blockAt(source.text, lineEnds, first, Math.floor(draws.between(3, 13)));
    if (region && isFree(region)) {
      regions.push(region);
      left -= 1;
    }
  }
  const inner = [...source.pairs].filter(([open, close]) => isInside(source.text, open, close));
  for (let left = insides, tries = 0; left > 0 && tries < 200 && inner.length > 0; tries += 1) {
    const [open, close] = inner[Math.floor(draws.uniform() * inner.length)]!;
    const region = { start: open + 1, end: close };
    if (isFree(region)) {
      regions.push(region);
      left -= 1;
    }
  }
  return regions
    .map((region) => ({ region, rank: draws.uniform() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ region }) => region);
}

/** Whole lines, from the end of the line before; where brackets are open in it they are closed in it. */
function blockAt(text: string, lineEnds: readonly number[], first: number, lines: number): Region | undefined {
  const start = lineEnds[first];
  const end = lineEnds[first + lines];
  if (start === undefined || end === undefined || text.slice(lineEnds[first + lines - 1], end).trim() === '') {
    return undefined;
  }
  let depth = 0;
  for (const char of text.slice(start, end)) {
    if (/[([{]/.test(char)) depth += 1;
    if (/[)\]}]/.test(char)) depth -= 1;
    if (depth < 0) return undefined;
  }
  return depth === 0 ? { start, end } : undefined;
}

/** Arguments and the like on one line: worth writing, and with nothing but closing characters behind. */
function isInside(text: string, open: number, close: number): boolean {
  const inner = text.slice(open + 1, close);
  if (inner.includes('\n') || inner.trim().length < 8) return false;
  const lineEnd = text.indexOf('\n', close);
  return /^[\s)\]}'"`;,:{]*$/.test(text.slice(close, lineEnd));
}
