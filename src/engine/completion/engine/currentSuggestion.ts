import type { CachedCompletion } from './cachedCompletion';
import type { Match } from './completionCache';
import type { CursorContext } from '../api/cursorContext';
import { withAutoClosed } from '../postprocess/autoClosedBrackets';
import type { CompletionObserver } from '../api/completionObserver';
import type { Multiline, Trimmer } from '../api/trimmer';
import type { Suggestion } from '../api/suggestion';

export interface ShownSuggestion extends Suggestion {
  /** The same for the same suggestion, with whatever rest of it; told back when it is accepted. */
  readonly id: string;
}

interface Shown {
  readonly draft: CachedCompletion;
  /** Offsets in the draft's text. */
  readonly from: number;
  readonly end: number;
  readonly id: string;
}

/** The suggestion that is on the screen, and what becomes of it. */
export class CurrentSuggestion {
  private shown: Shown | undefined;
  /** Of which something was shown last. */
  lastDraft: CachedCompletion | undefined;

  constructor(
    private readonly shaping: Trimmer,
    private readonly observer: CompletionObserver | undefined,
  ) {}

  /**
   * What is shown of the part of a match that is ready; undefined when that is nothing. `ms` from the key to now, undefined
   * when it comes from memory.
   */
  show(
    match: Match,
    ready: string,
    hole: CursorContext,
    multiline: Multiline,
    ms: number | undefined,
  ): ShownSuggestion | undefined {
    const { draft, rest, inserted } = match;
    const from = draft.text.length - rest.length;
    const presented = this.goesOn(draft, from, ready, hole) ?? this.shaping.present(ready, hole, multiline);
    const suggestion = presented && withAutoClosed(presented, inserted, hole);
    if (!suggestion) return undefined;
    this.lastDraft = draft;
    const { length } = suggestion.text;
    const end = from + length;
    if (this.shown?.draft !== draft || this.shown.end !== end)
      this.shown = { draft, from, end, id: `${draft.id}-${end}` };
    const { id } = this.shown;
    this.observer?.offered({ id, languageId: hole.languageId, routeId: draft.route?.id ?? '', length, ms });
    return { ...suggestion, id };
  }

  /** The user may have typed some of what is shown by hand. */
  typed({ draft, rest }: Match): void {
    if (this.shown?.draft !== draft) return;
    const characters = draft.text.length - rest.length - this.shown.from;
    if (characters > 0) this.observer?.typed(this.shown.id, characters);
  }

  accepted(id: string): void {
    this.shown = undefined;
    this.observer?.accepted(id);
  }

  /** What is shown already is shown to the same end while the user types along, although another place would show less. */
  private goesOn(draft: CachedCompletion, from: number, ready: string, hole: CursorContext): Suggestion | undefined {
    const { shown } = this;
    if (shown?.draft !== draft || from < shown.from || from >= shown.end) return undefined;
    const text = ready.slice(0, shown.end - from);
    const kept = this.shaping.present(text, hole, 'always');
    return kept && { ...kept, text: (/^\s*/.exec(text)?.[0] ?? '') + kept.text.trimStart() };
  }
}
