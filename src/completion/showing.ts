import type { Draft } from './draft';
import type { Match } from './drafts';
import type { Hole } from './hole';
import { withInserted } from './inserted';
import type { CompletionObserver } from './observer';
import type { Multiline, Shaping } from './shaping';
import type { Suggestion } from './suggestion';

export interface Offer extends Suggestion {
  /** The same for the same suggestion, with whatever rest of it; told back when it is accepted. */
  readonly id: string;
}

interface Shown {
  readonly draft: Draft;
  /** Offsets in the draft's text. */
  readonly from: number;
  readonly end: number;
  readonly id: string;
}

/** The suggestion that is on the screen, and what becomes of it. */
export class Showing {
  private shown: Shown | undefined;
  /** Of which something was shown last. */
  lastDraft: Draft | undefined;

  constructor(
    private readonly shaping: Shaping,
    private readonly observer: CompletionObserver | undefined,
  ) {}

  /**
   * What is shown of the part of a match that is ready; undefined when that is nothing. `ms` from the key to now, undefined
   * when it comes from memory.
   */
  show(match: Match, ready: string, hole: Hole, multiline: Multiline, ms: number | undefined): Offer | undefined {
    const { draft, rest, inserted } = match;
    const from = draft.text.length - rest.length;
    const presented = this.goesOn(draft, from, ready, hole) ?? this.shaping.present(ready, hole, multiline);
    const suggestion = presented && withInserted(presented, inserted, hole);
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
  private goesOn(draft: Draft, from: number, ready: string, hole: Hole): Suggestion | undefined {
    const { shown } = this;
    if (shown?.draft !== draft || from < shown.from || from >= shown.end) return undefined;
    const text = ready.slice(0, shown.end - from);
    const kept = this.shaping.present(text, hole, 'always');
    return kept && { ...kept, text: (/^\s*/.exec(text)?.[0] ?? '') + kept.text.trimStart() };
  }
}
