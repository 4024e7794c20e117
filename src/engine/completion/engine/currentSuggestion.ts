import type { CachedCompletion } from './cachedCompletion';
import type { CacheHit } from './completionCache';
import type { CursorContext } from '../api/cursorContext';
import { withAutoClosed } from '../postprocess/autoClosedBrackets';
import type { CompletionObserver } from '../api/completionObserver';
import type { Multiline, Trimmer } from '../api/trimmer';
import type { Suggestion } from '../api/suggestion';

export interface ShownSuggestion extends Suggestion {
  /** The same each time the same suggestion is shown, also after a part of it was typed. `accepted` takes it. */
  readonly id: string;
}

interface Shown {
  readonly cached: CachedCompletion;
  /** Offsets in the text of the completion. */
  readonly from: number;
  readonly end: number;
  readonly id: string;
}

/** The suggestion on the screen, and its fate. */
export class CurrentSuggestion {
  private shown: Shown | undefined;
  /** The completion that was shown last. */
  lastCached: CachedCompletion | undefined;

  constructor(
    private readonly trimmer: Trimmer,
    private readonly observer: CompletionObserver | undefined,
  ) {}

  /**
   * What is shown of the ready part of a hit; undefined where nothing is. `ms` counts from the key to now and is
   * undefined for a cached completion.
   */
  show(
    hit: CacheHit,
    ready: string,
    cursor: CursorContext,
    multiline: Multiline,
    ms: number | undefined,
  ): ShownSuggestion | undefined {
    const { cached, rest, autoClosed } = hit;
    const from = cached.text.length - rest.length;
    const presented = this.continued(cached, from, ready, cursor) ?? this.trimmer.present(ready, cursor, multiline);
    const suggestion = presented && withAutoClosed(presented, autoClosed, cursor);
    if (!suggestion) return undefined;
    this.lastCached = cached;
    const { length } = suggestion.text;
    const end = from + length;
    if (this.shown?.cached !== cached || this.shown.end !== end)
      this.shown = { cached, from, end, id: `${cached.id}-${end}` };
    const { id } = this.shown;
    this.observer?.offered({ id, languageId: cursor.languageId, routeId: cached.route?.id ?? '', length, ms });
    return { ...suggestion, id };
  }

  /** Records the part of the suggestion that the user has typed by hand. */
  typed({ cached, rest }: CacheHit): void {
    if (this.shown?.cached !== cached) return;
    const characters = cached.text.length - rest.length - this.shown.from;
    if (characters > 0) this.observer?.typed(this.shown.id, characters);
  }

  accepted(id: string): void {
    this.shown = undefined;
    this.observer?.accepted(id);
  }

  /** A shown suggestion keeps its end while the user types along, although another place would show less. */
  private continued(
    cached: CachedCompletion,
    from: number,
    ready: string,
    cursor: CursorContext,
  ): Suggestion | undefined {
    const { shown } = this;
    if (shown?.cached !== cached || from < shown.from || from >= shown.end) return undefined;
    const text = ready.slice(0, shown.end - from);
    const kept = this.trimmer.present(text, cursor, 'always');
    return kept && { ...kept, text: (/^\s*/.exec(text)?.[0] ?? '') + kept.text.trimStart() };
  }
}
