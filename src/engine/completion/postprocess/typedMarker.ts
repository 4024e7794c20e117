import { type CursorContext, lineBefore, lineBehind } from '../api/cursorContext';
import { hasTrait, languageFactsOf } from '../syntax/languages/languages';
/** Marks that begin a line: of a comment, a list, a heading, a quotation, a task. The longer ones first. */
const lineMarks =
  /(?:\/\*\*?|\/\/[/!]?|<!--|\{-\|?|\(\*\*?|--+\[\[|--+|;+|%+|#+!?|\*+|"""|'''|>+|[-+•]|\d+[.)]|-? ?\[[ xX]\]|- \[[ xX]\]|REM)$/;

/** Operators and commas that never come twice in a row. */
const operators = /(?:,|=>|->|::|\?\.|:=|\+=|-=|\*=|\|\||&&|\?\?|\|>|<-|==?=?|!==?|[.=:?|])$/;

/** Words that never come twice in a row. */
const keywords =
  /(?<![\p{L}\p{N}_.])(?:return|yield|await|new|import|from|const|let|var|else|and|or|not|in|is|as|of|if|elif|while|for|extends|implements|export|throw|raise|typeof|async|def|class|function|fn|func|public|private|protected|static|SELECT|FROM|WHERE|AND|OR)\s$/u;

/** Removes a mark at the beginning of a text that the user has just typed. */
export function withoutTypedMarker(text: string, cursor: CursorContext): string {
  const line = lineBefore(cursor);
  const mark = markAt(line, cursor);
  const body = text.replace(/^(?:[ \t]*\n)*[ \t]*/, '');
  const rest = mark === undefined ? undefined : behind(mark, body, cursor);
  if (rest === undefined) return withoutBegunMark(line, body, cursor) ?? text;
  // Space beyond the mark's own space belongs to the text.
  return /\s$/.test(line) ? rest.replace(/^[ \t]/, '') : rest;
}

/** Handles the first character of a line that the text begins with again; undefined where both may be meant. */
function withoutBegunMark(line: string, body: string, cursor: CursorContext): string | undefined {
  const { languageId, prefix, suffix } = cursor;
  const typed = line.trim();
  if (typed === '' || typed.length > 2 || /\s$/.test(line) || !body.startsWith(typed)) return undefined;
  const lineComment = lineCommentOf(cursor);
  // In a file with longer marks it may be the beginning of one.
  const hasLonger = `${prefix}${suffix}`.includes(lineComment + lineComment.slice(-1));
  const isBegun =
    (lineComment.length > typed.length &&
      lineComment.startsWith(typed) &&
      body.startsWith(lineComment) &&
      !hasLonger) ||
    (typed === '/' && /^\/\*/.test(body)) ||
    (typed === '#' && lineComment !== '#' && !hasTrait(languageId, 'markdown') && /^#(?:!?\[|\w)/.test(body)) ||
    (typed === '*' && /^\*[[.:]/.test(body)) ||
    (typed === '=' && hasTrait(languageId, 'pod') && /^=\w/.test(body)) ||
    (typed === '.' && /^\.[\p{L}_-]/u.test(body)) ||
    (/^\$\(?$/.test(typed) && /^\$[({]/.test(body)) ||
    (line === '(' && hasTrait(languageId, 'forms')) ||
    (/^[-*+]$/.test(typed) && /^[-*+] /.test(body) && hasTrait(languageId, 'dash-items'));
  return isBegun ? body.slice(typed.length) : undefined;
}

/** Empty where the language has no line comment. */
function lineCommentOf({ languageId, language }: CursorContext): string {
  return (language ?? languageFactsOf(languageId)).lineComment ?? '';
}

/** The mark that was typed last; undefined where the line does not end with one. */
function markAt(line: string, cursor: CursorContext): string | undefined {
  const { languageId } = cursor;
  const typed = line.trim();
  if (typed === '') return undefined;
  const isApart = /\S[ \t]$/.test(line);
  // A line of marks alone, or marks at its end after a space. A mark deeper in a comment is another comment.
  const words = typed.split(/\s+/);
  for (let from = 0; isApart && from < words.length; from += 1) {
    const marks = words.slice(from).join(' ');
    if (/^(?:[^\p{L}\p{N}]+|\d+[.)]|(?:[-*+] )?\[[xX]\]|REM)$/u.test(marks) && lineMarks.test(marks)) return marks;
  }
  // Without a space after it, only a complete mark of the language counts: other marks may still become longer.
  const lineComment = lineCommentOf(cursor);
  if (lineComment !== '' && !hasTrait(languageId, 'markdown') && line.endsWith(typed) && typed === lineComment)
    return lineComment;
  if (/(?:^|[^-])--$/.test(typed)) return '--';
  const opened = /(?:\$\{|\{\{|\{%-?|<%[=-]?|<\?(?:php|=)?|#!?\[|\.\.\.)$/.exec(typed)?.[0];
  if (opened !== undefined) return opened;
  const word = isApart ? keywords.exec(line)?.[0].trim() : undefined;
  if (word !== undefined) return word;
  if (typed.endsWith('</')) return '</';
  const quote = openQuote(typed);
  if (quote !== undefined) return quote;
  if (typed.endsWith('<') && hasTrait(languageId, 'markup')) return '<';
  if (/(?:^|[\s(,;])@$/.test(typed) && !hasTrait(languageId, 'at-variables')) return '@';
  if (/(?:^|[\s([,;=!.])\$$/.test(typed) && hasTrait(languageId, 'dollar-variables')) return '$';
  if (typed === '#' && hasTrait(languageId, 'preprocessor')) return '#';
  if (/[\s:(,]#$/.test(line) && hasTrait(languageId, 'hash-names')) return '#';
  if (/(?:^|[\s(=,])-$/.test(line)) return '-';
  const operator = operators.exec(typed)?.[0];
  return operator !== undefined && (isApart || /[\w)\]](?:\.|->|::|\?\.)$/.test(line)) ? operator : undefined;
}

/** A quote at the end of the line that begins a string. */
function openQuote(line: string): string | undefined {
  const mark = /("""|'''|["'`])$/.exec(line)?.[0];
  if (mark === undefined) return undefined;
  const before = line.slice(0, -mark.length);
  const isOpen = before.split(mark).length % 2 === 1;
  return isOpen && !/[\p{L}\p{N}_)\]]$/u.test(before.replace(/(?<=^|\W)[rbfuLNE$@]{1,2}$/i, '')) ? mark : undefined;
}

/**
 * The text after the mark, where the text begins with the mark. Undefined where the text begins differently or uses the
 * mark with another meaning.
 */
function behind(mark: string, body: string, cursor: CursorContext): string | undefined {
  // The number of a heading's marks may differ.
  const heading = hasTrait(cursor.languageId, 'markdown') && /^#+$/.test(mark) ? /^#+ /.exec(body)?.[0] : undefined;
  // A string's own prefix, as in `f"`.
  const prefixed = isQuote(mark) ? prefixBefore(mark, body, cursor) : undefined;
  const written = heading ?? prefixed ?? mark;
  if (!body.startsWith(written)) {
    const [last = ''] = mark.split(' ').slice(-1);
    return last !== mark && last !== '' ? behind(last, body, cursor) : undefined;
  }
  const rest = body.slice(written.length);
  if (isQuote(mark)) return isText(rest, mark, cursor) ? rest : undefined;
  const next = rest.charAt(0);
  if (mark === '-' && !/\s$/.test(lineBefore(cursor))) return /\d/.test(next) ? rest : undefined;
  if (mark === '</') return /\w/.test(next) ? rest : undefined;
  if (mark === '<') return /[a-zA-Z/!>]/.test(next) ? rest : undefined;
  if (/^[@$]$/.test(mark)) return /[\p{L}_]/u.test(next) ? rest : undefined;
  // `..` may follow.
  const isRange = hasTrait(cursor.languageId, 'ranges');
  if (mark === '.' && (isRange || /\d/.test(next))) return undefined;
  if (/^\w+$/.test(mark)) return /^\s/.test(rest) ? rest : undefined;
  // A longer mark that begins like this one.
  if (/[=.:?|&>/*#;%"'-]/.test(mark.at(-1) ?? '') && next === mark.at(-1)) return undefined;
  if (operators.test(mark) && /^[=>.:?|&]$/.test(next)) return undefined;
  return rest;
}

/** The quote with the letters right before it, where the text begins with both. */
function prefixBefore(mark: string, body: string, cursor: CursorContext): string | undefined {
  const line = lineBefore(cursor).trimEnd();
  const letters = /[\p{L}$@&]{1,3}$/u.exec(line.slice(0, -mark.length))?.[0] ?? '';
  return letters !== '' && body.startsWith(letters + mark) ? letters + mark : undefined;
}

function isQuote(mark: string): boolean {
  return /^(?:"""|'''|["'`])$/.test(mark);
}

/** Whether the text of a string follows. Behind a quote that ends a string stands something else. */
function isText(rest: string, quote: string, cursor: CursorContext): boolean {
  if (quote.length === 3) return rest.trim() !== '' && !rest.startsWith(quote.charAt(0));
  if (!/^[\p{L}\p{N}_./#<$%@~!?¿¡([{\\ -]/u.test(rest)) return false;
  const at = rest.indexOf(quote);
  if (at < 0) return /^[\p{L}\p{N}_./]/u.test(rest);
  const isClosedBehind = lineBehind(cursor).trimStart().startsWith(quote);
  return /^[\p{L}\p{N}_./#<$%@~]/u.test(rest) && (isClosedBehind || !/^\s/.test(rest));
}
