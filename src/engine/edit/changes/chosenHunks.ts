import { hunksOfLines } from '../apply/merge/hunks';
import { wholeLines } from './wholeLines';

/** Which hunk of two texts a line of the text after is in, or stands beside; undefined where it is in none. Both count from 0. */
export function hunkAt(before: string, after: string, line: number): number | undefined {
  const hunks = hunksOfLines(wholeLines(before), wholeLines(after));
  const index = hunks.findIndex(({ after: { from, to } }) =>
    from === to ? line === from || line === from - 1 : line >= from && line < to,
  );
  return index < 0 ? undefined : index;
}

/** The text with those hunks only that are taken; `isTaken` gets their numbers, from 0. */
export function withHunks(before: string, after: string, isTaken: (index: number) => boolean): string {
  const [old, young] = [wholeLines(before), wholeLines(after)];
  const text: string[] = [];
  let at = 0;
  for (const [index, hunk] of hunksOfLines(old, young).entries()) {
    const lines = isTaken(index)
      ? young.slice(hunk.after.from, hunk.after.to)
      : old.slice(hunk.before.from, hunk.before.to);
    text.push(...old.slice(at, hunk.before.from), ...lines);
    at = hunk.before.to;
  }
  return [...text, ...old.slice(at)].join('');
}
