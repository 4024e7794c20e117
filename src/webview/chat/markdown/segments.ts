import type { Token, Tokens } from 'marked';
import { parse } from './boundedLexer';
import { type Container, insideOf } from './container';
import { windowChars, windowLines } from './limits';

/** How the source is to be read from some place on. */
export type Mode = { readonly within?: Container } & (
  | { readonly type: 'blocks'; readonly number?: number }
  /** In code whose fence is not closed yet. */
  | { readonly type: 'fence'; readonly mark: string; readonly indent: number }
  /** In a table, of which more rows may follow. */
  | { readonly type: 'table'; readonly head: string }
  /** In a block that is too long to be parsed; an empty line or a fence ends it. */
  | { readonly type: 'plain' }
);

export interface Place {
  readonly at: number;
  readonly mode: Mode;
}

/** A piece of source and what to draw for it. */
export interface Segment extends Place {
  readonly raw: string;
  readonly shown:
    /** `source`: what it was parsed from, the raw text but for what a container or the start of a table adds. */
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
  /** Where the next window begins. What stands before it will not change whatever follows. */
  readonly next: Place;
  /** The segments reach to the end of the text, some of them beyond `next`. */
  readonly isEnd: boolean;
}

export const start: Place = { at: 0, mode: { type: 'blocks' } };

/** Blocks at the end that more text may still change: a list goes on behind a line that does not look like one yet. */
const unsettled = 2;

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
  // Lines that are not formatted cost no more than their characters.
  const isPlain = place.mode.type === 'fence' || place.mode.type === 'plain';
  const source = windowOf(text, place.at, isPlain ? windowChars : windowLines);
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

function windowOf(text: string, at: number, mostLines: number): string {
  let end = at;
  for (let lines = 0; lines < mostLines && end < text.length; lines += 1) {
    const next = text.indexOf('\n', end) + 1 || text.length;
    if (next - at > windowChars) return text.slice(at, end === at ? wholeCharacters(text, at + windowChars) : end);
    end = next;
  }
  return text.slice(at, end);
}

/** Not between the halves of a surrogate pair. */
function wholeCharacters(text: string, at: number): number {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') ? at - 1 : at;
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
  if (reading.isClosed)
    return done(tokens.length, {
      at: reading.place.at + reading.source.length,
      mode: { type: 'blocks' },
    });
  if (reading.isEnd) return done(visible.at(-unsettled) ?? 0);
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
  if (!part) {
    const rest = reading.source.slice(reading.sourceOf(offset));
    const mode: Mode = { type: 'plain', ...withinOf(reading.place) };
    const at = reading.place.at + reading.sourceOf(offset);
    return {
      segments: [...before, { at, mode, raw: rest, shown: { type: 'plain' } }],
      next: { at: at + rest.length, mode },
      isEnd: false,
    };
  }
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

interface Part {
  /** Characters of the block that are drawn now. */
  readonly length: number;
  readonly next: Mode;
}

function partOf(token: Token, mayContain: boolean, number: number | undefined): Part | undefined {
  const { raw } = token;
  switch (token.type) {
    case 'code':
      return { length: raw.length, next: fenceOf(raw) ?? { type: 'blocks' } };
    case 'list':
      return listPart(token as Tokens.List, mayContain, number);
    case 'blockquote': {
      const length = innerLength(raw, (token as Tokens.Blockquote).tokens);
      return mayContain && length > 0 ? { length, next: { type: 'blocks', within: { type: 'quote' } } } : undefined;
    }
    case 'table': {
      const head = raw.split('\n', 2).join('\n') + '\n';
      return head.length < windowChars / 2 ? { length: raw.length, next: { type: 'table', head } } : undefined;
    }
    case 'paragraph': {
      const length = wordBreak(raw);
      return length > 0 ? { length, next: { type: 'blocks' } } : undefined;
    }
    default:
      return undefined;
  }
}

function listPart(list: Tokens.List, mayContain: boolean, number: number | undefined): Part | undefined {
  const { items } = list;
  const whole = items.slice(0, -1);
  if (whole.length > 0) {
    const first = number ?? (list.start === '' ? 1 : list.start);
    const length = whole.reduce((sum, { raw }) => sum + raw.length, 0);
    return {
      length,
      next: {
        type: 'blocks',
        ...(list.ordered ? { number: first + whole.length } : {}),
      },
    };
  }
  const [item] = items;
  const indent = /^ {0,3}(?:[-*+]|\d{1,9}[.)]) {1,4}(?=\S)/.exec(list.raw)?.[0].length;
  const length = item ? innerLength(item.raw, item.tokens) : 0;
  if (!mayContain || indent === undefined || length === 0) return undefined;
  return { length, next: { type: 'blocks', within: { type: 'item', indent } } };
}

/** Characters of a container up to the last block in it; 0 where there is but one. */
function innerLength(raw: string, tokens: readonly Token[]): number {
  const last = tokens.findLastIndex(({ type }) => type !== 'space');
  const before = tokens.slice(0, last);
  if (!before.some(({ type }) => type !== 'space' && type !== 'checkbox')) return 0;
  const inside = before.map((token) => token.raw).join('');
  // A tight item's text ends without the line break that follows it.
  const lines = inside.split('\n').length - (inside.endsWith('\n') ? 1 : 0);
  let at = 0;
  for (let line = 0; line < lines; line += 1) at = raw.indexOf('\n', at) + 1 || raw.length;
  return at === raw.length ? 0 : at;
}

/** Where a long paragraph can be cut so that what follows is a paragraph too; 0 where it cannot. */
function wordBreak(raw: string): number {
  for (let at = raw.length - 1; at > raw.length / 2; at -= 1) {
    if (/\s/.test(raw[at - 1] ?? '') && /\p{L}/u.test(raw[at] ?? '')) return at;
  }
  return 0;
}

/** The mode behind code whose fence is open; undefined when it is closed or has none. */
function fenceOf(raw: string): Mode | undefined {
  const [, spaces = '', mark = ''] = /^( {0,3})(`{3,}|~{3,})/.exec(raw) ?? [];
  const end = raw.indexOf('\n');
  if (mark === '' || end < 0) return undefined;
  const last = raw.trimEnd().slice(end).split('\n').at(-1) ?? '';
  return end < raw.trimEnd().length && closes(last, mark) ? undefined : { type: 'fence', mark, indent: spaces.length };
}

function closes(line: string, mark: string): boolean {
  const [, found = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? [];
  return found.length >= mark.length && found[0] === mark[0];
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
  const [token] = parse(head + text);
  const rows = (token?.raw.length ?? 0) - head.length;
  if (token?.type !== 'table' || rows <= 0) return readAgain(reading);
  const goesOn = reading.sourceOf(rows) === reading.source.length;
  const shown = {
    type: 'token',
    token,
    source: token.raw,
    number: undefined,
  } as const;
  return oneSegment(reading, rows, shown, goesOn ? place.mode : { type: 'blocks', ...withinOf(place) });
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
