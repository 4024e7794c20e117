import type { Token, Tokens } from 'marked';
import { maxCells, maxColumns, windowChars } from '../budget/limits';
import type { Mode } from './mode';

export interface Part {
  /** Characters of the block that are drawn now. */
  readonly length: number;
  readonly next: Mode;
}

export function partOf(token: Token, mayContain: boolean, number: number | undefined): Part | undefined {
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
      const head = raw.slice(0, lengthOfLines(raw, 2));
      const rows = rowsAtOnce(token);
      if (rows === 0 || head.length >= windowChars / 2) return undefined;
      return { length: lengthOfLines(raw, rows + 2), next: { type: 'table', head } };
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

/** The mode after code with an open fence; undefined where the fence is closed or absent. */
function fenceOf(raw: string): Mode | undefined {
  const [, spaces = '', mark = ''] = /^( {0,3})(`{3,}|~{3,})/.exec(raw) ?? [];
  const end = raw.indexOf('\n');
  if (mark === '' || end < 0) return undefined;
  const last = raw.trimEnd().slice(end).split('\n').at(-1) ?? '';
  return end < raw.trimEnd().length && closes(last, mark) ? undefined : { type: 'fence', mark, indent: spaces.length };
}

export function closes(line: string, mark: string): boolean {
  const [, found = ''] = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line) ?? [];
  return found.length >= mark.length && found[0] === mark[0];
}

/** Rows of a table that are drawn in one step; none of one that is too wide, and what is no table has no limit. */
export function rowsAtOnce(token: Token): number {
  if (token.type !== 'table') return Infinity;
  const columns = (token as Tokens.Table).header.length;
  return columns > maxColumns ? 0 : Math.floor(maxCells / columns);
}

/** A table of more than is drawn in one step. */
export function isDense(token: Token): boolean {
  if (token.type !== 'table') return false;
  const { header, rows } = token as Tokens.Table;
  return header.length > maxColumns || rows.length > rowsAtOnce(token);
}

/** Characters of the first lines of a text. */
export function lengthOfLines(text: string, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines && at < text.length; line += 1) at = text.indexOf('\n', at) + 1 || text.length;
  return at;
}
