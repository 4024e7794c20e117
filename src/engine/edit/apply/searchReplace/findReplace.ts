import { openedFence } from '../blocks/fence';
import type { Section } from './searchReplace';

/**
 * Sections of the form `---FILEPATH path`, `---FIND`, `---REPLACE`, `---COMPLETE`, each text in a fence; undefined where
 * the text has another form, or breaks off.
 */
export function readFindReplace(lines: readonly string[]): readonly Section[] | undefined {
  const sections: Section[] = [];
  let path: string | undefined;
  let from = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trimEnd();
    const named = /^---FILEPATH\s+(.+)$/.exec(line)?.[1];
    if (named !== undefined) [path, from] = [named, at];
    if (line !== '---FIND') continue;
    const search = fencedText(lines, at + 1);
    if (!search || (lines[search.next] ?? '').trimEnd() !== '---REPLACE') return undefined;
    const replace = fencedText(lines, search.next + 1);
    if (!replace) return undefined;
    sections.push({ path, readings: [{ search: search.text, replace: replace.text }], from, to: replace.next });
    at = replace.next - 1;
    from = replace.next;
  }
  return sections.length > 0 ? sections : undefined;
}

/** The text in a fence that begins at a line, and where the next mark stands. */
function fencedText(
  lines: readonly string[],
  at: number,
): { readonly text: readonly string[]; readonly next: number } | undefined {
  const fence = openedFence(lines[at] ?? '');
  const mark = lines.findIndex(
    (line, index) => index > at && /^---(?:FILEPATH |FIND\s*$|REPLACE\s*$|COMPLETE\s*$)/.test(line),
  );
  const next = mark === -1 ? lines.length : mark;
  const last = lines.slice(0, next).findLastIndex((line) => line.trim() !== '');
  if (!fence || last <= at || (lines[last] ?? '').trim() !== fence.bar) return undefined;
  return { text: lines.slice(at + 1, last), next };
}
