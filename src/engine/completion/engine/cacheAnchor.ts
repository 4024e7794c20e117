import type { CursorContext } from '../api/cursorContext';

/** Characters before and after the cursor by which a place is recognised. */
const anchorChars = { before: 400, behind: 200 } as const;

/**
 * Characters that may stand before the cursor beyond the text: the editor's indentation, or typing that is ahead of the
 * text.
 */
const slackChars = 200;

/** The place that a text was requested for. It is recognised again after a part of the text was typed there. */
export interface CacheAnchor {
  readonly before: string;
  /** The prefix is not longer than `before`, so `before` must stand at the beginning of the file. */
  readonly isBeginning: boolean;
  /** Without leading space, which changes when lines are broken. */
  readonly behind: string;
  readonly isEnd: boolean;
}

export function cacheAnchorOf({ prefix, suffix }: Pick<CursorContext, 'prefix' | 'suffix'>): CacheAnchor {
  const behind = suffix.trimStart();
  return {
    before: copyOf(prefix.slice(-anchorChars.before)),
    isBeginning: prefix.length <= anchorChars.before,
    behind: copyOf(behind.slice(0, anchorChars.behind).trimEnd()),
    isEnd: behind.length <= anchorChars.behind,
  };
}

/** A slice keeps the text it is cut from in memory for as long as the cached completion lives. */
function copyOf(slice: string): string {
  return structuredClone(slice);
}

/** How far a text was typed at its place. */
export interface TypedMatch {
  /** Characters of the text that stand before the cursor. */
  readonly length: number;
  /** Closing brackets and quotes after the cursor that the editor added while the text was typed. */
  readonly autoClosed: number;
}

/**
 * How much of `text` stands before the cursor now; undefined at another place, or where the user typed something else.
 * `isWhole` is false while more of the text is to come: then the typing may be ahead of the text, and the whole text
 * counts as typed.
 */
export function matchTyped(
  anchor: CacheAnchor,
  text: string,
  cursor: Pick<CursorContext, 'prefix' | 'suffix'>,
  isWhole: boolean,
): TypedMatch | undefined {
  const from = endOfAnchor(anchor, cursor.prefix, text.length + slackChars);
  if (from === undefined) return undefined;
  const typed = cursor.prefix.slice(from);
  const autoClosed = autoClosedBefore(anchor, cursor.suffix, typed);
  const length = autoClosed === undefined ? undefined : agreedLength(typed, text, isWhole);
  return autoClosed === undefined || length === undefined ? undefined : { length, autoClosed };
}

function endOfAnchor({ before, isBeginning }: CacheAnchor, prefix: string, maxTypedChars: number): number | undefined {
  if (prefix.endsWith(before) && (!isBeginning || prefix.length === before.length)) return prefix.length;
  if (isBeginning)
    return prefix.startsWith(before) && prefix.length - before.length <= maxTypedChars ? before.length : undefined;
  const window = Math.max(0, prefix.length - before.length - maxTypedChars);
  // Cut first: `lastIndexOf` on the whole prefix would search back to its beginning.
  const at = prefix.slice(window).lastIndexOf(before);
  return at < 0 ? undefined : window + at + before.length;
}

/**
 * Number of closing brackets and quotes that the editor added for `typed` in front of the anchor's suffix; undefined
 * where other text stands there.
 */
function autoClosedBefore({ behind, isEnd }: CacheAnchor, suffix: string, typed: string): number | undefined {
  let rest = suffix.trimStart();
  for (let autoClosed = 0; ; autoClosed += 1) {
    if (rest.startsWith(behind) && (!isEnd || rest.trimEnd().length === behind.length)) return autoClosed;
    const opener = openers.get(rest[0] ?? '');
    if (opener === undefined || !typed.includes(opener)) return undefined;
    rest = rest.slice(1).trimStart();
  }
}

const openers = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
]);

/** Characters of `text` that correspond to `typed`. Indentation may differ, since the editor writes it too. */
function agreedLength(typed: string, text: string, isWhole: boolean): number | undefined {
  if (text.startsWith(typed)) return typed.length;
  if (!isWhole && typed.startsWith(text)) return text.length;
  const lines = typed.split('\n');
  let at = 0;
  for (const [index, line] of lines.entries()) {
    if (index > 0) {
      if (at === text.length) return isWhole ? undefined : at;
      if (text[at] !== '\n') return undefined;
      at += 1;
    }
    const ours = index === 0 ? '' : indentAt(line, 0);
    const theirs = index === 0 ? '' : indentAt(text, at);
    const code = line.slice(ours.length);
    if (code === '' && index > 0 && index === lines.length - 1) {
      if (theirs.startsWith(ours)) return at + ours.length;
      return !isWhole && at + theirs.length === text.length ? text.length : undefined;
    }
    at += theirs.length;
    if (!text.startsWith(code, at)) return !isWhole && code.startsWith(text.slice(at)) ? text.length : undefined;
    at += code.length;
  }
  return at;
}

function indentAt(text: string, at: number): string {
  let end = at;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return text.slice(at, end);
}
