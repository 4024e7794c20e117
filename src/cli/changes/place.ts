import { anchorOf, diffHunks, type DiffLine, type Finding } from '../../engine/edit';
import type { ReleasedChange } from './releasedChanges';

/** Where a finding is. */
export interface Place {
  readonly path: string;
  /** From 1, in the file after the changes; absent where the quote stands nowhere, or at several places. */
  readonly line?: number;
}

/** Looks a finding up in the changes alone: the file may be another by now, or not here. Pure. */
export function placeOf({ path, quote }: Finding, changes: readonly ReleasedChange[]): Place {
  const wanted = path.replace(/^(?:\.\/|[ab]\/(?=.))/, '');
  const change = changes.find((each) => each.path === path || each.path === wanted);
  if (!change) return { path };
  const { hunks } = diffHunks(change.text);
  const shown = hunks.flatMap(({ text }) => linesAfter(text));
  const added = new Set(hunks.flatMap((hunk) => hunk.added.map(({ at }) => at)));
  const removed = hunks.flatMap((hunk) => hunk.removed);
  const anchor = anchorOf({
    text: shown.map(({ text }) => text).join('\n'),
    quote,
    isChanged: (line) => added.has(shown[line]?.at ?? -1),
  });
  const place = anchor ? shown[anchor.first] : only(removed.filter(({ text }) => text.trim() === quote.trim()));
  return place ? { path: change.path, line: place.at + 1 } : { path: change.path };
}

/** The lines of a hunk as they are after it. */
function linesAfter(hunk: string): readonly DiffLine[] {
  const [head = '', ...lines] = hunk.split('\n');
  const first = Number(/^@@ -\S+ \+(\d+)/.exec(head)?.[1] ?? 1) - 1;
  return lines
    .filter((line) => !/^[-\\]/.test(line))
    .map((line, index) => ({ text: line.slice(1), at: first + index }));
}

function only<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
