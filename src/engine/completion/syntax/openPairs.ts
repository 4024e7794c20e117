import { type CursorContext, lineBefore, lineBehind } from '../api/cursorContext';
import { closerOf, type Opener } from './openers';

const closers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
const quotes = '"\'`';

/**
 * Pairs that are open on the cursor's line and closed right after the cursor, the innermost last. An editor closes them
 * in comments, strings and markup too, so the language does not matter.
 */
export function pairsOfLine(cursor: CursorContext): readonly Opener[] {
  if (!/^\s*[)\]}"'`]/.test(lineBehind(cursor))) return [];
  let open = openOn(lineBefore(cursor));
  const isQuote = ({ mark }: Opener): boolean => quotes.includes(mark.charAt(0));
  // A quote without a closing one was not added by the editor.
  while (marksBehind(cursor, open).length === 0 && open.some(isQuote))
    open = open.slice(0, open.findLastIndex(isQuote));
  return open.slice(open.length - marksBehind(cursor, open).length);
}

/** Offsets after each closing mark that directly follows the cursor and closes one of `open`. */
export function marksBehind(cursor: CursorContext, open: readonly Opener[]): readonly number[] {
  const behind = lineBehind(cursor);
  const ends: number[] = [];
  let at = 0;
  for (const opener of [...open].reverse()) {
    at += /^[ \t]*/.exec(behind.slice(at))?.[0].length ?? 0;
    const mark = closerOf(opener);
    if (!behind.startsWith(mark, at)) break;
    at += mark.length;
    ends.push(at);
  }
  return ends;
}

/** Brackets and quotes that a line leaves open, also in strings and comments. */
export function openOn(line: string): readonly Opener[] {
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  let open: Opener[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (character === '\\' && quotes.includes(line.charAt(at + 1))) at += 1;
    else if ('([{'.includes(character)) open.push({ mark: character, indent });
    else if (character in closers) {
      if (open.at(-1)?.mark === closers[character]) open.pop();
    } else if (quotes.includes(character)) {
      const mark = line.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      const own = open.findLastIndex((opener) => opener.mark === mark);
      if (own >= 0) open = open.slice(0, own);
      else if (character !== "'" || !/[\p{L}\p{N}_)\]}]/u.test(line.charAt(at - 1))) open.push({ mark, indent });
      at += mark.length - 1;
    }
  }
  return open;
}
