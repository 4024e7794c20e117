import type { Allowed } from '../../privacy/release';
import type { CursorContext } from './cursorContext';
import type { Multiline } from './trimmer';
import type { CompletionContext } from './completionContext';

/** When the text after a suggestion is requested before the user gets there. */
export type Prefetch = 'off' | 'afterAccept' | 'ahead';

/** The editor's question: what to show at a cursor. */
export interface CompletionQuery {
  /** Identifies the document. */
  readonly document: string;
  readonly cursor: CursorContext;
  /** Permission to send the text of the file. */
  readonly clearance: Allowed;
  /** The user asked for a suggestion: the engine does not wait for a pause. */
  readonly explicit: boolean;
  /**
   * Milliseconds of rest before an automatic request. Where absent, the wait adapts to the user's typing and the
   * route's latency.
   */
  readonly delayMs?: number;
  readonly multiline: Multiline;
  readonly prefetch: Prefetch;
  /** A local model may be asked at the same time as a cloud model. */
  readonly race: boolean;
  /** Milliseconds after which a suggestion comes too late. */
  readonly firstContentTimeoutMs?: number;
  /** Retrieves what is known around the cursor. Fast; never rejects. */
  readonly retrieveContext: (signal: AbortSignal) => Promise<CompletionContext>;
}
