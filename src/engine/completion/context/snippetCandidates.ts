import type { ReleasedText } from '../../privacy/release';
import { overlaps, type LineRange } from './documents';

/** A region that may help the model. */
export interface SnippetCandidate extends LineRange {
  /** Where absent, the document has it. */
  readonly path?: string;
  readonly text?: ReleasedText;
}

/** The usual constant of reciprocal rank fusion: the larger, the less the first ranks differ. */
const rankConstant = 60;

/**
 * Merges lists, each with its best first, by reciprocal rank fusion: a candidate of several lists comes before one of a
 * single list, and the first candidates of all lists before the second ones. Of overlapping candidates the one of the
 * earlier list is kept, since earlier lists know better where a piece begins and ends.
 */
export function fuseRankings(lists: readonly (readonly SnippetCandidate[])[]): readonly SnippetCandidate[] {
  const found: { readonly candidate: SnippetCandidate; score: number }[] = [];
  for (const list of lists) {
    const counted = new Set<unknown>();
    for (const [rank, candidate] of list.entries()) {
      const known = found.find((each) => overlaps(each.candidate, candidate));
      const score = 1 / (rankConstant + rank);
      if (!known) {
        const added = { candidate, score };
        found.push(added);
        counted.add(added);
      } else if (!counted.has(known)) {
        known.score += score;
        counted.add(known);
      }
    }
  }
  return found.sort((a, b) => b.score - a.score).map(({ candidate }) => candidate);
}

/**
 * Keeps the order of the last selection where it is still good, so that a prompt begins as the last one did and the
 * provider's cache is hit. It is good when the last selection is among the best twice as many candidates of now, and
 * the better half of those was in the last selection.
 */
export function inStableOrder(
  now: readonly SnippetCandidate[],
  before: readonly LineRange[],
): readonly SnippetCandidate[] {
  if (before.length === 0) return now;
  const best = now.slice(0, 2 * before.length);
  const kept = before.map((region) => best.find((candidate) => overlaps(candidate, region)));
  const isNew = (candidate: SnippetCandidate): boolean => !before.some((region) => overlaps(candidate, region));
  if (kept.includes(undefined) || now.slice(0, Math.ceil(before.length / 2)).some(isNew)) return now;
  const first = new Set(kept.filter((candidate) => candidate !== undefined));
  return [...first, ...now.filter((candidate) => !first.has(candidate))];
}
