import type { LineRange } from '../../apply/merge/hunks';

/** One change of a text, as an editor tells it: this range, counted from 0, became `text`. */
export interface TextChange {
  readonly startLine: number;
  readonly endLine: number;
  readonly endCharacter: number;
  readonly text: string;
}

/**
 * Where lines of a text are after changes, of which the places are those before all of them. Undefined where a change goes
 * beyond the lines: their end is not known any more. `own`: lines that belong to the range where they are put right before it.
 */
export function linesAfter(
  range: LineRange,
  changes: readonly TextChange[],
  own: readonly string[] = [],
): LineRange | undefined {
  const lastFirst = [...changes].sort((x, y) => y.startLine - x.startLine || y.endLine - x.endLine);
  let lines: LineRange | undefined = range;
  for (const change of lastFirst) lines = lines && moved(lines, change, own);
  return lines;
}

function moved(range: LineRange, change: TextChange, own: readonly string[]): LineRange | undefined {
  const { from, to } = range;
  const added = change.text.split('\n').length - 1 - (change.endLine - change.startLine);
  const isAtStart = change.endLine === from && change.endCharacter === 0;
  if (change.endLine < from || (isAtStart && change.startLine < from)) return shifted(range, added, added);
  if (from === to && !isAtStart) return change.startLine >= from ? range : undefined;
  if (from < to && change.startLine >= to) return range;
  if (isAtStart && (from === to || change.text.endsWith('\n'))) {
    const isOwn =
      own.length > 0 &&
      change.text
        .replace(/\r?\n$/, '')
        .split(/\r?\n/)
        .join('\n') === own.join('\n');
    return isOwn ? shifted(range, 0, added) : shifted(range, added, added);
  }
  const endsInside = change.endLine < to || (change.endLine === to && change.endCharacter === 0);
  return change.startLine >= from && endsInside ? shifted(range, 0, added) : undefined;
}

function shifted({ from, to }: LineRange, start: number, end: number): LineRange {
  return { from: from + start, to: to + end };
}
