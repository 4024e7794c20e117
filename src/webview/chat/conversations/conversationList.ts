import type { ConversationItem, ConversationPage, ConversationScope, ViewMessage } from '../../../engine/chat/view';

/** Items that are asked for at once. */
const itemsAtOnce = 50;

/** What is known of the list of conversations: the parts of it that came into sight. */
export class ConversationList {
  query = '';
  scope: ConversationScope = 'folder';
  /** Items of the whole list; undefined until the first of them are there. */
  total: number | undefined;
  private items = new Map<number, ConversationItem>();
  private readonly asked = new Set<number>();

  constructor(private readonly post: (message: ViewMessage) => void) {}

  at(place: number): ConversationItem | undefined {
    return this.items.get(place);
  }

  placeOf(id: string): number | undefined {
    for (const [place, item] of this.items) if (item.id === id) return place;
    return undefined;
  }

  /** Places whose items are known, in order. */
  knownPlaces(): readonly number[] {
    return [...this.items.keys()].sort((a, b) => a - b);
  }

  /** Another list: what is known of this one is of no use. */
  search(query: string, scope: ConversationScope): void {
    this.query = query;
    this.scope = scope;
    this.total = undefined;
    this.items = new Map();
    this.asked.clear();
    this.see(0, 0);
  }

  /** The list may be another now. What is known stays until it is replaced. */
  refresh(first: number, last: number): void {
    this.asked.clear();
    this.see(first, last);
  }

  /** These places, both ends included, are in sight or will be soon. */
  see(first: number, last: number): void {
    const end = Math.floor(Math.max(0, Math.min(last, (this.total ?? 1) - 1)) / itemsAtOnce);
    for (let number = Math.floor(Math.max(0, first) / itemsAtOnce); number <= end; number += 1) {
      if (this.asked.has(number)) continue;
      this.asked.add(number);
      const { query, scope } = this;
      this.post({ type: 'list', query, scope, offset: number * itemsAtOnce, limit: itemsAtOnce });
    }
  }

  /** False where the page answers an earlier question. */
  receive({ query, scope, offset, items, total }: ConversationPage): boolean {
    if (query !== this.query || scope !== this.scope) return false;
    this.total = total;
    for (const place of [...this.items.keys()]) if (place >= total) this.items.delete(place);
    items.forEach((item, index) => this.items.set(offset + index, item));
    return true;
  }
}
