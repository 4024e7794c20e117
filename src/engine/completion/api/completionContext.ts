import type { FimSnippet } from '../../model/request';
import type { ReleasedText } from '../../privacy/release';
import type { KeptBackFile } from '../../privacy/requestSources';

/** A piece of a file that may be told. */
export interface Snippet extends FimSnippet {
  readonly text: ReleasedText;
  /** Kinds of secrets that were masked in it; none where absent. */
  readonly masked?: readonly string[];
}

/** What is known around a hole beyond its own file's text: from files the user has not excluded, the most useful first. */
export interface CompletionContext {
  /** Pieces of other files, and of this one where the prefix does not reach. */
  readonly snippets: readonly Snippet[];
  /** What the editor complains of near the cursor, each one line, for example `line 12: Cannot find name 'foo'`. */
  readonly diagnostics: readonly ReleasedText[];
  /** Open files of which nothing was told, and why. */
  readonly keptBack: readonly KeptBackFile[];
}

export const noCompletionContext: CompletionContext = { snippets: [], diagnostics: [], keptBack: [] };

/** Where the cursor is. */
export interface DocumentPosition {
  readonly document: string;
  /** From 0. */
  readonly line: number;
  /** UTF-16 units from 0. */
  readonly character: number;
}

export interface CompletionContextSource {
  /** Never rejects, and takes 50 ms at most; what is not known by then is left out. */
  retrieve(place: DocumentPosition, signal: AbortSignal): Promise<CompletionContext>;
}
