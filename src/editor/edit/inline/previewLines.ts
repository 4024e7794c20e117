import * as l10n from '@vscode/l10n';
import type { Preview } from '../../../engine/edit';
import type { Shown, ShownLine } from './shownDecorations';

/** What an edit that is being written looks like. `regionStart`: the first line of the region in the file. */
export function previewLines(preview: Preview, lines: readonly string[], regionStart: number): Shown {
  const removed: ShownLine[] = [];
  const ghost: ShownLine[] = [];
  for (const { before, after } of preview.hunks) {
    for (let line = before.from; line < before.to; line += 1) removed.push({ line: regionStart + line });
    ghost.push(...behind(lines.slice(after.from, after.to), before, regionStart));
  }
  if (preview.open) {
    const { before, after } = preview.open;
    ghost.push(...behind(lines.slice(after.from, after.to), { from: before, to: before }, regionStart));
  }
  return { removed, ghost };
}

/** New lines have no room of their own in a file that is not changed: each stands behind an old one, the rest behind the last. */
function behind(
  lines: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  regionStart: number,
): readonly ShownLine[] {
  if (lines.length === 0) return [];
  if (from === to) return [{ line: Math.max(regionStart + from - 1, 0), ghost: withMore(lines) }];
  const old = to - from;
  const single = lines.slice(0, old - 1).map((line, index) => ({ line: regionStart + from + index, ghost: line }));
  const rest = lines.slice(single.length);
  return [...single, { line: regionStart + from + single.length, ghost: withMore(rest) }];
}

function withMore([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : l10n.t('{0} (and {1} more lines)', first, others.length);
}
