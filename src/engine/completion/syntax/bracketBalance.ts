import { type CursorContext, lineBefore, lineBehind, suffixBudgetChars } from '../api/cursorContext';
import { type Scan, scan } from './lexer';
import { openAtStart } from './openAtStart';
import { type Closer, closerOf, isComment, type Opener } from './openers';
import { marksBehind, openOn, pairsOfLine } from './openPairs';
import { learnLexicalRules } from './lexicalRules';
import { hasTrait } from './languages/languages';
import { type LanguageRegion, regionOf } from './embeddedLanguage';

/** What brackets and quotes say about a cursor. */
export interface BracketBalance {
  /** Openers at the cursor, the innermost last. */
  readonly open: readonly Opener[];
  /**
   * How many of the innermost openers the suffix leaves open, so that the text may close them; undefined where that is
   * not known.
   */
  readonly missing: number | undefined;
  /** Whether the cursor is in a comment or in a string. */
  readonly inComment: boolean;
  readonly inString: boolean;
  /** Language of the part of the file around the cursor, for example of the script of a component. */
  readonly languageId: string;
  /** How a text at the cursor is read. In a comment or string the pairs around the cursor count. */
  readonly reading: Reading;
}

interface Reading {
  readonly open: readonly Opener[];
  readonly languageId: string;
  /** A backslash before the cursor escapes the first character. */
  readonly isEscaped: boolean;
}

/** Scans a text that begins at the cursor. */
export function read(text: string, { open, languageId, isEscaped }: Reading): Scan {
  return scan(isEscaped ? ` ${text.slice(1)}` : text, languageId, open);
}

/** Many rules ask about one cursor, and often by several equal objects: from a key, then from the editor. */
let last: { readonly cursor: CursorContext; readonly balance: BracketBalance } | undefined;

export function bracketBalanceOf(cursor: CursorContext): BracketBalance {
  if (last && isSame(last.cursor, cursor)) return last.balance;
  last = { cursor, balance: computeBalance(cursor) };
  return last.balance;
}

function isSame(a: CursorContext, b: CursorContext): boolean {
  return (
    a === b ||
    (a.prefix === b.prefix && a.suffix === b.suffix && a.languageId === b.languageId && a.language === b.language)
  );
}

/** Scans of the text above the cursor's line and after the cursor. Both texts stay the same while a line is typed. */
const recentScans: { readonly text: string; readonly languageId: string; readonly scan: Scan }[] = [];
/** Two for the user's cursor and two for the place of a cached completion. */
const maxScans = 4;

function scanOf(text: string, languageId: string): Scan {
  const at = recentScans.findIndex((each) => each.text === text && each.languageId === languageId);
  const before = at < 0 ? openAtStart(text, languageId) : [];
  const [known = { text, languageId, scan: scan(text, languageId, before, 0) }] =
    at < 0 ? [] : recentScans.splice(at, 1);
  recentScans.unshift(known);
  recentScans.length = Math.min(recentScans.length, maxScans);
  return known.scan;
}

/** What is open before the cursor. */
function scanBefore({ prefix }: CursorContext, { languageId, from }: LanguageRegion): Scan {
  const line = Math.max(prefix.lastIndexOf('\n') + 1, from);
  return scan(prefix.slice(line), languageId, scanOf(prefix.slice(from, line), languageId).open, 0);
}

function computeBalance(cursor: CursorContext): BracketBalance {
  if (cursor.language) learnLexicalRules(cursor.languageId, cursor.language);
  const region = regionOf(cursor);
  const { languageId } = region;
  const { open: found, inLineComment } = scanBefore(cursor, region);
  const top = found.at(-1)?.mark ?? '';
  const inComment = inLineComment || isComment(top);
  const pairs = pairsOfLine(cursor);
  const isRead = pairs.length <= marksBehind(cursor, found).length;
  const open = isRead ? found : withPairs(found, pairs);
  const inString = !inComment && /^["'`]/.test(open.at(-1)?.mark ?? '');
  const missing = inComment ? undefined : missingOf({ ...cursor, languageId }, open, inString, pairs);
  const isText = inComment || (!isRead && /^["'`]/.test(top) && !/^["'`]/.test(pairs.at(-1)?.mark ?? ''));
  const isEscaped = inString && (/\\+$/.exec(lineBefore(cursor))?.[0].length ?? 0) % 2 === 1;
  const around = isComment(top) ? found.slice(-1) : [];
  const reading = isText
    ? { open: [...around, ...pairs], languageId: textLanguage, isEscaped }
    : { open, languageId, isEscaped };
  return { open, missing, inComment, inString, languageId, reading };
}

/** A language with brackets but without strings and comments. */
const textLanguage = 'plaintext';

/** Adds pairs that the editor closed although the language does not read them. */
function withPairs(open: readonly Opener[], pairs: readonly Opener[]): readonly Opener[] {
  // Some of the pairs are among the openers already.
  let known = Math.min(pairs.length, open.length);
  while (known > 0 && !open.slice(open.length - known).every(({ mark }, index) => mark === pairs[index]?.mark))
    known -= 1;
  return [...open, ...pairs.slice(known)];
}

/** A form at the margin is a new statement: what is closed before it closes what is open here. */
function missingOfForms({ prefix, suffix, languageId }: CursorContext): number {
  const before = prefix.slice(prefix.lastIndexOf('\n(') + 1);
  const [behind = ''] = suffix.split(/\n(?=\()/);
  return Math.max(0, scan(before, languageId).open.length - scan(behind, languageId).closers.length);
}

function missingOf(
  cursor: CursorContext,
  open: readonly Opener[],
  inString: boolean,
  pairs: readonly Opener[],
): number | undefined {
  // Everything that the line opens is closed right after the cursor.
  if (pairs.length > 0 && pairs.length === openOn(lineBefore(cursor)).length && marksBehind(cursor, open).length > 0)
    return 0;
  if (!inString && hasTrait(cursor.languageId, 'forms')) return missingOfForms(cursor);
  // A string goes on after the cursor or was never closed: the quote on its line decides.
  const inherited = inString ? open.slice(-1) : [];
  const { closers: all, inherited: left } = inString
    ? scan(cursor.suffix, cursor.languageId, inherited)
    : scanOf(cursor.suffix, cursor.languageId);
  // The suffix begins in the middle of a line, so its first closers have no indentation of their own.
  const { length } = lineBehind(cursor);
  const closers = all.map((closer) => (closer.at < length ? { ...closer, indent: undefined } : closer));
  if (inString && open.at(-1)?.mark.length === 3) {
    // Docstrings have two marks each: an even number below belongs to others.
    const others = cursor.suffix.split(open.at(-1)?.mark ?? '').length - 1;
    if (others % 2 === 0 && lineBehind(cursor).trim() === '') return undefined;
  }
  // A string over a line's end is rare, so one without its quote on this line is not closed yet.
  const isUnclosed = inString && isOneLine(open.at(-1)) && !lineBehind(cursor).includes(open.at(-1)?.mark ?? '');
  if (inString && (left > 0 || isUnclosed)) return open.length === 1 ? 1 : undefined;
  // A closer right after the cursor, or below it at the opener's own indentation, closes the innermost opener.
  const [innermost] = open.slice(-1);
  const [first] = closers;
  const isNext = first && cursor.suffix.slice(0, first.at).trim() === '';
  if (
    innermost &&
    isNext &&
    first.mark === closerOf(innermost) &&
    (first.indent ?? innermost.indent) === innermost.indent
  ) {
    return 0;
  }
  const isWhole = cursor.suffix.length < suffixBudgetChars / 2;
  const surplus = open.length - closers.length;
  if (isWhole && surplus >= 0 && fits(open, closers, surplus)) return surplus;
  for (let missing = 0; missing < open.length; missing += 1) if (fits(open, closers, missing)) return missing;
  return undefined;
}

function isOneLine(opener: Opener | undefined): boolean {
  return opener?.mark === '"' || opener?.mark === "'";
}

/** Whether the closers close, one by one, the openers without the innermost `missing`. */
function fits(open: readonly Opener[], closers: readonly Closer[], missing: number): boolean {
  const outer = open.slice(0, open.length - missing).reverse();
  if (outer.length > 0 && closers.length === 0) return false;
  return closers.every(({ mark, indent }, index) => {
    const opener = outer[index];
    return !opener || (closerOf(opener) === mark && (indent === undefined || indent === opener.indent));
  });
}
