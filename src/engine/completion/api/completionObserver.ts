import type { AttemptRecord } from '../../failover/api/answer';

/** A suggestion that is handed to the editor, for counting: no text and no file. */
export interface SuggestionFacts {
  /** The same for the same suggestion, however often and with whatever rest of it: it counts once. */
  readonly id: string;
  readonly languageId: string;
  /** `Route.id` of who wrote it. */
  readonly routeId: string;
  /** Characters. */
  readonly length: number;
  /** Milliseconds from the key to the offer; undefined when it came from memory, without a request of its own. */
  readonly ms: number | undefined;
}

/** Hears what becomes of suggestions, as far as an editor tells. */
export interface CompletionObserver {
  /** A request to a provider has ended. */
  attempted(languageId: string, record: AttemptRecord): void;
  offered(offer: SuggestionFacts): void;
  accepted(id: string): void;
  /** So many characters of the offer were typed by hand. */
  typed(id: string, characters: number): void;
}
