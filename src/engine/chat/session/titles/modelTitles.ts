import type { SessionState } from '../sessionState';
import type { TitleWriter } from './titleWriter';

/** The titles of conversations, by id. */
export interface Titles {
  /** The title is the first words of the conversation. */
  readonly isByWords: (id: string) => boolean;
  readonly set: (id: string, title: string) => void;
}

/** Gives conversations better titles than their first words: each once, and never over one of the user. */
export class ModelTitles {
  private readonly asked = new Set<string>();

  constructor(
    private readonly writer: Pick<TitleWriter, 'titleOf'>,
    private readonly titles: Titles,
  ) {}

  /** Never rejects. */
  async give(id: string, state: SessionState, signal: AbortSignal): Promise<void> {
    if (this.asked.has(id) || !this.titles.isByWords(id)) return;
    this.asked.add(id);
    const title = await this.writer.titleOf(state, signal);
    // The user may have given one meanwhile.
    if (title !== undefined && this.titles.isByWords(id)) this.titles.set(id, title);
  }
}
