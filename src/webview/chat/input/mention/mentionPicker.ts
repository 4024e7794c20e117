import type { HostMessage, MentionItem } from '../../../../engine/chat/view';
import { type MentionQuery, mentionQueryAt, mentionQueryFrom } from './mentionQuery';

/** The host is asked so long after the last key. */
const askDelayMs = 100;

interface PickerActions {
  ask(query: string, within: string | undefined): void;
  /** The item goes with the prompt, and `text` takes the place of what was typed. */
  choose(item: MentionItem, place: MentionQuery): void;
  /** What was typed is to be emptied up to the `@`: the next query is within an item. */
  empty(place: MentionQuery): void;
  /** The picker is to be drawn again. */
  changed(): void;
}

export interface PickerView {
  /** What is searched within. */
  readonly within: MentionItem | undefined;
  readonly query: string;
  readonly items: readonly MentionItem[];
  /** Place of the item that Enter takes, from 0. */
  readonly active: number;
  /** The items are not, or not yet, those of the query. */
  readonly isSearching: boolean;
  readonly note: string;
}

interface Shown extends PickerView {
  readonly place: MentionQuery;
  /** Enter came before the items: the first of them is taken when they are there. */
  readonly isAwaited: boolean;
}

/** What the `@` picker offers and what is chosen. Knows neither the box nor how it is drawn. */
export class MentionPicker {
  private shown: Shown | undefined;
  /** Place of an `@` whose picker was closed by the user: it stays closed. */
  private closedAt: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly actions: PickerActions) {}

  get view(): PickerView | undefined {
    return this.shown;
  }

  /** The text or the cursor is another. `isTyping`: by a key, not by a click, a paste or the host. */
  update(text: string, cursor: number, isTyping: boolean): void {
    const place = this.placeAt(text, cursor);
    if (place?.from !== this.closedAt) this.closedAt = undefined;
    if (!place || place.from === this.closedAt || !(this.shown ?? isTyping)) {
      this.hide();
      return;
    }
    const { shown } = this;
    if (shown?.place.from === place.from && shown.query === place.query) {
      this.shown = { ...shown, place };
      return;
    }
    const isSame = shown?.place.from === place.from;
    this.search(place, isSame ? shown.within : undefined, isSame ? shown.items : []);
  }

  receive(message: Extract<HostMessage, { type: 'mentions' }>): void {
    const { shown } = this;
    if (!shown || message.query !== shown.query || message.within !== shown.within?.id) return;
    const { items, note = '' } = message;
    this.shown = { ...shown, items, note, active: 0, isSearching: false, isAwaited: false };
    const first = items[0];
    if (shown.isAwaited && first) this.choose(first);
    else this.actions.changed();
  }

  /** Whether the key was for the picker. */
  press(key: string): boolean {
    const { shown } = this;
    if (!shown) return false;
    const { items, active, isSearching } = shown;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (items.length === 0) return false;
        this.activate((active + (key === 'ArrowDown' ? 1 : -1) + items.length) % items.length);
        return true;
      case 'Enter':
      case 'Tab': {
        const item = items[active];
        // Without a match Enter sends and Tab moves on, as they do without a picker.
        if (!isSearching && !item) return false;
        if (isSearching) this.shown = { ...shown, isAwaited: true };
        else if (item) this.choose(item);
        return true;
      }
      case 'Escape':
        this.close();
        return true;
      case 'Backspace':
        if (shown.query !== '' || !shown.within) return false;
        this.search(shown.place, undefined, []);
        return true;
      default:
        return false;
    }
  }

  activate(index: number): void {
    if (!this.shown || index === this.shown.active) return;
    this.shown = { ...this.shown, active: index };
    this.actions.changed();
  }

  choose(item: MentionItem): void {
    const { shown } = this;
    if (!shown) return;
    if (item.opens) {
      const place = { ...shown.place, to: shown.place.from + 1, query: '' };
      this.shown = { ...shown, place, query: '' };
      this.actions.empty(shown.place);
      this.search(place, item, []);
    } else {
      this.hide();
      this.actions.choose(item, shown.place);
    }
  }

  /** By the user's wish: it does not open again at this `@`. */
  close(): void {
    this.closedAt = this.shown?.place.from;
    this.hide();
  }

  /** The box has lost the focus, or its text was sent. */
  leave(): void {
    this.hide();
  }

  private placeAt(text: string, cursor: number): MentionQuery | undefined {
    const { shown } = this;
    return shown?.within ? mentionQueryFrom(text, shown.place.from, cursor) : mentionQueryAt(text, cursor);
  }

  private search(place: MentionQuery, within: MentionItem | undefined, items: readonly MentionItem[]): void {
    const isFirst = !this.shown || within !== this.shown.within || place.from !== this.shown.place.from;
    const { query } = place;
    this.shown = { place, query, within, items, note: '', active: 0, isSearching: true, isAwaited: false };
    clearTimeout(this.timer);
    if (isFirst) this.actions.ask(query, within?.id);
    else this.timer = setTimeout(() => this.actions.ask(query, within?.id), askDelayMs);
    this.actions.changed();
  }

  private hide(): void {
    clearTimeout(this.timer);
    if (!this.shown) return;
    this.shown = undefined;
    this.actions.changed();
  }
}
