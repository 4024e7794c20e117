import { type BracketBalance, read } from '../syntax/bracketBalance';
import { isInsidePair } from '../syntax/block';
import { type CursorContext, lineBefore, lineBehind, prefixBudgetChars } from '../api/cursorContext';
import { type Closer, closerOf, type Opener } from '../syntax/openers';
import { hasTrait } from '../syntax/languages/languages';
import { lexicalRulesOf } from '../syntax/lexicalRules';
import { marksBehind } from '../syntax/openPairs';
import type { Suggestion } from '../api/suggestion';

/**
 * Joins a text with the text after the cursor. A closing bracket that both have is kept once, and surplus brackets are
 * dropped, so that the statement is as balanced as before. Undefined where nothing is left.
 */
export function joinBrackets(text: string, cursor: CursorContext, balance: BracketBalance): Suggestion | undefined {
  const fitting = withoutSurplus(text, cursor, balance);
  const { closers, taken, outer, opened } = shared(fitting, cursor, balance);
  const made = taken === 0 ? { text: fitting, replaces: 0 } : resolved(fitting, closers, taken, cursor, balance);
  if (balance.inString && endsInString(opened, lineBehind(cursor).slice(made.replaces))) return undefined;
  const isApart = /^\s/.test(lineBehind(cursor).slice(made.replaces));
  const trimmed = isApart ? { ...made, text: made.text.trimEnd() } : made;
  const ended = withClosingLine(withoutDoubleEnd(trimmed, cursor), cursor, outer === 0);
  return ended.trim() === '' ? undefined : { ...made, text: ended };
}

/**
 * A text that ends the string at the cursor and opens another that nothing closes is wrong. Outside of strings the
 * quote may be an apostrophe.
 */
function endsInString(opened: readonly Opener[], behind: string): boolean {
  const [innermost] = opened.slice(-1);
  return innermost !== undefined && /^["']$/.test(innermost.mark) && !behind.includes(innermost.mark);
}

/** Number of characters after the cursor that a text contains too. */
export function repeatedChars(text: string, cursor: CursorContext, balance: BracketBalance): number {
  return marksBehind(cursor, balance.open)[shared(text, cursor, balance).taken - 1] ?? 0;
}

interface Shared {
  /** The closers of the text that follow the cursor too. */
  readonly closers: readonly Closer[];
  readonly taken: number;
  /** Number of closers of the text for openers before it. */
  readonly outer: number;
  /** The text's own openers that stay open, the innermost last. */
  readonly opened: readonly Opener[];
}

function shared(text: string, cursor: CursorContext, balance: BracketBalance): Shared {
  const { closers, open, inherited } = read(text, balance.reading);
  const outer = closers.filter(({ closes }) => closes);
  const opened = open.slice(inherited);
  const own = closedBy(opened, lineBehind(cursor));
  const surplus = Math.max(outer.length - own - (balance.missing ?? 0), 0);
  const taken = reopens(text, cursor, balance) ? 0 : Math.min(surplus, marksBehind(cursor, balance.open).length);
  return { closers: outer.slice(outer.length - taken), taken, outer: outer.length, opened };
}

/** Whether a text closes a quote around the cursor and opens another, in a language without such strings. */
function reopens(text: string, { languageId }: CursorContext, { open }: BracketBalance): boolean {
  const mark = open.at(-1)?.mark ?? '';
  if (!/^["'`]$/.test(mark) || lexicalRulesOf(languageId).quotes.includes(mark)) return false;
  return (text.split('\n')[0] ?? '').split(mark).length % 2 === 1;
}

/** How many of these openers, the innermost last, are closed at the beginning of `behind`. */
function closedBy(open: readonly Opener[], behind: string): number {
  const marks = behind.replace(/\s/g, '');
  let at = 0;
  let count = 0;
  for (const opener of [...open].reverse()) {
    const mark = closerOf(opener);
    if (!marks.startsWith(mark, at)) break;
    at += mark.length;
    count += 1;
  }
  return count;
}

/**
 * Handles the closers that both texts have. The new text is cut where its closers only repeat the text after the
 * cursor. Otherwise its closers replace the existing ones.
 */
function resolved(
  text: string,
  closers: readonly Closer[],
  taken: number,
  cursor: CursorContext,
  balance: BracketBalance,
): Suggestion {
  const behind = lineBehind(cursor);
  const marks = marksBehind(cursor, balance.open);
  const squeezed = (line: string): string => line.replace(/[ \t]/g, '');
  const cut = (count: number): Suggestion => {
    const kept = text.slice(0, closers[count]?.at);
    return { text: /^[ \t]/.test(behind) ? kept.replace(/[ \t]+$/, '') : kept, replaces: marks[count - 1] ?? 0 };
  };
  for (const [count, { at }] of closers.entries()) {
    const rest = behind.slice(marks[count - 1] ?? 0);
    // A statement does not end within an outer bracket.
    const outer = balance.open[balance.open.length - 1 - taken];
    const endsEarly = taken < marks.length && outer?.mark !== '{' && /^[)\]}"'`]+;?$/.test(text.slice(at));
    const made = cut(count);
    if ((squeezed(rest).startsWith(squeezed(text.slice(at))) || endsEarly) && isFit(made, behind)) return made;
  }
  const end = marks[taken - 1] ?? 0;
  const whole = { text, replaces: end + sharedBehind(text, closers.at(-1), behind.slice(end)) };
  return isFit(whole, behind) ? whole : cut(0);
}

/**
 * Number of characters after the last closer that follow the cursor too. 0 where the text does not go on after them.
 */
function sharedBehind(text: string, last: Closer | undefined, behind: string): number {
  if (!last) return 0;
  const after = text.slice(last.at + last.mark.length);
  let length = 0;
  while (length < behind.length && /[>/;,]/.test(after.charAt(length)) && after[length] === behind[length]) length += 1;
  return after.slice(length).trim() === '' ? 0 : length;
}

/** VS Code shows a suggestion only when its text contains what it replaces, in order. */
function isFit({ text, replaces }: Suggestion, behind: string): boolean {
  return isSubsequence(behind.slice(0, replaces), text);
}

function isSubsequence(part: string, text: string): boolean {
  let from = 0;
  for (const character of part) {
    const at = text.indexOf(character, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}

/** Removes a final semicolon, comma or colon that follows the cursor too. */
function withoutDoubleEnd({ text, replaces }: Suggestion, cursor: CursorContext): string {
  const behind = lineBehind(cursor).slice(replaces).trimStart();
  // In the shell, `;;` is one mark.
  if (behind.startsWith(';;') && text.endsWith(';;')) return text.slice(0, -2).trimEnd();
  const [next = ''] = behind;
  const isDoubled = /[;,]/.test(next) || (next === ':' && !text.includes('\n'));
  return isDoubled && text.endsWith(next) ? text.slice(0, -1) : text;
}

/** Removes closing brackets without an opener, and those that the suffix has. */
function withoutSurplus(text: string, cursor: CursorContext, balance: BracketBalance): string {
  const { closers, open, inherited } = read(text, balance.reading);
  // In the shell, the `)` of a case pattern has no opener.
  const isPattern = hasTrait(cursor.languageId, 'case-patterns');
  const stray = closers.find((closer) => !closer.closes && !isPattern && isAtEnd(text, closer));
  const isSure = balance.open.length > 0 || cursor.prefix.length < prefixBudgetChars / 2;
  if (stray && isSure && !balance.inComment) return without(text, stray);
  if (balance.missing === undefined) return text;
  const outer = closers.filter(({ closes }) => closes);
  const own = Math.max(
    closedBy(open.slice(inherited), cursor.suffix.slice(0, 200)),
    openedAgain(text, open.slice(inherited)),
  );
  const surplus = outer[balance.missing + marksBehind(cursor, balance.open).length + own];
  // The bracket on a line below closes the block, so the text after the surplus bracket belongs to another place.
  const isBelow = lineBehind(cursor).trim() === '';
  // A semicolon follows, or will follow, the existing bracket.
  if (!surplus || !(isBelow || isAtEnd(text, surplus))) return text;
  // Again, since openers after the cut are gone and no longer close brackets after the cursor.
  return withoutSurplus(text.slice(0, surplus.at).trimEnd(), cursor, balance);
}

/** Counts what a line closes and opens again, as in `} else {`. */
function openedAgain(text: string, opened: readonly Opener[]): number {
  const [first = ''] = text.trimStart().split('\n');
  return opened.length > 0 && /^[)\]}][^\n]*[([{]\s*$/.test(first) ? 1 : 0;
}

function isAtEnd(text: string, { at }: Closer): boolean {
  return /^[)\]};,\s]*$/.test(text.slice(at));
}

function without(text: string, { at }: Closer): string {
  const end = /;\s*$/.test(text) && !text.slice(0, at).includes('\n') ? ';' : '';
  return text.slice(0, at).trimEnd() + end;
}

/** Moves the `}` of a pair on one line to a line below a block that is written between them. */
function withClosingLine(text: string, cursor: CursorContext, isUnclosed: boolean): string {
  if (!isUnclosed || !text.includes('\n') || !isInsidePair(cursor)) return text;
  return `${text}\n${/^\s*/.exec(lineBefore(cursor))?.[0] ?? ''}`;
}
