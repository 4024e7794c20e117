import type { Allowed } from '../../privacy/release';
import type { CursorContext } from './cursorContext';
import type { Multiline } from './trimmer';
import type { CompletionContext } from './completionContext';

/** When the text that will follow a suggestion is asked for before the user comes there. */
export type Prefetch = 'off' | 'afterAccept' | 'ahead';

/** What the editor wants to know: what to show at a place. */
export interface CompletionQuery {
  /** Identifies the document. */
  readonly document: string;
  readonly cursor: CursorContext;
  /** That the file's text may be sent, by who decides it. */
  readonly clearance: Allowed;
  /** The user asked; no waiting for a pause. */
  readonly explicit: boolean;
  /** Milliseconds of rest before an automatic request; as the user types and the route answers where absent. */
  readonly delayMs?: number;
  readonly multiline: Multiline;
  readonly prefetch: Prefetch;
  /** A local model may be asked beside a cloud one. */
  readonly race: boolean;
  /** Milliseconds after which no suggestion is wanted any more. */
  readonly patienceMs?: number;
  /** Gathers what is known around the place, soon and without rejecting. */
  readonly retrieveContext: (signal: AbortSignal) => Promise<CompletionContext>;
}
