import type { WordCounts } from './codebaseRank';

/** Counts words in texts of files, in any letter case. */
export class WordCounter {
  readonly counts = new Map<string, WordCounts & { readonly counts: Map<string, number> }>();

  constructor(private readonly words: readonly string[]) {}

  add(path: string, text: string): void {
    const lower = text.toLowerCase();
    for (const word of this.words) {
      const count = lower.split(word).length - 1;
      if (count === 0) continue;
      const known = this.counts.get(path) ?? { path, counts: new Map<string, number>() };
      known.counts.set(word, (known.counts.get(word) ?? 0) + count);
      this.counts.set(path, known);
    }
  }
}
