import type { OutlineLine } from './outline';

/** The lines of a range that are not blank. */
export function textLines(lines: readonly OutlineLine[], from: number, to: number): readonly OutlineLine[] {
  return lines.slice(from, to).filter(({ isBlank }) => !isBlank);
}

/** Where they stand. */
export function textIndexes(lines: readonly OutlineLine[], from: number, to: number): readonly number[] {
  const indexes: number[] = [];
  for (let at = from; at < to; at += 1) if (lines[at]?.isBlank === false) indexes.push(at);
  return indexes;
}

export function hasText(lines: readonly OutlineLine[], from: number, to: number): boolean {
  return lines.slice(from, to).some(({ isBlank }) => !isBlank);
}
