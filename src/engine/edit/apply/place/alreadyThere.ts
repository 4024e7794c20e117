import type { LineFinder } from './findLines';
import { isInformative } from './informative';

/** Whether the lines that a change adds before or behind what it finds at a place are there already. */
export function isAlreadyThere(
  finder: LineFinder,
  search: readonly string[],
  replace: readonly string[],
  place: number,
): boolean {
  const added = replace.length - search.length;
  if (added <= 0) return false;
  const sides = [
    { at: place, own: replace.slice(search.length), kept: replace.slice(0, search.length) },
    { at: place - added, own: replace.slice(0, added), kept: replace.slice(added) },
  ];
  const places = finder.find(replace, 'line-end');
  return sides.some(
    ({ at, own, kept }) =>
      places.includes(at) &&
      own.some(isInformative) &&
      kept.every((line, index) => line.trim() === search[index]?.trim()),
  );
}

/** Whether the file has what a change makes, once, and enough of it to be no chance. */
export function isDone(finder: LineFinder, search: readonly string[], replace: readonly string[]): boolean {
  const telling = replace.filter(isInformative);
  const isEvidence = telling.length > 3 && telling.filter((line) => !search.includes(line)).length > 1;
  return isEvidence && finder.find(replace, 'line-end').length === 1;
}
