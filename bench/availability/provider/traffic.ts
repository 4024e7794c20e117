import type { Fate } from './fate';
import type { ProviderId } from '../world/remote';

/** One request that went out, whatever the strategy made of it. */
export interface Sent {
  readonly provider: ProviderId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly fate: Fate;
  /** Words of the answer that came, shown or not. */
  words: number;
  /** It ended well. */
  whole?: boolean;
}

/** Hears of every request in the order of time. Times in milliseconds since the epoch. */
export interface Observer {
  sent(sent: Sent): void;
  ended(sent: Sent, at: number): void;
}

/** What went over the wire for each question that is not over yet. */
export class Traffic {
  private readonly open = new Map<number, Sent[]>();

  constructor(private readonly observer: Observer) {}

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
    this.observer.sent(sent);
  }

  ended(sent: Sent, at: number): void {
    this.observer.ended(sent, at);
  }

  /** How often the provider was asked this question so far. */
  count(question: number, provider: ProviderId): number {
    return this.of(question).filter((sent) => sent.provider === provider).length;
  }

  private of(question: number): readonly Sent[] {
    return this.open.get(question) ?? [];
  }
}
