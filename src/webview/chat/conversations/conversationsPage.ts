import * as l10n from '@vscode/l10n';
import { h, render } from 'preact';
import type { ConversationItem, ConversationPage, ConversationScope, ViewMessage } from '../../../engine/chat/view';
import { h as element } from '../../shared/dom';
import { pressed } from '../../shared/strokes';
import { keys, type Shortcut } from '../keyboard/keys';
import { ConversationList } from './conversationList';
import { type Heading, headings } from './groups';
import { ListHead } from './listHead';
import { ListView } from './listView';
import { placeAt, topOf } from './rowLayout';

/** The list is searched so long after the last key. */
const searchDelayMs = 150;

/** Rows that are drawn beyond those in sight, on each side. */
const rowsAround = 8;

/** Pixels, until they are measured. */
const guessedSizes = { rowPx: 52, headingPx: 26 };
const guessedHeightPx = 600;

interface PageActions {
  post(message: ViewMessage): void;
  newChat(): void;
  /** Back to the conversation. `hasOpened`: another one. */
  leave(hasOpened: boolean): void;
}

/** The list of all conversations: searched, by date, with what can be done with each. */
export class ConversationsPage {
  readonly element = element('section', { class: 'page', 'aria-label': l10n.t('Conversations'), hidden: true });
  private readonly head = element('div');
  private readonly scroller = element('div', { class: 'conversation-scroller' });
  private readonly list: ConversationList;
  private sizes = guessedSizes;
  private headings: readonly Heading[] = [];
  private typed = '';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private active = 0;
  private renamed: string | undefined;
  /** Where the focus goes once it can: a row, when its item is there. */
  private wantsFocus = false;

  constructor(private readonly actions: PageActions) {
    this.list = new ConversationList((message) => actions.post(message));
    this.element.append(this.head, this.scroller);
    this.scroller.addEventListener('scroll', () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.scroller);
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.element.addEventListener('focusin', ({ target }) => this.focused(target));
  }

  open(): void {
    this.element.hidden = false;
    if (this.list.total === undefined) this.list.search(this.typed, this.list.scope);
    else this.changed();
    this.draw();
    this.element.querySelector<HTMLElement>('.conversation-search')?.focus();
  }

  /** Puts the focus into the list, else where it is searched. */
  focus(): void {
    this.wantsFocus = true;
    this.focusActive();
  }

  close(): void {
    this.element.hidden = true;
    this.renamed = undefined;
  }

  receive(page: ConversationPage): void {
    const id = this.list.at(this.active)?.id;
    if (!this.list.receive(page)) return;
    const place = id === undefined ? undefined : this.list.placeOf(id);
    this.active = Math.max(0, Math.min(place ?? this.active, page.total - 1));
    this.draw();
  }

  /** The list is another now. */
  changed(): void {
    const { first, last } = this.inSight();
    if (!this.element.hidden) this.list.refresh(first, last);
  }

  private draw(): void {
    if (this.element.hidden) return;
    const hadFocus = this.scroller.contains(document.activeElement);
    this.headings = headings(this.list, new Date());
    const { first, last } = this.inSight();
    this.list.see(first, last);
    const { list } = this;
    render(
      h(ListHead, {
        typed: this.typed,
        scope: list.scope,
        total: list.total,
        actions: {
          leave: () => this.actions.leave(false),
          newChat: () => this.actions.newChat(),
          importAll: () => this.actions.post({ type: 'import-conversations' }),
          type: (text) => this.type(text),
          choose: (scope) => this.search(scope),
        },
      }),
      this.head,
    );
    this.drawRows(this.placesFrom(first, last));
    if (this.measured()) {
      this.draw();
      return;
    }
    const isLost = hadFocus && !this.scroller.contains(document.activeElement);
    if (isLost || this.wantsFocus) this.focusActive();
  }

  private drawRows(places: readonly number[]): void {
    const post = this.actions.post.bind(this.actions);
    const rows = h(ListView, {
      list: this.list,
      headings: this.headings,
      sizes: this.sizes,
      places,
      active: this.active,
      renamed: this.renamed,
      now: new Date(),
      actions: {
        open: ({ id }) => this.openOne(id),
        pin: ({ id, isPinned }) => post({ type: 'pin-conversation', id, pinned: !isPinned }),
        beginRename: ({ id }) => this.rename(id),
        endRename: (item, title) => this.endRename(item, title),
        exportIt: ({ id }) => post({ type: 'export-conversation', id }),
        remove: ({ id }) => post({ type: 'delete-conversation', id }),
        searchAll: () => this.search('all'),
      },
    });
    render(rows, this.scroller);
  }

  /** Places of the first and the last row that are drawn. */
  private inSight(): { readonly first: number; readonly last: number } {
    const { scrollTop, clientHeight } = this.scroller;
    const end = scrollTop + (clientHeight || guessedHeightPx);
    const most = Math.max(0, (this.list.total ?? 1) - 1);
    const first = Math.min(most, placeAt(scrollTop, this.headings, this.sizes));
    const last = Math.min(most, placeAt(end, this.headings, this.sizes));
    return { first: Math.max(0, first - rowsAround), last: Math.min(most, last + rowsAround) };
  }

  /** The active row stays, wherever the reader scrolls: the focus is in it. */
  private placesFrom(first: number, last: number): readonly number[] {
    const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    if (this.active >= (this.list.total ?? 0) || places.includes(this.active)) return places;
    return this.active < first ? [this.active, ...places] : [...places, this.active];
  }

  /** Whether rows turn out to be of other heights than was thought. */
  private measured(): boolean {
    const heightOf = (part: string): number => this.scroller.querySelector<HTMLElement>(part)?.offsetHeight ?? 0;
    const rowPx = heightOf('.conversation-row') || this.sizes.rowPx;
    const headingPx = heightOf('.conversation-group') || this.sizes.headingPx;
    const isOther = rowPx !== this.sizes.rowPx || headingPx !== this.sizes.headingPx;
    this.sizes = { rowPx, headingPx };
    return isOther;
  }

  private pressed(event: KeyboardEvent): void {
    if (pressed(event, keys.leavePage)) this.actions.leave(false);
    else if (!this.pressedInList(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private pressedInList(event: KeyboardEvent): boolean {
    const total = this.list.total ?? 0;
    const item = this.list.at(this.active);
    const isPressed = (shortcut: Shortcut): boolean => pressed(event, shortcut);
    if (total === 0) return false;
    if (this.head.contains(document.activeElement)) {
      return event.key === 'ArrowDown' && isPressed(keys.nextItem) && this.go(0);
    }
    if (isPressed(keys.nextItem)) return this.go(this.active + (event.key === 'ArrowDown' ? 1 : -1));
    if (isPressed(keys.outerItem)) return this.go(event.key === 'Home' ? 0 : total - 1);
    if (isPressed(keys.pageOfItems))
      return this.go(this.active + this.rowsOfPage() * (event.key === 'PageDown' ? 1 : -1));
    if (!item) return false;
    if (isPressed(keys.renameItem)) return this.rename(item.id);
    if (isPressed(keys.deleteItem)) {
      this.actions.post({ type: 'delete-conversation', id: item.id });
      return true;
    }
    const isOnTitle = document.activeElement?.classList.contains('conversation-open') ?? false;
    return isOnTitle && isPressed(keys.openItem) && this.openOne(item.id);
  }

  private rowsOfPage(): number {
    return Math.max(1, Math.floor((this.scroller.clientHeight || guessedHeightPx) / this.sizes.rowPx) - 1);
  }

  private go(place: number): boolean {
    this.active = Math.max(0, Math.min(place, (this.list.total ?? 1) - 1));
    this.wantsFocus = true;
    this.showActive();
    this.draw();
    return true;
  }

  private showActive(): void {
    const { scroller, sizes } = this;
    const bottom = topOf(this.active, this.headings, sizes) + sizes.rowPx;
    const top = this.active === 0 ? 0 : bottom - sizes.rowPx - sizes.headingPx;
    const height = scroller.clientHeight || guessedHeightPx;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + height) scroller.scrollTop = bottom - height;
  }

  private focusActive(): void {
    const row = this.scroller.querySelector<HTMLElement>(`[data-place="${this.active}"] .conversation-open`);
    if (row) {
      this.wantsFocus = false;
      row.focus({ preventScroll: true });
    } else if (this.list.total === 0) {
      this.wantsFocus = false;
      this.element.querySelector<HTMLElement>('.conversation-search')?.focus();
    }
  }

  private focused(target: EventTarget | null): void {
    const row = (target as Element | null)?.closest<HTMLElement>('.conversation-item');
    const place = row ? Number(row.dataset['place']) : this.active;
    if (place === this.active) return;
    this.active = place;
    this.draw();
  }

  private type(text: string): void {
    this.typed = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(this.list.scope), searchDelayMs);
  }

  private search(scope: ConversationScope): void {
    clearTimeout(this.timer);
    this.active = 0;
    this.scroller.scrollTop = 0;
    this.list.search(this.typed.trim(), scope);
    this.draw();
  }

  private openOne(id: string): boolean {
    this.actions.post({ type: 'open-conversation', id });
    this.actions.leave(true);
    return true;
  }

  private rename(id: string): boolean {
    this.renamed = id;
    this.active = this.list.placeOf(id) ?? this.active;
    this.draw();
    return true;
  }

  private endRename({ id }: ConversationItem, title: string | undefined): void {
    const hadFocus = this.scroller.contains(document.activeElement);
    this.renamed = undefined;
    if (title !== undefined) this.actions.post({ type: 'rename-conversation', id, title });
    this.wantsFocus = hadFocus;
    this.draw();
  }
}
