import { hunksOfLines } from '../apply/merge/hunks';
import { wholeLines } from './wholeLines';

/** Replaces the UTF-16 units from `from` up to but without `to` of the text before. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The small edits that make `after` of `before`, in order; cursors and marks between them stay where they are. */
export function textEdits(before: string, after: string): readonly TextEdit[] {
  const [old, young] = [wholeLines(before), wholeLines(after)];
  const [oldAt, youngAt] = [offsetsOf(old), offsetsOf(young)];
  return hunksOfLines(old, young).map((hunk) => {
    const from = oldAt[hunk.before.from] ?? before.length;
    const replaced = before.slice(from, oldAt[hunk.before.to]);
    const text = after.slice(youngAt[hunk.after.from], youngAt[hunk.after.to]);
    return narrowed(from, replaced, text);
  });
}

/** Without the characters that both texts begin and end with. */
function narrowed(from: number, replaced: string, text: string): TextEdit {
  const shorter = Math.min(replaced.length, text.length);
  let start = 0;
  while (start < shorter && replaced[start] === text[start]) start += 1;
  while (start > 0 && (isInPair(replaced, start) || isInPair(text, start))) start -= 1;
  let end = 0;
  while (end < shorter - start && replaced.at(-1 - end) === text.at(-1 - end)) end += 1;
  while (end > 0 && (isInPair(replaced, replaced.length - end) || isInPair(text, text.length - end))) end -= 1;
  return { from: from + start, to: from + replaced.length - end, text: text.slice(start, text.length - end) };
}

/** Between the two units of one character or of one line end. */
function isInPair(text: string, at: number): boolean {
  if (text[at - 1] === '\r' && text[at] === '\n') return true;
  return (text.codePointAt(at - 1) ?? 0) > 0xff_ff;
}

function offsetsOf(lines: readonly string[]): readonly number[] {
  let at = 0;
  return [0, ...lines.map((line) => (at += line.length))];
}
