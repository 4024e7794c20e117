import { type CursorContext, lineBefore, lineBehind, linesBelow } from '../api/cursorContext';
import { indentColumns } from '../syntax/indentation';
import { isProsePlace } from './chatTalk';

const commentMark = /^(?:\/\/+|#+|--|\/\*+|\*|<!--)\s*/;
const placeholder =
  /^(?:todo|fixme|xxx|implement(?:ation)?(?: (?:this|here|me|the (?:function|method|rest)))?|(?:add |write |put |insert |enter |fill in )?(?:your|the|more|additional)? ?(?:code|implementation|logic|content)(?: (?:goes )?here)?|\.\.\.|…|rest of (?:the )?(?:code|implementation))\b[^a-z]*(?:[:\s-]*(?:implement|add|fill|complete|write|finish)\b.*)?$/i;

/** Whether a text says more than what is there already. Placeholders, repeated comments and empty braces do not. */
export function isUseful(text: string, cursor: CursorContext): boolean {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return false;
  if (isEmptyBody(lines.join(''), cursor) || isBehindCursor(lines.join(''), cursor)) return false;
  const isComment = (line: string): boolean =>
    line !== '*' && commentMark.test(line) && !line.startsWith('#!') && !/^#\w/.test(line);
  if (!lines.every(isComment)) return !isBarePlaceholder(lines, cursor);
  const words = lines.map(wordsOf);
  return (
    !words.every((line) => line === '' || placeholder.test(line)) &&
    !words.every((line) => isRepeatedComment(line, cursor))
  );
}

/** `pass  # your code here`, `... # TODO` and similar lines. */
function isBarePlaceholder(lines: readonly string[], cursor: CursorContext): boolean {
  if (isProsePlace(cursor))
    return placeholder.test(lines.join(' ')) && /^\W*(?:todo|your code|implement)/i.test(lines.join(' '));
  const [only = ''] = lines;
  return lines.length === 1 && /^(?:pass|\.\.\.)?\s*#\s*(?:todo|your code|implement|add your)/i.test(only);
}

function isEmptyBody(text: string, cursor: CursorContext): boolean {
  if (!/^\{\s*\}?;?$/.test(text) || (text === '{' && hasBody(cursor))) return false;
  return /[\w)\]>]\s*$/.test(lineBefore(cursor)) && !/\b(?:return|yield|default)\s*$/.test(lineBefore(cursor));
}

/** Whether the lines below are deeper, so that only the bracket before them is missing. */
function hasBody(cursor: CursorContext): boolean {
  const [below] = linesBelow(cursor);
  if (below === undefined) return false;
  const depth = indentColumns(below) - indentColumns(lineBefore(cursor));
  return depth > 0 || (depth === 0 && /^\s*(?:case|default)\b/.test(below));
}

/** Whether a text is only punctuation that already follows the cursor. */
function isBehindCursor(text: string, cursor: CursorContext): boolean {
  if (/[\p{L}\p{N}_$]/u.test(text)) return false;
  const behind = lineBehind(cursor).trim();
  const next = behind === '' ? cursor.suffix.trimStart() : behind;
  return (
    next.startsWith(text) ||
    (behind !== '' && text.startsWith(behind) && /^[\s;,]*$/.test(text.slice(behind.length)) && !/[;,]/.test(text))
  );
}

function isRepeatedComment(words: string, cursor: CursorContext): boolean {
  const above = cursor.prefix
    .split('\n')
    .slice(-6)
    .filter((line) => commentMark.test(line.trim()))
    .map((line) => wordsOf(line.trim()));
  return words !== '' && above.includes(words);
}

function wordsOf(comment: string): string {
  return comment
    .replace(commentMark, '')
    .replace(/\s*(?:\*\/|-->)$/, '')
    .trim()
    .toLowerCase();
}
