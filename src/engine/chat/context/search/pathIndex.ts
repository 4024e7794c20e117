import type { Fuzzysort, SnapshotKeys } from 'fuzzysort';

/** A file or folder that can be searched for. */
export interface SearchablePath {
  readonly uri: string;
  /** Relative to the workspace; begins with the folder's name where there are several. */
  readonly path: string;
}

/** A match of its name counts more than one of its folders. */
const folderShare = 0.9;
/** What it counts to be open, or to have been open. */
const recentBonus = 0.15;

/** Paths made ready to be searched many times. */
export class PathIndex {
  private readonly targets: SnapshotKeys<SearchablePath>;

  private constructor(
    private readonly fuzzysort: Fuzzysort,
    readonly paths: readonly SearchablePath[],
  ) {
    this.targets = fuzzysort.snapshot(paths, { keys: [({ path }) => nameOf(path), 'path'] });
  }

  /** Loads the search at its first use. */
  static async of(paths: readonly SearchablePath[]): Promise<PathIndex> {
    const { default: fuzzysort } = await import('fuzzysort');
    return new PathIndex(fuzzysort, paths);
  }

  /**
   * Those that fit, best first. `recent`: URIs that were open, the latest first; they count more, and without a query they come
   * before all others.
   */
  search(query: string, recent: readonly string[], limit: number): readonly SearchablePath[] {
    const places = new Map(recent.map((uri, index) => [uri, index]));
    const words = query.trim();
    if (words === '') {
      const known = this.paths.filter(({ uri }) => places.has(uri));
      known.sort((a, b) => (places.get(a.uri) ?? 0) - (places.get(b.uri) ?? 0));
      return [...known, ...this.paths.filter(({ uri }) => !places.has(uri)).slice(0, limit)].slice(0, limit);
    }
    const found = this.fuzzysort.go(words, this.targets, {
      limit,
      threshold: 0.2,
      scoreFn: (match) => {
        const [name, path] = match;
        const score = Math.max(name?.score ?? 0, (path?.score ?? 0) * folderShare);
        const place = places.get(match.obj.uri);
        return score === 0 || place === undefined ? score : score + recentBonus / (1 + place / 10);
      },
    });
    return found.map(({ obj }) => obj);
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
