import { codeChunks } from './codeChunks';
import { splitName } from './searchWords';

/** A file that holds at least one of the words. */
export interface SearchedFile {
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
}

/** How often each word is in a file, as far as it was counted. */
export interface WordCounts {
  /** Relative to the workspace. */
  readonly path: string;
  readonly counts: ReadonlyMap<string, number>;
}

/** A piece of a file that was found; lines count from 0 and both ends belong to it. */
export interface FoundChunk {
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly score: number;
}

export interface CodebaseSize {
  /** Files of the workspace. */
  readonly files: number;
  /** In how many files each word is. */
  readonly filesWith: ReadonlyMap<string, number>;
}

/** The constants of BM25: how soon more of one word counts no more, and how much length counts. */
const saturation = 1.2;
const lengthShare = 0.6;
/** Lines of a usual chunk. */
const usualLines = 25;
/** A word in the name of a file says more than one in its text. */
const nameWeight = 2.5;
const folderWeight = 0.8;
/** How much each further chunk of the same file counts: an answer mostly needs more than one file. */
const repeatShare = 0.6;

/** The files whose text is worth reading, best first: by their names and by how often the words are in them. Pure. */
export function rankFiles(
  files: readonly WordCounts[],
  words: readonly string[],
  size: CodebaseSize,
  limit: number,
): readonly string[] {
  const weights = weightsOf(words, size);
  const scored = files.map(({ path, counts }) => {
    let score = nameScore(path, weights);
    for (const [word, weight] of weights) {
      const count = counts.get(word) ?? 0;
      score += (weight * count * (saturation + 1)) / (count + saturation);
    }
    return { path, score };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.path.localeCompare(b.path))
    .slice(0, limit)
    .map(({ path }) => path);
}

/**
 * The chunks that fit the words best, best first: BM25 over chunks, names of files and folders count more, and each further chunk of
 * a file counts less than the one before. Finds words and no meanings. Pure.
 */
export function rankChunks(
  files: readonly SearchedFile[],
  words: readonly string[],
  size: CodebaseSize,
  limit: number,
): readonly FoundChunk[] {
  const weights = weightsOf(words, size);
  const found = files.flatMap((file) => chunksOf(file, weights));
  found.sort(byScore);
  return diverse(found, limit);
}

function chunksOf({ path, text }: SearchedFile, weights: ReadonlyMap<string, number>): readonly FoundChunk[] {
  const lines = text.split('\n');
  const named = nameScore(path, weights);
  const chunks = codeChunks(lines);
  const found = chunks.flatMap(({ first, last }) => {
    const score = textScore(lines.slice(first, last + 1), weights);
    return score === 0 ? [] : [{ path, first, last, score: score + named }];
  });
  // A file can be found by its name alone.
  return found.length > 0 || named === 0
    ? found
    : chunks.slice(0, 1).map((chunk) => ({ path, ...chunk, score: named }));
}

function weightsOf(words: readonly string[], { files, filesWith }: CodebaseSize): ReadonlyMap<string, number> {
  return new Map(words.map((word) => [word, rarity(filesWith.get(word) ?? 0, files)]));
}

function textScore(lines: readonly string[], weights: ReadonlyMap<string, number>): number {
  const text = lines.join('\n').toLowerCase();
  const length = 1 - lengthShare + (lengthShare * lines.length) / usualLines;
  let score = 0;
  for (const [word, weight] of weights) {
    const count = occurrences(text, word);
    if (count > 0) score += (weight * count * (saturation + 1)) / (count + saturation * length);
  }
  return score;
}

function nameScore(path: string, weights: ReadonlyMap<string, number>): number {
  const parts = path.split('/');
  const name = partsOf(parts.pop() ?? '');
  const folders = new Set(parts.flatMap((part) => [...partsOf(part)]));
  let score = 0;
  for (const [word, weight] of weights)
    score += weight * (name.has(word) ? nameWeight : folders.has(word) ? folderWeight : 0);
  return score;
}

function partsOf(name: string): ReadonlySet<string> {
  const stem = name.replace(/\.[^.]*$/, '') || name;
  return new Set([...stem.split('.').flatMap(splitName), stem.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()]);
}

function occurrences(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count += 1;
  return count;
}

/** The inverse document frequency of BM25, which is never negative. */
function rarity(filesWith: number, files: number): number {
  const all = Math.max(files, filesWith, 1);
  return Math.log(1 + (all - filesWith + 0.5) / (filesWith + 0.5));
}

function byScore(a: FoundChunk, b: FoundChunk): number {
  return b.score - a.score || a.path.localeCompare(b.path) || a.first - b.first;
}

function diverse(found: readonly FoundChunk[], limit: number): readonly FoundChunk[] {
  const taken = new Map<string, number>();
  const lowered = found.map((chunk) => {
    const before = taken.get(chunk.path) ?? 0;
    taken.set(chunk.path, before + 1);
    return { ...chunk, score: chunk.score * repeatShare ** before };
  });
  return lowered.sort(byScore).slice(0, limit);
}
