import type { ReleasedText } from '../../privacy/release';
import { overlaps, type LineRange } from './documents';

/** A region that may be worth telling the model. */
export interface SnippetCandidate extends LineRange {
  /** Where it is known already; read from the document elsewhere. */
  readonly path?: string;
  readonly text?: ReleasedText;
}

/** The usual constant of reciprocal rank fusion: how little the first places of a list differ. */
const rankConstant = 60;

/**
 * One list of several, each with its best first, by reciprocal rank fusion: what is in several lists comes before what is in
 * one, and of the rest the firsts of all lists before the seconds. Of candidates that overlap one is left: the one that a
 * list named earlier has, since earlier lists know better where a piece begins and ends.
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
 * The order of before where it is still a good one, so that a prompt begins as the last one did and the provider's cache is
 * hit: when what was chosen is among the best twice as many of now, and the better half of now was chosen before.
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
