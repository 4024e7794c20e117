import type { FimSnippet } from '../../model/request/request';
import type { ReleasedText } from '../../privacy/release';
import type { KeptBackFile } from '../../privacy/requestSources';

/** A piece of a file that may be sent. */
export interface Snippet extends FimSnippet {
  readonly text: ReleasedText;
  /** Kinds of secrets that were masked in the text; empty where absent. */
  readonly masked?: readonly string[];
}

/**
 * What is known around a cursor beyond the text of its own file, from files that the user has not excluded. The most
 * useful comes first.
 */
export interface CompletionContext {
  /** Pieces of other files, and of the same file where the prefix does not reach. */
  readonly snippets: readonly Snippet[];
  /** The editor's diagnostics near the cursor, one line each, for example `line 12: Cannot find name 'foo'`. */
  readonly diagnostics: readonly ReleasedText[];
  /** Open files that were kept back, with the reason. */
  readonly keptBack: readonly KeptBackFile[];
}

export const noCompletionContext: CompletionContext = { snippets: [], diagnostics: [], keptBack: [] };

/** A cursor in a document. */
export interface DocumentPosition {
  readonly document: string;
  /** From 0. */
  readonly line: number;
  /** UTF-16 units from 0. */
  readonly character: number;
}

export interface CompletionContextSource {
  /** Takes 50 ms at most and leaves out what is not known by then. Never rejects. */
  retrieve(place: DocumentPosition, signal: AbortSignal): Promise<CompletionContext>;
}
