import { bracketBalanceOf } from '../syntax/bracketBalance';
import { type CursorContext, lineBefore, lineBehind, linesBelow } from '../api/cursorContext';
import { indentColumns, isCloser, levelOf } from '../syntax/indentation';
import { scan } from '../syntax/lexer';
import { linesInside, linesInStrings } from '../syntax/textLines';
import type { Opener } from '../syntax/openers';
import { hasTrait } from '../syntax/languages/languages';

/**
 * Indents a text that counts its lines from the cursor's column instead of the margin. A line that could not stand at
 * its column shows this.
 */
export function withAbsoluteIndent(text: string, cursor: CursorContext): string {
  const before = lineBefore(cursor);
  const base = /^[ \t]*/.exec(before)?.[0] ?? '';
  if (base === '' || (before.trim() === '' && /^\s/.test(text))) return text;
  const [first = '', ...rest] = text.split('\n');
  const { open, languageId } = bracketBalanceOf(cursor);
  const isText = linesInside(text, languageId, open);
  const isInside = linesInStrings(text, languageId, open);
  const at = rest.findIndex((line) => line.trim() !== '');
  if (at < 0 || isText[at + 1] === true || !isRelative(first, rest, at, cursor, open)) return text;
  return [
    first,
    ...rest.map((line, index) => (line.trim() === '' || isInside[index + 1] === true ? line : base + line)),
  ].join('\n');
}

function isRelative(
  first: string,
  rest: readonly string[],
  at: number,
  cursor: CursorContext,
  open: readonly Opener[],
): boolean {
  const before = lineBefore(cursor);
  const next = rest[at] ?? '';
  const full = before + first;
  const column = indentColumns(next);
  const base = indentColumns(before);
  // A statement over several lines opens its block at the column where it began.
  const opener = scan(`${first}\n`, cursor.languageId, open).closers.findLast(({ closes }) => closes)?.closes;
  const header = Math.min(base, opener?.indent ?? base, statementColumn(cursor));
  if (opensDeeperLines(full, cursor)) {
    if (isCloser(next)) return column < header && column === 0;
    // Items of a list, and labels, may stand at the column of their opener.
    const isLevel =
      hasTrait(cursor.languageId, 'level-items') || /^\s*(?:case|default|public|private|protected|when)\b/.test(next);
    if (isLevel && column === header) return false;
    return column > 0 && column <= header;
  }
  const opened = scan(`${first}\n`, cursor.languageId).open;
  if (opened.length > 0 && /^(?:\(|\[|\{|\$\{)$/.test(opened.at(-1)?.mark ?? '')) {
    const closing = rest.find((line) => /^\s*[)\]}]/.test(line));
    if (closing !== undefined) return indentColumns(closing) === 0 && base > 0 && column <= base;
  }
  if (isCloser(next) || at > 0 || column > 0) return false;
  const [below] = linesBelow(cursor);
  const isWithin = below !== undefined && indentColumns(below) > 0;
  if (open.some(({ mark }) => mark === '{') && !hasTrait(cursor.languageId, 'indented-blocks')) {
    return !/^(?:#|@|\w+:\s*$|case\b|default\b)/.test(next);
  }
  return (
    hasTrait(cursor.languageId, 'statements-leave-blocks') &&
    (isWithin || (base > levelOf(cursor).length && !/^(?:def|class|async|@|if __name__)\b/.test(next)))
  );
}

function opensDeeperLines(line: string, { languageId }: CursorContext): boolean {
  const end = line.trimEnd();
  if (/^\s*(?:\/\/|#|--|\*|;|%)/.test(end)) return false;
  if (hasTrait(languageId, 'indented-blocks')) return /[:{([]$/.test(end);
  if (
    hasTrait(languageId, 'end-words') &&
    /^\s*(?:def|class|module|begin|function|local function|defmodule)\b|\bdo\s*\|[^|]*\|$/.test(end)
  ) {
    return !/\bend$/.test(end);
  }
  return /[{([]$|(?:=>|->|\bdo|\bthen|\belse)$/.test(end);
}

/** Column of the statement that goes on at the cursor's line; infinite where a statement begins there. */
function statementColumn({ prefix }: CursorContext): number {
  const above = prefix.split('\n').slice(0, -1).at(-1) ?? '';
  return /(?:&&|\|\|?|\\)\s*$/.test(above) ? indentColumns(above) : Infinity;
}

/** Removes space at the beginning that stands before the cursor already. */
export function withoutExtraSpace(text: string, cursor: CursorContext): string {
  const line = lineBefore(cursor);
  if (line.trim() !== '') {
    if (!/\s$/.test(line) || isAligned(text, cursor)) return text;
    // In the middle of a statement a line break comes from the model, not from the code.
    return text.replace(/^(?:[ \t]*\n)*[ \t]*/, '');
  }
  const body = text.replace(/^(?:[ \t]*\n)+/, '');
  const indent = /^[ \t]*/.exec(body)?.[0] ?? '';
  return indentAtCursor(indent, body, cursor) + body.slice(indent.length);
}

/** Whether space at the beginning is meant: in a comment or a text, to align, or in the middle of a line. */
function isAligned(text: string, cursor: CursorContext): boolean {
  if (!/^[ \t]+\S/.test(text)) return false;
  if (/^[^\s)\]};,.]/.test(lineBehind(cursor)) || /\S {2,}$/.test(lineBefore(cursor))) return true;
  const isMark = /^\s*(?:\/{2,}|\*+|#+|--|;+)\s$/.test(lineBefore(cursor));
  return /^(?: {2}|\t)/.test(text) && (isMark || bracketBalanceOf(cursor).inComment);
}

/** Indentation of the text's first line at a cursor in a blank line. */
function indentAtCursor(indent: string, body: string, cursor: CursorContext): string {
  const line = lineBefore(cursor);
  if (indent === '') return '';
  const lines = cursor.prefix.split('\n').slice(0, -1);
  const above = lines.findLast((each) => each.trim() !== '') ?? '';
  const isOpen = /(?:[{([:]|=>|->|\bdo|\bthen|\belse)\s*$/.test(above);
  const [cursorColumn, column, last] = [indentColumns(line), indentColumns(indent), indentColumns(above)];
  if (line === '') {
    if (
      hasTrait(cursor.languageId, 'statements-leave-blocks') &&
      !isOpen &&
      column > last &&
      bracketBalanceOf(cursor).open.length === 0
    )
      return '';
    return indent === ' ' && !/^\s*\*/.test(body) ? '' : indent;
  }
  // Counted from the margin, including the space before the cursor; or counted from the cursor.
  const whole = indent.startsWith(line) ? indent.slice(line.length) : undefined;
  if (isOpen && cursorColumn <= last) {
    if (whole !== undefined && column > last) return whole;
    return cursorColumn + column > last && cursorColumn + column <= last + 2 * indentColumns(levelOf(cursor))
      ? indent
      : '';
  }
  if (isOpen || cursorColumn >= last) return '';
  const levels = levelsAbove(lines, last);
  if (whole !== undefined && whole !== '' && levels.has(column)) return whole;
  if (!levels.has(cursorColumn + column)) return '';
  if (column !== cursorColumn) return indent;
  // The same indentation again: kept only where it must be meant.
  const [below] = linesBelow(cursor);
  const goesOn = below !== undefined && indentColumns(below) >= last;
  return goesOn || /^\s*(?:return|yield|raise|break|continue)\b/.test(body) || continues(body, lines, cursorColumn)
    ? indent
    : '';
}

/** Whether the text goes on with a statement that stands deeper than the cursor. */
function continues(body: string, lines: readonly string[], cursorColumn: number): boolean {
  if (!/^\s*(?:else|elif|except|finally)\b/.test(body)) return false;
  const header = lines.findLast((line) => /^\s*(?:if|elif|for|while|try|except|with)\b/.test(line));
  return header !== undefined && indentColumns(header) > cursorColumn;
}

/** Columns at which the next line may stand: of the last line and of the blocks around it. */
function levelsAbove(lines: readonly string[], last: number): ReadonlySet<number> {
  const levels = new Set([last]);
  let lowest = last;
  for (const line of [...lines].reverse()) {
    if (line.trim() === '' || indentColumns(line) >= lowest) continue;
    lowest = indentColumns(line);
    levels.add(lowest);
  }
  return levels;
}
