import type { LineRange } from '../../apply/merge/hunks';

/** Of the lines that do not go all, this share stands above the region: what is declared there is used below. */
const shareAbove = 0.65;

/** The lines around the region that fit into so many characters, the nearest first. Undefined where the region alone does not. */
export function shownLines(lines: readonly string[], region: LineRange, maxChars: number): LineRange | undefined {
  const size = (from: number, to: number): number =>
    lines.slice(from, to).reduce((sum, line) => sum + line.length + 1, 0);
  const room = maxChars - size(region.from, region.to);
  if (room < 0) return undefined;
  const below = size(region.to, lines.length);
  const above = Math.max(room * shareAbove, room - below);
  let { from, to } = region;
  let left = room;
  let leftAbove = above;
  while (from > 0 && (lines[from - 1]?.length ?? 0) + 1 <= leftAbove) {
    from -= 1;
    leftAbove -= (lines[from]?.length ?? 0) + 1;
    left -= (lines[from]?.length ?? 0) + 1;
  }
  while (to < lines.length && (lines[to]?.length ?? 0) + 1 <= left) {
    left -= (lines[to]?.length ?? 0) + 1;
    to += 1;
  }
  return { from, to };
}
