import type { CommandItem, MentionItem } from '../../../../engine/chat/view';

/** The host is asked so long after the last key. */
const askDelayMs = 100;

/** What a list above the box offers. */
export type PickerItem = MentionItem | CommandItem;

/** What the user types behind a sign, an `@` or a slash, and where. UTF-16 units of the text. */
export interface PickerQuery {
  /** Where the sign stands. */
  readonly from: number;
  /** The end of the query, where the cursor is. */
  readonly to: number;
  /** Without the sign. */
  readonly query: string;
}

/** Where a sign opens a picker. */
export interface PickerSign {
  /** The query at the cursor; undefined where none is typed there. Pure. */
  readonly at: (text: string, cursor: number) => PickerQuery | undefined;
  /** The query within an item, which began at `from`. Pure. */
  readonly from: (text: string, from: number, cursor: number) => PickerQuery | undefined;
}

interface PickerActions<Item extends PickerItem> {
  ask(query: string, within: string | undefined): void;
  /** The item was chosen for what is typed at `place`. */
  choose(item: Item, place: PickerQuery): void;
  /** Enter came before the items, and they complete nothing. */
  send(): void;
  /** What is typed at `place` is to be emptied up to the sign: the next query is within an item. */
  empty(place: PickerQuery): void;
  /** The picker is to be drawn again. */
  changed(): void;
}

export interface PickerView<Item extends PickerItem = PickerItem> {
  /** What is searched within. */
  readonly within: Item | undefined;
  readonly query: string;
  readonly items: readonly Item[];
  /** Place of the item that Enter takes, from 0. */
  readonly active: number;
  /** The items are not, or not yet, those of the query. */
  readonly isSearching: boolean;
  readonly note: string;
}

interface Shown<Item extends PickerItem> extends PickerView<Item> {
  readonly place: PickerQuery;
  /** The key that came before the items: the first of them is taken when they are there. */
  readonly awaitedBy: 'Enter' | 'Tab' | undefined;
}

/** What the list behind a sign offers and what is chosen. Knows neither the box nor how it is drawn. */
export class Picker<Item extends PickerItem> {
  private shown: Shown<Item> | undefined;
  /** Place of a sign whose picker was closed by the user: it stays closed. */
  private closedAt: number | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly sign: PickerSign,
    private readonly actions: PickerActions<Item>,
  ) {}

  get view(): PickerView<Item> | undefined {
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

  receive(message: {
    readonly query: string;
    readonly within?: string;
    readonly items: readonly Item[];
    readonly note?: string;
  }): void {
    const { shown } = this;
    if (!shown || message.query !== shown.query || message.within !== shown.within?.id) return;
    const { items, note = '' } = message;
    this.shown = { ...shown, items, note, active: 0, isSearching: false, awaitedBy: undefined };
    const first = items[0];
    if (shown.awaitedBy === 'Enter' && (!first || this.isWhole(first))) {
      this.hide();
      this.actions.send();
    } else if (first && shown.awaitedBy) this.choose(first);
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
        if (isSearching) this.shown = { ...shown, awaitedBy: key };
        else if (item && key === 'Enter' && this.isWhole(item)) {
          this.hide();
          return false;
        } else if (item) this.choose(item);
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

  choose(item: Item): void {
    const { shown } = this;
    if (!shown) return;
    if ('opens' in item && item.opens === true) {
      const place = { ...shown.place, to: shown.place.from + 1, query: '' };
      this.shown = { ...shown, place, query: '' };
      this.actions.empty(shown.place);
      this.search(place, item, []);
    } else {
      this.hide();
      this.actions.choose(item, shown.place);
    }
  }

  /** By the user's wish: it does not open again at this sign. */
  close(): void {
    this.closedAt = this.shown?.place.from;
    this.hide();
  }

  /** The box has lost the focus, or its text was sent. */
  leave(): void {
    this.hide();
  }

  private placeAt(text: string, cursor: number): PickerQuery | undefined {
    const { shown, sign } = this;
    return shown?.within ? sign.from(text, shown.place.from, cursor) : sign.at(text, cursor);
  }

  /** All of a command is typed already, so that there is nothing to complete. */
  private isWhole(item: Item): boolean {
    return item.kind === 'command' && item.isBroken !== true && item.label === `/${this.shown?.query ?? ''}`;
  }

  private search(place: PickerQuery, within: Item | undefined, items: readonly Item[]): void {
    const isFirst = !this.shown || within !== this.shown.within || place.from !== this.shown.place.from;
    const { query } = place;
    this.shown = { place, query, within, items, note: '', active: 0, isSearching: true, awaitedBy: undefined };
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
