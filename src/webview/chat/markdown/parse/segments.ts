import type { Token } from 'marked';
import { parse } from './boundedLexer';
import { closes, isDense, lengthOfLines, partOf, rowsAtOnce } from './blockParts';
import { type Container, insideOf } from './container';
import type { Mode } from './mode';
import { fewLines, windowChars, windowLines, windowMarks } from '../budget/limits';
import { endBeforeMarks, textEnd } from './textEnd';

export interface Place {
  readonly at: number;
  readonly mode: Mode;
}

/** A piece of source and what to draw for it. */
export interface Segment extends Place {
  readonly raw: string;
  readonly shown:
    /** `source`: the parsed text. It differs from `raw` by the prefixes of a container or the head of a table. */
    | {
        readonly type: 'token';
        readonly token: Token;
        readonly source: string;
        readonly number: number | undefined;
      }
    /** More of the code before it. */
    | { readonly type: 'code'; readonly code: string }
    | { readonly type: 'plain' };
}

export interface Window {
  readonly segments: readonly Segment[];
  /** Where the next window begins. More text cannot change the segments before it. */
  readonly next: Place;
  /** The segments reach to the end of the text, some of them beyond `next`. */
  readonly isEnd: boolean;
}

export const start: Place = { at: 0, mode: { type: 'blocks' } };

/** Blocks at the end that more text may still change: a list may go on after a line that does not look like a list yet. */
const unsettledBlocks = 2;

/** What is read in one step. */
interface Reading {
  readonly place: Place;
  /** The window without what its container puts before each line. */
  readonly text: string;
  /** No more text of this container follows. */
  readonly isClosed: boolean;
  readonly isEnd: boolean;
  /** Begins in the middle of a line. */
  readonly isInLine: boolean;
  readonly sourceOf: (at: number) => number;
  readonly source: string;
}

/** Reads at most one window of the text. Pure. */
export function readWindow(text: string, place: Place): Window {
  // Lines of code cost no more than their characters.
  const isFence = place.mode.type === 'fence';
  const longest = text.slice(place.at, textEnd(text, place.at, windowChars, isFence ? windowChars : windowLines));
  const source = isFence ? longest : longest.slice(0, endBeforeMarks(longest, windowMarks, fewLines));
  const { within } = place.mode;
  const isInLine = place.at > 0 && text[place.at - 1] !== '\n';
  const inside = insideOf(source, within, isInLine);
  if (within && inside.length === 0 && source !== '')
    return readWindow(text, { at: place.at, mode: { type: 'blocks' } });
  const reading: Reading = {
    place,
    text: inside.text,
    isClosed: inside.length < source.length,
    isEnd: place.at + inside.length === text.length,
    isInLine,
    sourceOf: inside.sourceOf,
    source: source.slice(0, inside.length),
  };
  switch (place.mode.type) {
    case 'blocks':
      return blocks(reading, place.mode.number);
    case 'fence':
      return fence(reading, place.mode);
    case 'table':
      return table(reading, place.mode.head);
    case 'plain':
      return plain(reading);
  }
}

function blocks(reading: Reading, number: number | undefined): Window {
  const tokens = parse(reading.text);
  const segments = tokenSegments(reading, tokens, number);
  const visible = tokens.flatMap(({ type }, index) => (type === 'space' ? [] : [index]));
  const done = (count: number, next?: Place): Window => ({
    segments: reading.isEnd && next === undefined ? segments : segments.slice(0, count),
    next: next ?? placeOf(segments[count]) ?? behind(reading, { type: 'blocks' }),
    isEnd: reading.isEnd && next === undefined,
  });
  const dense = tokens.findIndex(isDense);
  if (dense >= 0 && dense === visible[0]) return cut(reading, segments.slice(0, dense), tokens, number);
  if (dense >= 0) return done(dense, placeOf(segments[dense]));
  if (reading.isClosed)
    return done(tokens.length, {
      at: reading.place.at + reading.source.length,
      mode: { type: 'blocks' },
    });
  if (reading.isEnd) return done(visible.at(-unsettledBlocks) ?? 0);
  const last = visible.at(-1);
  if (last === undefined) return done(tokens.length, behind(reading, { type: 'blocks' }));
  if (visible.length > 1) return done(last);
  return cut(reading, segments.slice(0, last), tokens, number);
}

function tokenSegments(reading: Reading, tokens: readonly Token[], number: number | undefined): readonly Segment[] {
  let at = 0;
  return tokens.map((token, index) => {
    const segment = tokenSegment(reading, at, token, index === 0 ? number : undefined);
    at += token.raw.length;
    return segment;
  });
}

function tokenSegment(reading: Reading, at: number, token: Token, number: number | undefined): Segment {
  const { place, source, sourceOf } = reading;
  const [from, to] = [sourceOf(at), sourceOf(at + token.raw.length)];
  const mode: Mode = {
    type: 'blocks',
    ...withinOf(place),
    ...(number === undefined ? {} : { number }),
  };
  const shown = { type: 'token', token, source: token.raw, number } as const;
  return { at: place.at + from, mode, raw: source.slice(from, to), shown };
}

/** One block fills the window and goes on: as much of it as can stand alone, and how the rest is to be read. */
function cut(
  reading: Reading,
  before: readonly Segment[],
  tokens: readonly Token[],
  number: number | undefined,
): Window {
  const lead = tokens.findIndex(({ type }) => type !== 'space');
  const offset = tokens.slice(0, lead).reduce((sum, { raw }) => sum + raw.length, 0);
  const token = tokens[lead] as Token;
  const part = partOf(token, reading.place.mode.within === undefined, number);
  if (!part) return plainCut(reading, before, offset, token);
  // A part is no longer than what was parsed already.
  const parts = part.length === token.raw.length ? [token] : parse(token.raw.slice(0, part.length));
  const shifted: Reading = {
    ...reading,
    sourceOf: (at) => reading.sourceOf(at + offset),
  };
  const segments = tokenSegments(shifted, parts, number);
  const next = reading.place.at + reading.sourceOf(offset + part.length);
  return {
    segments: [...before, ...segments],
    next: { at: next, mode: { ...withinOf(reading.place), ...part.next } },
    isEnd: false,
  };
}

function fence(reading: Reading, mode: Mode & { type: 'fence' }): Window {
  const { text, place } = reading;
  const spaces = new RegExp(`^ {0,${mode.indent}}`);
  let [code, at] = ['', 0];
  while (at < text.length) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    const line = text.slice(at, next);
    const isWhole = at > 0 || !reading.isInLine;
    if (isWhole && closes(line.replace('\n', ''), mode.mark)) {
      const behindIt: Mode = { type: 'blocks', ...withinOf(place) };
      return oneSegment(reading, next, { type: 'code', code }, line.endsWith('\n') ? behindIt : mode);
    }
    code += isWhole ? line.replace(spaces, '') : line;
    at = next;
  }
  return oneSegment(reading, at, { type: 'code', code }, mode);
}

/** A block as it was written, and more of it where it reaches to the end of the window. */
function plainCut(reading: Reading, before: readonly Segment[], offset: number, token: Token): Window {
  const [from, end] = [reading.sourceOf(offset), reading.sourceOf(offset + token.raw.length)];
  const goesOn = end === reading.source.length;
  const mode: Mode = { type: 'plain', ...withinOf(reading.place) };
  const place = { at: reading.place.at + from, mode };
  return {
    segments: [...before, { ...place, raw: reading.source.slice(from, end), shown: { type: 'plain' } }],
    next: { at: reading.place.at + end, mode: goesOn ? mode : { type: 'blocks', ...withinOf(reading.place) } },
    isEnd: false,
  };
}

/** What still is in its mode at the end of the text is read again with the next update. */
function oneSegment(reading: Reading, length: number, shown: Segment['shown'], mode: Mode): Window {
  const { place, source } = reading;
  const to = reading.sourceOf(length);
  const isEnd = reading.isEnd && to === source.length;
  const isSettled = !isEnd || mode.type !== place.mode.type;
  return {
    segments: [{ ...place, raw: source.slice(0, to), shown }],
    next: isSettled ? { at: place.at + to, mode } : place,
    isEnd,
  };
}

function table(reading: Reading, head: string): Window {
  const { place, text } = reading;
  const token = tableOf(head, text);
  const rows = (token?.raw.length ?? 0) - head.length;
  if (!token || rows <= 0) return readAgain(reading);
  const goesOn = reading.sourceOf(rows) === reading.source.length || token.raw.length < token.whole;
  const shown = {
    type: 'token',
    token,
    source: token.raw,
    number: undefined,
  } as const;
  return oneSegment(reading, rows, shown, goesOn ? place.mode : { type: 'blocks', ...withinOf(place) });
}

/** As many rows as are drawn at once. `whole`: the length of all of them that are there, with the head. */
function tableOf(head: string, text: string): (Token & { readonly whole: number }) | undefined {
  const [token] = parse(head + text);
  if (token?.type !== 'table') return undefined;
  const whole = token.raw.length;
  if (!isDense(token)) return { ...token, whole };
  const length = lengthOfLines(token.raw, rowsAtOnce(token) + 2);
  const [part] = parse(token.raw.slice(0, length));
  return part && { ...part, whole };
}

/** What follows is no part of what was before it. */
function readAgain(reading: Reading): Window {
  const place: Place = {
    at: reading.place.at,
    mode: { type: 'blocks', ...withinOf(reading.place) },
  };
  return blocks({ ...reading, place }, undefined);
}

const plainEnd = /^(?:[ \t]*$| {0,3}(?:`{3}|~{3}))/;

function plain(reading: Reading): Window {
  const { text, place } = reading;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('\n', at) + 1 || text.length;
    const isWhole = at > 0 || !reading.isInLine;
    if (isWhole && plainEnd.test(text.slice(at, next).replace('\n', ''))) break;
    at = next;
  }
  if (at === 0) return readAgain(reading);
  const mode: Mode = at < text.length ? { type: 'blocks', ...withinOf(place) } : place.mode;
  return oneSegment(reading, at, { type: 'plain' }, mode);
}

function behind(reading: Reading, mode: Mode): Place {
  return {
    at: reading.place.at + reading.source.length,
    mode: { ...mode, ...withinOf(reading.place) },
  };
}

function withinOf({ mode }: Place): { readonly within?: Container } {
  return mode.within ? { within: mode.within } : {};
}

function placeOf(segment: Segment | undefined): Place | undefined {
  return segment && { at: segment.at, mode: segment.mode };
}
