import type { Suggestion } from '../../../../src/engine/completion/api/suggestion';
import type { Moment } from '../file/document';

/** The cursor's line before the cursor. */
export function lineBefore({ prefix }: Moment): string {
  return prefix.slice(prefix.lastIndexOf('\n') + 1);
}

/** The cursor's line behind the cursor. */
export function lineBehind({ suffix }: Moment): string {
  const end = suffix.indexOf('\n');
  return end < 0 ? suffix : suffix.slice(0, end);
}

/** The first line below the cursor that is not blank, without its indentation. */
export function lineBelow({ suffix }: Moment): string {
  return /\n\s*(\S[^\n]*)/.exec(suffix)?.[1]?.trimEnd() ?? '';
}

/**
 * What a text takes the place of when it writes the rest of the line too: all of it where its characters come in the text
 * in their order. The most favourable of what peers do.
 */
export function fitted(text: string, behind: string): Suggestion {
  const rest = behind.trimEnd();
  if (rest === '') return { text, replaces: 0 };
  const [first = ''] = text.split('\n');
  if (first.endsWith(rest)) return { text: first.slice(0, -rest.length), replaces: 0 };
  let at = 0;
  for (const char of rest) {
    at = first.indexOf(char, at) + 1;
    if (at === 0) return { text, replaces: 0 };
  }
  return { text, replaces: rest.length };
}

/** Where a block ends that begins at the cursor: a line that is less deep, a blank line, or the next line of the file. */
export function blockEnd(text: string, moment: Moment): number | undefined {
  const base = depthOf(lineBefore(moment));
  const below = lineBelow(moment);
  const lines = text.split('\n');
  let length = lines[0]?.length ?? 0;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const isWhole = index < lines.length - 1;
    if (isWhole && line.trim() === '' && index > 1) return length;
    if (isWhole && line.trim() !== '' && (depthOf(line) < base || line.trim() === below)) return length;
    length += 1 + line.length;
  }
  return undefined;
}

function depthOf(line: string): number {
  return /^\s*/.exec(line)![0].replaceAll('\t', '    ').length;
}
