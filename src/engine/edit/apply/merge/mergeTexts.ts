import { hunksOfLines, type Hunk } from './hunks';

export type Merge = { readonly type: 'merged'; readonly text: string } | { readonly type: 'conflict' };

/**
 * Both changes to one text, by lines with their ends. Changes that overlap or touch are a conflict, unless they are the
 * same: nothing says in which order they belong.
 */
export function mergeTexts(base: string, ours: string, theirs: string): Merge {
  if (ours === theirs || theirs === base) return { type: 'merged', text: ours };
  if (ours === base) return { type: 'merged', text: theirs };
  const [baseLines, ourLines, theirLines] = [wholeLines(base), wholeLines(ours), wholeLines(theirs)];
  const changes = [
    ...hunksOfLines(baseLines, ourLines).map((hunk) => ({ hunk, lines: ourLines })),
    ...hunksOfLines(baseLines, theirLines).map((hunk) => ({ hunk, lines: theirLines })),
  ].sort((x, y) => x.hunk.before.from - y.hunk.before.from || x.hunk.before.to - y.hunk.before.to);
  const merged: string[] = [];
  let at = 0;
  let last: { readonly hunk: Hunk; readonly text: string } | undefined;
  for (const { hunk, lines } of changes) {
    const text = lines.slice(hunk.after.from, hunk.after.to).join('');
    if (last && hunk.before.from <= last.hunk.before.to) {
      const isSame = hunk.before.from === last.hunk.before.from && hunk.before.to === last.hunk.before.to;
      if (isSame && text === last.text) continue;
      return { type: 'conflict' };
    }
    merged.push(baseLines.slice(at, hunk.before.from).join(''), text);
    at = hunk.before.to;
    last = { hunk, text };
  }
  merged.push(baseLines.slice(at).join(''));
  return { type: 'merged', text: merged.join('') };
}

/** The lines with their ends, so that a change of an end is a change. */
function wholeLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
