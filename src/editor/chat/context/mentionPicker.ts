import { type MentionItem, type MentionKind, mentionKinds } from '../../../engine/chat';
import { type Log, errorSummary } from '../../../engine/model';
import { type ContextSource, type Found, openerId } from './contextSource';

/** Recent files that stand above the kinds, and files that are found beside kinds. */
const recentShown = 5;
const filesShown = 20;
const symbolsShown = 5;

/** Items that were offered and can be chosen. */
const maxOffered = 2_000;

/** What the `@` picker offers. Only what it offered can be chosen. */
export class MentionPicker {
  private readonly offered = new Map<string, MentionItem>();
  private running = new AbortController();

  constructor(
    private readonly sources: Readonly<Record<MentionKind, ContextSource>>,
    private readonly log: Log,
  ) {}

  /** A further call ends the one before. Never rejects. `within`: id of an item that opens further ones. */
  async find(query: string, within?: string): Promise<Found> {
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const kind = mentionKinds.find((each) => openerId(each) === within);
    const found = await (kind ? this.within(kind, query, signal) : this.everywhere(query, signal));
    for (const item of found.items) this.offer(item);
    return found;
  }

  /** An item that was offered before. */
  item(id: string): MentionItem | undefined {
    return this.offered.get(id);
  }

  /** Makes an item known that comes from elsewhere: a drop, a command. */
  offer(item: MentionItem): void {
    this.offered.delete(item.id);
    this.offered.set(item.id, item);
    for (const id of this.offered.keys()) {
      if (this.offered.size <= maxOffered) return;
      this.offered.delete(id);
    }
  }

  private async within(kind: MentionKind, query: string, signal: AbortSignal): Promise<Found> {
    try {
      return await this.sources[kind].find(query, signal);
    } catch (error) {
      this.log.warn(`What can be mentioned (${kind}) could not be found: ${errorSummary(error)}`);
      return { items: [] };
    }
  }

  private async everywhere(query: string, signal: AbortSignal): Promise<Found> {
    const kinds = mentionKinds.flatMap((kind) => this.sources[kind].root() ?? []);
    const files = await this.within('file', query, signal);
    if (query.trim() === '') return { ...files, items: [...files.items.slice(0, recentShown), ...kinds] };
    const words = query.trim().toLowerCase();
    const named = kinds.filter(({ kind, label }) => `${kind} ${label.toLowerCase()}`.includes(words));
    const page = await this.within('page', query, signal);
    const symbols = page.items.length > 0 ? { items: [] } : await this.within('symbol', query, signal);
    return {
      ...files,
      items: [...page.items, ...named, ...files.items.slice(0, filesShown), ...symbols.items.slice(0, symbolsShown)],
    };
  }
}
