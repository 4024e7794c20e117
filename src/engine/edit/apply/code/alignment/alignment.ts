import type { LinePair } from './linePairs';
import { PrefixMaximum } from './prefixMaximum';

/** Lines of the block at lines of the file, both rising. */
export type Alignment = readonly LinePair[];

/** What a line of the file between two lines of one segment costs, and what many of them cost at most. */
const gapCost = 0.25;
const maxGapCost = 8;

/** What it adds that two lines follow each other in both texts. */
export const rowBonus = 1.2;

interface Chain {
  /** For each pair the greatest weight of an alignment up to it, itself included. */
  readonly weights: Float64Array;
  /** The pair before it; -1 for none. */
  readonly links: Int32Array;
}

/**
 * The best alignment, then those that weigh nearly as much, each through another pair. `segmentOf` gives the segment of a
 * line of the block: between segments, lines of the file may be left out.
 */
export function* alignments(
  pairs: readonly LinePair[],
  sizes: { readonly block: number; readonly file: number },
  segmentOf: (blockLine: number) => number,
  before: Neighbours,
  tolerance: number,
): Generator<{ readonly alignment: Alignment; readonly loss: number }, void, undefined> {
  if (pairs.length === 0) return;
  const forward = chainOf(pairs, sizes.file, segmentOf, before);
  const mirrored = pairs
    .map((pair) => ({ ...pair, block: sizes.block - 1 - pair.block, file: sizes.file - 1 - pair.file }))
    .reverse();
  const backward = chainOf(mirrored, sizes.file, (line) => -segmentOf(sizes.block - 1 - line), {
    block: mirroredNeighbours(before.block),
    file: mirroredNeighbours(before.file),
  });
  const last = pairs.length - 1;
  const total = (index: number): number =>
    (forward.weights[index] ?? 0) + (backward.weights[last - index] ?? 0) - (pairs[index]?.weight ?? 0);
  const order = [...pairs.keys()].sort((a, b) => total(b) - total(a));
  const best = total(order[0] ?? 0);
  const seen = new Set<number>();
  for (const index of order) {
    if (total(index) < best - tolerance) return;
    if (seen.has(index)) continue;
    const path: LinePair[] = [];
    const add = (at: number): void => {
      seen.add(at);
      const pair = pairs[at];
      if (pair) path.push(pair);
    };
    for (let at = index; at !== -1; at = forward.links[at] ?? -1) add(at);
    path.reverse();
    for (let at = backward.links[last - index] ?? -1; at !== -1; at = backward.links[at] ?? -1) add(last - at);
    yield { alignment: path, loss: best - total(index) };
  }
}

/** For each line the last one before it that is not blank; -1 for none. */
export interface Neighbours {
  readonly block: readonly number[];
  readonly file: readonly number[];
}

function mirroredNeighbours(before: readonly number[]): readonly number[] {
  const last = before.length - 1;
  const mirrored = new Array<number>(before.length).fill(-1);
  for (const [at, previous] of before.entries()) if (previous !== -1) mirrored[last - previous] = last - at;
  return mirrored;
}

function chainOf(
  pairs: readonly LinePair[],
  fileSize: number,
  segmentOf: (blockLine: number) => number,
  before: Neighbours,
): Chain {
  const indexes = new Map<number, number>();
  const weights = new Float64Array(pairs.length);
  const links = new Int32Array(pairs.length).fill(-1);
  const earlier = new PrefixMaximum(fileSize);
  let near = new PrefixMaximum(fileSize);
  let far = new PrefixMaximum(fileSize);
  let inSegment: number[] = [];
  let segment: number | undefined;
  for (let from = 0; from < pairs.length;) {
    const block = pairs[from]?.block ?? 0;
    let to = from;
    while (to < pairs.length && pairs[to]?.block === block) to += 1;
    if (segmentOf(block) !== segment) {
      for (const index of inSegment) earlier.add(pairs[index]?.file ?? 0, weights[index] ?? 0, index);
      if (inSegment.length > 0) [near, far, inSegment] = [new PrefixMaximum(fileSize), new PrefixMaximum(fileSize), []];
      segment = segmentOf(block);
    }
    for (let index = from; index < to; index += 1) {
      const { file = 0, weight = 0 } = pairs[index] ?? {};
      const options = [earlier.before(file), far.before(file), near.before(file)];
      const values = [0, -maxGapCost, -gapCost * (file - 1)];
      let [value, link] = [0, -1];
      for (const [at, option] of options.entries()) {
        const reached = option.value + (values[at] ?? 0);
        if (reached > value) [value, link] = [reached, option.key];
      }
      const row = indexes.get((before.block[block] ?? -1) * fileSize + (before.file[file] ?? -1));
      if (row !== undefined && segmentOf(pairs[row]?.block ?? 0) === segment) {
        const reached = (weights[row] ?? 0) + rowBonus;
        if (reached >= value) [value, link] = [reached, row];
      }
      weights[index] = value + weight;
      links[index] = link;
    }
    for (let index = from; index < to; index += 1) {
      const file = pairs[index]?.file ?? 0;
      near.add(file, (weights[index] ?? 0) + gapCost * file, index);
      far.add(file, weights[index] ?? 0, index);
      inSegment.push(index);
      indexes.set(block * fileSize + file, index);
    }
    from = to;
  }
  return { weights, links };
}
