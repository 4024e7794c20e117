import type { AttemptRecord } from '../../failover/api/answer';

/** A suggestion that was handed to the editor, without its text and its file. */
export interface SuggestionFacts {
  /** The same each time the same suggestion is offered, also after a part of it was typed: it counts once. */
  readonly id: string;
  readonly languageId: string;
  /** `Route.id` of the author. */
  readonly routeId: string;
  /** Characters. */
  readonly length: number;
  /** Milliseconds from the key to the suggestion; undefined where the suggestion came from the cache. */
  readonly ms: number | undefined;
}

/** Receives the fate of suggestions, as far as an editor reports it. */
export interface CompletionObserver {
  /** A request to a provider has ended. */
  attempted(languageId: string, record: AttemptRecord): void;
  offered(offer: SuggestionFacts): void;
  accepted(id: string): void;
  /** The user has typed the first `characters` of the suggestion by hand. */
  typed(id: string, characters: number): void;
}
