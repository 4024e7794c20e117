import { type BracketBalance, read } from '../syntax/bracketBalance';
import { type CursorContext, lineBefore, lineBehind, linesBelow } from '../api/cursorContext';
import { indentColumns, isCloser, isDirective } from '../syntax/indentation';
import { scan } from '../syntax/lexer';
import { linesInside } from '../syntax/textLines';
import type { Opener } from '../syntax/openers';
import { hasTrait } from '../syntax/languages/languages';
import { marksBehind } from '../syntax/openPairs';
import { escapeRegExp } from '../syntax/escapeRegExp';

const continuesStatement = /^(?:else|elif|elsif|elseif|except|finally|catch|rescue|ensure|when|case|default|then)\b/;
/** Characters from which an equal line below is not chance. */
const minEqualChars = 12;
/** The same for an equal line at the same column. */
const minSameColumnChars = 4;

/** Ends before the line that closes a bracket which the suffix closes already. */
export function upToSurplusCloser(text: string, cursor: CursorContext, balance: BracketBalance): string {
  const { missing, reading } = balance;
  const { open, languageId } = reading;
  if (missing === undefined) return text;
  const allowed = missing + marksBehind(cursor, balance.open).length;
  const lines = text.split('\n');
  let state: readonly Opener[] = open;
  let lowest = open.length;
  for (const [index, line] of lines.entries()) {
    const { open: after, inherited } = scan(`${line}\n`, languageId, state);
    lowest = Math.min(lowest, inherited);
    const surplus = open.length - lowest - (after.length - lowest) - allowed;
    if (surplus > 0 && index > 0 && /^\s*[)\]}]/.test(line)) return lines.slice(0, index).join('\n');
    state = after;
  }
  return text;
}

/** Ends before the text leaves the block that goes on below the cursor. */
export function upToEndOfBlock(text: string, cursor: CursorContext, { open, languageId }: BracketBalance): string {
  const [below] = linesBelow(cursor);
  if (below === undefined) return text;
  const limit = indentColumns(below);
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const before = lineBefore(cursor);
  let base = indentColumns(
    before.trim() === '' && first === 0
      ? before + (lines[0] ?? '')
      : before.trim() === ''
        ? (lines[first] ?? '')
        : before,
  );
  const isInside = linesInside(text, languageId, open);
  for (const [index, line] of lines.entries()) {
    if (index <= Math.max(first, 0) || line.trim() === '' || isInside[index] || isDirective(line, cursor.languageId))
      continue;
    const indent = indentColumns(line);
    if (indent >= base) continue;
    const word = line.trim();
    const closes = isCloser(word);
    const goesOn = continuesStatement.test(word) && !continuesStatement.test(below.trim());
    if (indent < limit || (indent === limit && !closes && !goesOn)) return lines.slice(0, index).join('\n');
    if (indent === limit && closes && /^[a-z<]/.test(word) && isCloser(below)) return lines.slice(0, index).join('\n');
    if (!goesOn) base = indent;
  }
  return text;
}

/** Ends before lines that stand below the cursor already. */
export function withoutLinesBelow(
  text: string,
  cursor: CursorContext,
  { missing }: BracketBalance,
  isWhole: boolean,
): string {
  const [below, afterwards] = linesBelow(cursor);
  if (below === undefined) return text;
  const before = lineBefore(cursor);
  const lines = text.split('\n');
  const own = lines.findIndex((line, index) => {
    if (index === 0 && before.trim() !== '') return false;
    const full = index === 0 ? before + line : line;
    if (withoutMarks(full.trim()) !== withoutMarks(below.trim())) return false;
    // For a line that the file has more than once, such as the end of a case, the next line decides.
    const at = lines.findIndex((other, place) => place > index && other.trim() !== '');
    const next = lines[at];
    if (afterwards !== undefined && isRecurring(full.trim(), cursor)) {
      if (next === undefined ? !isWhole : isOther(next, afterwards, at === lines.length - 1)) return false;
    }
    const isSameColumn = indentColumns(full) === indentColumns(below);
    if (/^[)\]}]/.test(full.trim())) return isSameColumn && (missing === undefined || (index > 0 && /\w/.test(full)));
    if (isSameColumn) return full.trim() === below.trim() || (index > 0 && full.trim().length >= minSameColumnChars);
    if (full.trim() !== below.trim()) return false;
    if (hasTrait(cursor.languageId, 'few-brackets') || full.trim().length < 6) return false;
    return isAtOwnMargin(lines.slice(0, index).join('\n'), cursor);
  });
  return own < 0 ? text : lines.slice(0, own).join('\n');
}

/** Whether a line is more than closing brackets and comes more than once in the file. */
function isRecurring(line: string, { prefix, suffix }: CursorContext): boolean {
  if (/^[)\]};,]*$/.test(line)) return false;
  if (!/\w/.test(line)) return true;
  const lines = `${prefix}\n${suffix}`.split('\n');
  return lines.filter((other) => other.trim() === line).length > 1;
}

/** Whether a line differs from one below, as far as it is written. */
function isOther(line: string, below: string, mayGoOn: boolean): boolean {
  const [one, other] = [withoutMarks(line.trim()), withoutMarks(below.trim())];
  return one !== other && !(mayGoOn && other.startsWith(one));
}

/** Removes the last shown line where it equals the one below the cursor, at the same column or deeper. */
export function withoutLastLineBelow(text: string, cursor: CursorContext): string {
  const lines = text.trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  const [below] = linesBelow(cursor);
  if (lines.length < 2 || below === undefined || last.trim() !== below.trim()) return text;
  const { length } = last.trim();
  const isSame = indentColumns(last) === indentColumns(below) && length >= minSameColumnChars && !isCloser(last);
  const isDeeper = length >= minEqualChars && !hasTrait(cursor.languageId, 'few-brackets');
  return isSame || isDeeper ? lines.slice(0, -1).join('\n') : text;
}

/** A line without its final semicolon or comma, which one of two equal lines may lack. */
function withoutMarks(line: string): string {
  return line.replace(/[;,\s]+$/, '');
}

function isAtOwnMargin(text: string, cursor: CursorContext): boolean {
  return scan(text, cursor.languageId).open.length === 0;
}

/** Removes the end of the text that repeats the rest of the cursor's line. */
export function withoutRestOfLine(text: string, cursor: CursorContext, balance: BracketBalance): string {
  const behind = lineBehind(cursor).trim();
  const marks = marksBehind(cursor, balance.open);
  const opened = withoutOpenedRest(text, cursor);
  if (opened !== undefined) return opened;
  // `joinBrackets` handles closing brackets: the text may go on after them.
  if (
    behind === '' ||
    /^[;,:()]*$/.test(
      lineBehind(cursor)
        .slice(marks.at(-1) ?? 0)
        .trim(),
    )
  )
    return text;
  const line = text.split('\n')[0] ?? '';
  const whole = withoutWholeRest(line, behind);
  if (whole !== undefined) return whole;
  if (text.trimEnd().endsWith(behind) && text.includes('\n')) return text.trimEnd().slice(0, -behind.length);
  const written = lineBehind(cursor).trimEnd();
  for (let length = Math.min(written.length, line.length); length > 0; length -= 1) {
    const shared = written.slice(0, length);
    const rest = line.slice(0, -length);
    if (line.endsWith(shared) && isBorder(written, length) && !closesOwn(rest, shared)) return rest;
  }
  const closers = read(line, balance.reading).closers.filter(({ closes }) => closes);
  const closer = marks.length > 0 ? closers[balance.missing ?? 0] : undefined;
  // Behind the closing mark both have the same end of the line.
  const end = lineBehind(cursor)
    .slice(marks.at(-1) ?? 0)
    .trim();
  if (closer && end !== '' && line.slice(closer.at + closer.mark.length).startsWith(end)) return line;
  if (closer && end !== '' && line.trimEnd().endsWith(end) && line.trimEnd().length - end.length > closer.at) {
    return line.trimEnd().slice(0, -end.length).trimEnd();
  }
  // An element that is closed after the cursor gets the text and keeps its end tag.
  const tag = /<\/[\w.:-]+>.*$/.exec(end)?.[0];
  if (closer && tag !== undefined && line.trimEnd().endsWith(tag) && end.charAt(0) === line.charAt(closer.at + 1)) {
    return line.trimEnd().slice(0, -tag.length);
  }
  if (closer) return line.slice(0, closer.at);
  return /\w/.test(behind) && line.trim() !== '' ? line : text;
}

/**
 * The first line without the end that begins with an opening bracket and also follows the cursor; undefined elsewhere.
 */
function withoutOpenedRest(text: string, cursor: CursorContext): string | undefined {
  const behind = lineBehind(cursor).trimEnd();
  const [line = ''] = text.split('\n');
  if (!/^\s*[([{]/.test(behind) || !line.trimEnd().endsWith(behind.trim())) return undefined;
  const rest = line.trimEnd().slice(0, -behind.trim().length);
  return /^\s/.test(behind) ? rest.trimEnd() : rest;
}

/** The first line without all the text after the cursor, or up to the tag there; undefined elsewhere. */
function withoutWholeRest(line: string, behind: string): string | undefined {
  const tag = /^<\/([\w.:-]+)\s*>/.exec(behind);
  if (tag) {
    const at = closingTagAt(line, tag[1] ?? '');
    if (at >= 0) return line.slice(0, at);
  }
  const written = line.trimEnd();
  if (!/\w/.test(behind) || !written.endsWith(behind)) return undefined;
  const rest = written.slice(0, -behind.length);
  // The end of a longer word is not a repeated word.
  return /\w$/.test(rest) && /^\w/.test(behind) ? undefined : rest;
}

/** Where a line closes an element that it has not opened itself; -1 where it does not. */
function closingTagAt(line: string, name: string): number {
  const tags = new RegExp(`<(/?)${escapeRegExp(name)}(?![\\w.:-])[^<>]*?(/?)>`, 'g');
  let depth = 0;
  for (const { 1: closes, 2: isEmpty, index } of line.matchAll(tags)) {
    if (closes !== '/') depth += isEmpty === '/' ? 0 : 1;
    else if (depth === 0) return index;
    else depth -= 1;
  }
  return -1;
}

/** Whether the completion closes its own bracket. */
function closesOwn(rest: string, shared: string): boolean {
  return ['()', '[]', '{}', '<>'].some(([open = '', close = '']) => {
    return shared.includes(close) && rest.split(open).length > rest.split(close).length;
  });
}

/** A single shared character is chance where more text follows it. */
function isBorder(behind: string, length: number): boolean {
  return length >= 3 || length === behind.length || (length === 2 && !/\w/.test(behind.slice(0, length)));
}
