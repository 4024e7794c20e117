import { diffArrays } from 'diff';

/** Pairs of equal lines, both sides rising. */
export type LineMatch = readonly [before: number, after: number];

/** More differences between two anchors are not looked into: the whole gap counts as changed. */
const maxEdits = 1_500;

interface Range {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

/**
 * The lines that two texts have in common, in order. Lines that both have once are anchors, so that the time grows with
 * the lines and not with their product.
 */
export function lineMatches(before: readonly string[], after: readonly string[]): readonly LineMatch[] {
  const [a, b] = interned(before, after);
  const matches: LineMatch[] = [];
  const work: Range[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length }];
  for (let range = work.pop(); range; range = work.pop()) {
    const inner = trimmed(a, b, range, matches);
    if (inner.a0 === inner.a1 || inner.b0 === inner.b1) continue;
    const anchors = uniqueAnchors(a, b, inner);
    if (anchors.length === 0) {
      matches.push(...fewestEdits(a, b, inner));
      continue;
    }
    let { a0, b0 } = inner;
    for (const [at, bt] of anchors) {
      work.push({ a0, a1: at, b0, b1: bt });
      matches.push([at, bt]);
      a0 = at + 1;
      b0 = bt + 1;
    }
    work.push({ a0, a1: inner.a1, b0, b1: inner.b1 });
  }
  return matches.sort((x, y) => x[0] - y[0]);
}

/** Equal lines get equal numbers, which are compared faster. */
function interned(before: readonly string[], after: readonly string[]): readonly [number[], number[]] {
  const numbers = new Map<string, number>();
  const number = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  return [before.map(number), after.map(number)];
}

/** Matches the equal lines at both ends, and gives what is between them. */
function trimmed(a: readonly number[], b: readonly number[], range: Range, matches: LineMatch[]): Range {
  let { a0, a1, b0, b1 } = range;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) matches.push([a0++, b0++]);
  while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) matches.push([--a1, --b1]);
  return { a0, a1, b0, b1 };
}

/** The longest rising row of lines that are once in either range. */
function uniqueAnchors(a: readonly number[], b: readonly number[], range: Range): readonly LineMatch[] {
  const inA = onceIn(a, range.a0, range.a1);
  const inB = onceIn(b, range.b0, range.b1);
  const pairs: LineMatch[] = [];
  for (let at = range.a0; at < range.a1; at += 1) {
    const line = a[at] ?? -1;
    const bt = inB.get(line);
    if (inA.get(line) === at && bt !== undefined && bt !== -1) pairs.push([at, bt]);
  }
  return longestRising(pairs);
}

/** Where each line is that the range has once; -1 for the others. */
function onceIn(lines: readonly number[], from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? -1;
    places.set(line, places.has(line) ? -1 : at);
  }
  return places;
}

function longestRising(pairs: readonly LineMatch[]): readonly LineMatch[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, [, bt]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < bt) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? (tails[low - 1] ?? -1) : -1);
    tails[low] = index;
  }
  const row: LineMatch[] = [];
  for (let index = tails.at(-1) ?? -1; index !== -1; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair) row.push(pair);
  }
  return row.reverse();
}

function fewestEdits(a: readonly number[], b: readonly number[], { a0, a1, b0, b1 }: Range): readonly LineMatch[] {
  const changes = diffArrays(a.slice(a0, a1), b.slice(b0, b1), { maxEditLength: maxEdits });
  const matches: LineMatch[] = [];
  let [at, bt] = [a0, b0];
  for (const { added, removed, value } of changes ?? []) {
    if (!added && !removed)
      for (let index = 0; index < value.length; index += 1) matches.push([at + index, bt + index]);
    if (!added) at += value.length;
    if (!removed) bt += value.length;
  }
  return matches;
}
