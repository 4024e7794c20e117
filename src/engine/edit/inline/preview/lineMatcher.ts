import type { Hunk } from '../../apply/merge/hunks';

/** What is known of a region while its new text is being written. */
export interface Preview {
  /** Changes that are certain: the new text has gone on behind them. */
  readonly hunks: readonly Hunk[];
  /** New lines that have no place yet, and the line of the region before which they stand. */
  readonly open:
    { readonly before: number; readonly after: { readonly from: number; readonly to: number } } | undefined;
}

/** Lines ahead that are looked through for a line that was written. */
const maxAhead = 400;

/**
 * Finds out, line by line as they are written, which lines of a region stay. What was once found stays so: no line is shown
 * as changed, then as unchanged.
 */
export class LineMatcher {
  private readonly hunks: Hunk[] = [];
  private lines: readonly string[] = [];
  /** The line of the region that is expected next. */
  private at = 0;
  /** The first new line that has no place yet. */
  private openFrom: number | undefined;
  /** A line of the region that the last new line may be, unless the next says otherwise. */
  private maybe: number | undefined;

  constructor(private readonly region: readonly string[]) {}

  /** Takes the lines that were written by now. Where they do not go on from those of before, all begins anew. */
  update(lines: readonly string[]): Preview {
    const goesOn = this.lines.length <= lines.length && this.lines.every((line, index) => lines[index] === line);
    if (!goesOn) this.restart();
    const known = this.lines.length;
    this.lines = lines;
    for (let index = known; index < lines.length; index += 1) this.take(lines[index] ?? '', index);
    const open =
      this.openFrom === undefined
        ? undefined
        : { before: this.at, after: { from: this.openFrom, to: this.lines.length } };
    return { hunks: [...this.hunks], open };
  }

  private restart(): void {
    this.hunks.length = 0;
    this.lines = [];
    this.at = 0;
    this.openFrom = undefined;
    this.maybe = undefined;
  }

  private take(line: string, index: number): void {
    if (this.openFrom === undefined) {
      if (this.region[this.at] === line) this.at += 1;
      else this.openFrom = index;
      if (this.openFrom === undefined) return;
    } else if (this.maybe !== undefined && this.region[this.maybe + 1] === line) {
      this.close(this.maybe, index - 1);
      this.at += 1;
      return;
    }
    this.maybe = undefined;
    const place = this.region.indexOf(line, this.at);
    if (place === -1 || place > this.at + maxAhead) return;
    if (isDistinctive(line) && !this.region.includes(line, place + 1)) this.close(place, index);
    else this.maybe = place;
  }

  /** The new line at `index` is the line `place` of the region. */
  private close(place: number, index: number): void {
    this.hunks.push({
      before: { from: this.at, to: place },
      after: { from: this.openFrom ?? index, to: index },
    });
    this.at = place + 1;
    this.openFrom = undefined;
    this.maybe = undefined;
  }
}

/** Brackets and empty lines are everywhere. */
function isDistinctive(line: string): boolean {
  return /\w.*\w.*\w.*\w/.test(line);
}
