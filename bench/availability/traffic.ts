import type { Fate } from './fate';

export type ProviderId = 'anthropic' | 'openai' | 'ollama';

/** One request that went out, whatever the strategy made of it. */
export interface Sent {
  readonly provider: ProviderId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly fate: Fate;
  /** Words of the answer that came, shown or not. */
  words: number;
}

/** What went over the wire for each question that is not over yet. */
export class Traffic {
  private readonly open = new Map<number, Sent[]>();

  begin(question: number): void {
    this.open.set(question, []);
  }

  end(question: number): readonly Sent[] {
    const sent = this.of(question);
    this.open.delete(question);
    return sent;
  }

  add(question: number, sent: Sent): void {
    this.open.get(question)?.push(sent);
  }

  /** How often the provider was asked this question so far. */
  count(question: number, provider: ProviderId): number {
    return this.of(question).filter((sent) => sent.provider === provider).length;
  }

  private of(question: number): readonly Sent[] {
    return this.open.get(question) ?? [];
  }
}
