import { hunksOfLines, type LineRange } from '../../apply/merge/hunks';
import { fileLines } from '../../apply/lines/fileLines';
import { mergeTexts } from '../../apply/merge/mergeTexts';
import { withRegion } from '../regionEdit';
import { linesAfter, type TextChange } from './linesAfter';

/** A change that was made to a file and that the user has not decided on yet. */
export interface PendingHunk {
  readonly id: number;
  /** Its lines in the file now, counted from 0. Without lines where some were taken out. */
  readonly lines: LineRange;
  /** Its lines in the text before the edit. */
  readonly was: LineRange;
  /** What was there before, lines without ends. */
  readonly old: readonly string[];
  /** What was put there. The user may have typed in it since. */
  readonly written: readonly string[];
}

export type Rejection =
  /** These lines of the file become `lines`. */
  | { readonly type: 'restored'; readonly range: LineRange; readonly lines: readonly string[] }
  /** The user typed in the same lines. */
  | { readonly type: 'typed-over' };

/** The changed lines of an edit, followed while the file changes. */
export class PendingHunks {
  private hunks: readonly PendingHunk[];
  private isUndecided = true;

  constructor(
    /** The text without the edit. */
    readonly before: string,
    private readonly after: string,
  ) {
    const [old, written] = [fileLines(before).lines, fileLines(after).lines];
    this.hunks = hunksOfLines(old, written).map((hunk, id) => ({
      id,
      lines: hunk.after,
      was: hunk.before,
      old: old.slice(hunk.before.from, hunk.before.to),
      written: written.slice(hunk.after.from, hunk.after.to),
    }));
  }

  /** Those that are not decided on, in order. */
  get all(): readonly PendingHunk[] {
    return this.hunks;
  }

  get(id: number): PendingHunk | undefined {
    return this.hunks.find((hunk) => hunk.id === id);
  }

  /** The hunk at a line; the next one where there is none, the first behind the last. */
  at(line: number): PendingHunk | undefined {
    return this.hunks.find(({ lines }) => line < Math.max(lines.to, lines.from + 1)) ?? this.hunks[0];
  }

  /** The nearest hunk that begins behind or before a line, around the end of the file. */
  beside(line: number, direction: 'next' | 'previous'): PendingHunk | undefined {
    if (direction === 'next') return this.hunks.find(({ lines }) => lines.from > line) ?? this.hunks[0];
    return this.hunks.findLast(({ lines }) => lines.from < line) ?? this.hunks.at(-1);
  }

  /** It stays as it is in the file. */
  accept(id: number): void {
    this.isUndecided = false;
    this.hunks = this.hunks.filter((hunk) => hunk.id !== id);
  }

  /** How the old lines come back, given the text of the file now. What the user typed in the hunk meanwhile stays. */
  rejection(id: number, text: string): Rejection | undefined {
    const hunk = this.get(id);
    if (!hunk) return undefined;
    const now = fileLines(text).lines.slice(hunk.lines.from, hunk.lines.to);
    const merged = mergeTexts(joined(hunk.written), joined(now), joined(hunk.old));
    if (merged.type === 'conflict') return { type: 'typed-over' };
    return { type: 'restored', range: hunk.lines, lines: fileLines(merged.text).lines };
  }

  /** The text of the file without the hunks, and how many the user has typed in so that they stay. */
  withoutAll(text: string): { readonly text: string; readonly stay: number } {
    if (text === this.after && this.isUndecided) return { text: this.before, stay: 0 };
    let result = text;
    let stay = 0;
    for (const { id } of this.hunks.toReversed()) {
      const rejection = this.rejection(id, text);
      if (rejection?.type === 'restored') result = withRegion(result, rejection.range, rejection.lines);
      else stay += 1;
    }
    return { text: result, stay };
  }

  /** Follows the file. The places of changes are those before all of them; `text` is the file now. */
  follow(changes: readonly TextChange[], text: string): void {
    const { lines: file } = fileLines(text);
    const hunks = this.hunks.flatMap((hunk) => {
      const lines = linesAfter(hunk.lines, changes, hunk.old);
      return lines ? [{ ...hunk, lines }] : [];
    });
    this.hunks = text === this.before ? [] : hunks.filter((hunk) => !isUndone(hunk, file));
  }
}

function isUndone({ lines, old }: PendingHunk, file: readonly string[]): boolean {
  const now = file.slice(lines.from, lines.to);
  return now.length === old.length && now.every((line, index) => line === old[index]);
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
