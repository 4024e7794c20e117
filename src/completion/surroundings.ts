import type { FimSnippet } from '../model/request';
import type { Place } from './context/documents';

/** What is known around a hole beyond its own file's text: from files the user has not excluded, the most useful first. */
export interface Surroundings {
  /** Pieces of other files, and of this one where the prefix does not reach. */
  readonly snippets: readonly FimSnippet[];
  /** What the editor complains of near the cursor, each one line, for example `line 12: Cannot find name 'foo'`. */
  readonly diagnostics: readonly string[];
}

export const noSurroundings: Surroundings = { snippets: [], diagnostics: [] };

export interface SurroundingsSource {
  /** Never rejects, and takes 50 ms at most; what is not known by then is left out. */
  gather(place: Place, signal: AbortSignal): Promise<Surroundings>;
}
