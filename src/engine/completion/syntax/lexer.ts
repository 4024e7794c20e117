import { commentEnds, lexicalRulesOf, special } from './lexicalRules';
import type { LexicalRules } from './languages/language';

/** A bracket, quote or block comment that is open: `mark` as it was written, `indent` of the line it stands on. */
export interface Opener {
  readonly mark: string;
  readonly indent: number;
}

/** A closing bracket or quote for which the text itself has no opener. */
export interface Closer {
  readonly mark: string;
  /** Offset in the text. */
  readonly at: number;
  /** The opener that was open before the text and that this closes; undefined where nothing such was open. */
  readonly closes: Opener | undefined;
  /** Columns before it when it is the first on its line. */
  readonly indent: number | undefined;
}

export interface Scan {
  /** What is open behind the text, the innermost last. */
  readonly open: readonly Opener[];
  /** How many of the openers from before the text are among them. */
  readonly inherited: number;
  readonly closers: readonly Closer[];
  /** The text ends in a comment that ends with its line. */
  readonly inLineComment: boolean;
}

const brackets: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };
const closing = new Set(')]}');
/** What closes an opener; a quote closes itself. */
export function closerOf({ mark }: Opener): string {
  return brackets[mark] ?? commentEnds.get(mark) ?? mark;
}

/**
 * Finds brackets and quotes outside of strings and comments, well enough for suggestions: what it cannot tell (regular
 * expressions, here-documents) it reads as code. `before` is what is open where the text begins, the first `inherited` of
 * it from before the text; the others are the text's own, of lines above that were read apart.
 */
export function scan(
  text: string,
  languageId: string,
  before: readonly Opener[] = [],
  inheritedBefore = before.length,
): Scan {
  const rules = lexicalRulesOf(languageId);
  const open = [...before];
  const closers: Closer[] = [];
  let inherited = inheritedBefore;
  let lineStart = 0;
  let inLineComment = false;

  const push = (mark: string): void => void open.push({ mark, indent: indentAt(text, lineStart) });
  const close = (mark: string, at: number): void => {
    const own = findLast(open, inherited, mark);
    if (own >= 0) {
      open.length = own;
      return;
    }
    const outer = open.length === inherited ? open[inherited - 1] : undefined;
    const closes = outer && closerOf(outer) === mark ? outer : undefined;
    const indent = text.slice(lineStart, at).trim() === '' ? at - lineStart : undefined;
    closers.push({ mark, at, closes, indent });
    if (!closes) return;
    open.pop();
    inherited -= 1;
  };

  for (let at = 0; at < text.length; at += 1) {
    // Most characters mean nothing, and a hole is read with each key.
    if (at !== lineStart && special[text.charCodeAt(at)] !== 1) continue;
    const character = text.charAt(at);
    const top = open.at(-1)?.mark ?? '';
    const word =
      at === lineStart && top.startsWith('<<') ? new RegExp(`^\\s*${top.slice(2)}\\b`).exec(text.slice(at)) : null;
    if (word) {
      open.pop();
      inherited = Math.min(inherited, open.length);
      at += word[0].length - 1;
    } else if (character === '\n') {
      lineStart = at + 1;
      inLineComment = false;
      // Where no string goes over the line's end it was an apostrophe.
      if ((top === '"' || top === "'") && !rules.longStrings) {
        open.pop();
        inherited = Math.min(inherited, open.length);
      }
    } else if (inLineComment || top.startsWith('<<')) continue;
    else if (commentEnds.has(top)) {
      const end = commentEnds.get(top) ?? '';
      if (!text.startsWith(end, at)) continue;
      close(end, at);
      at += end.length - 1;
    } else if (isQuote(top)) {
      if (character === '\\') at += 1;
      else if (top === '`' && !rules.hasCharacters && text.startsWith('${', at)) {
        push('${');
        at += 1;
      } else if (text.startsWith(top, at)) {
        close(top, at);
        at += top.length - 1;
      }
    } else if (blockCommentAt(rules, text, at) !== undefined) {
      const mark = blockCommentAt(rules, text, at) ?? '';
      push(mark);
      at += mark.length - 1;
    } else if (rules.lineComment && matches(rules.lineComment, text, at)) inLineComment = true;
    else if (character === '\\') {
      if (isEscaped(text.charAt(at + 1), rules)) at += 1;
    } else if (character === '<' && rules.hereDocuments && text.startsWith('<<', at)) {
      const label = /^<<(?:<\s?|[~-])?(["']?)([A-Z_]\w*)\1[^\n]*/.exec(text.slice(at, at + 200));
      if (label) push(`<<${label[2] ?? ''}`);
      at += (label?.[0].length ?? 2) - 1;
    } else if (rules.quotes.includes(character)) {
      if (character === "'" && isApostrophe(text, at, rules)) continue;
      const triple = character.repeat(3);
      if (rules.hasCharacters && character === "'") {
        at += (/^'(?:\\[^\n']*|[^\\'\n])'/.exec(text.slice(at, at + 12))?.[0].length ?? 1) - 1;
      } else {
        const mark = rules.tripleQuotes && text.startsWith(triple, at) ? triple : character;
        push(mark);
        at += mark.length - 1;
      }
    } else if (character in brackets) push(character);
    else if (closing.has(character)) close(character, at);
  }
  return { open, inherited, closers, inLineComment };
}

/** Characters of a text from which it may have been cut out of a longer one. */
const minCutChars = 3_000;

/** What is open where a text begins that was cut out of a file: one that is cut in a comment would be read as code. */
export function openAtStart(text: string, languageId: string): readonly Opener[] {
  const { blockComments, longStrings, tripleQuotes, quotes } = lexicalRulesOf(languageId);
  const hasStars = blockComments.some(([open]) => open === '/*');
  // A star at the margin and an end without a beginning; in paths and patterns both come as well, but not at the margin.
  if (hasStars && /^[ \t]*\*(?:[\s/]|$)/.test(text)) {
    const end = text.indexOf('*/');
    const beginning = text.indexOf('/*');
    if (end >= 0 && (beginning < 0 || end < beginning)) return [{ mark: '/*', indent: 0 }];
  }
  if (text.length < minCutChars) return [];
  const marks = [
    ...(tripleQuotes ? ['"""', "'''"] : []),
    ...(longStrings && quotes.includes('"') ? ['"'] : []),
    ...(quotes.includes('`') ? ['`'] : []),
    ...blockComments.map(([open]) => open),
  ];
  const possible = marks.map((mark): readonly Opener[] => [{ mark, indent: 0 }]);
  let best: readonly Opener[] = [];
  let most = codeOutside(text, languageId, best);
  for (const open of possible) {
    if (!text.includes(closerOf(open[0] ?? { mark: '', indent: 0 }))) continue;
    const count = codeOutside(text, languageId, open);
    if (count > most) [best, most] = [open, count];
  }
  return best;
}

/** Lines that look like code, less those of them that would stand in a string or a comment. */
function codeOutside(text: string, languageId: string, before: readonly Opener[]): number {
  const isInside = linesInside(text, languageId, before);
  const lines = text.split('\n');
  return lines.reduce((sum, line, index) => {
    const isCode =
      /[;{}]\s*$|^\s*\(|\w\(|\s[=!<>:+-]?=\s|^\s*(?:def|class|import|from|return|if|for|fn|func|let|const)\s/.test(
        line,
      );
    return isCode ? sum + (isInside[index] === true ? -1 : 1) : sum;
  }, 0);
}

function blockCommentAt({ blockComments }: LexicalRules, text: string, at: number): string | undefined {
  return blockComments.find(([open]) => text.startsWith(open, at))?.[0];
}

/** In patterns, characters and markup; a lambda's backslash stands before a bracket that counts. */
function isEscaped(next: string, { blockComments }: LexicalRules): boolean {
  return /["'`]/.test(next) || (/[()[\]{}]/.test(next) && !blockComments.some(([open]) => open === '{-'));
}

/** Behind a word or a bracket it is a prime, a transposition, the base of a number or a word's own. */
function isApostrophe(text: string, at: number, { hasPrimes, prefixes }: LexicalRules): boolean {
  if (!hasPrimes) return false;
  if (!/[\p{L}\p{N}_)\]}'.]/u.test(text.charAt(at - 1))) return false;
  return !prefixes?.test(text.slice(Math.max(0, at - 4), at));
}

/** For each line of a text whether it begins in a string or comment; `before` is what is open where the text begins. */
export function linesInside(text: string, languageId: string, before: readonly Opener[]): readonly boolean[] {
  return openersOfLines(text, languageId, before).map(isTextMark);
}

/** The same of strings and here-documents alone, whose indentation is a part of them. */
export function linesInStrings(text: string, languageId: string, before: readonly Opener[]): readonly boolean[] {
  return openersOfLines(text, languageId, before).map((mark) => isTextMark(mark) && !isComment(mark));
}

/** The innermost mark that is open where each line begins. */
function openersOfLines(text: string, languageId: string, before: readonly Opener[]): readonly string[] {
  let open = before;
  return text.split('\n').map((line) => {
    const mark = open.at(-1)?.mark ?? '';
    open = scan(`${line}\n`, languageId, open).open;
    return mark;
  });
}

export function isComment(mark: string): boolean {
  return commentEnds.has(mark);
}

/** Opens a string or a comment, in which brackets mean nothing. */
function isTextMark(mark: string): boolean {
  return isQuote(mark) || commentEnds.has(mark) || mark.startsWith('<<');
}

function isQuote(mark: string): boolean {
  const first = mark.charAt(0);
  return first === '"' || first === "'" || first === '`';
}

/** The last opener from `from` on that the mark closes, -1 where there is none. */
function findLast(open: readonly Opener[], from: number, mark: string): number {
  for (let index = open.length - 1; index >= from; index -= 1) {
    const opener = open[index];
    if (opener && closerOf(opener) === mark) return index;
  }
  return -1;
}

function indentAt(text: string, lineStart: number): number {
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at - lineStart;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
