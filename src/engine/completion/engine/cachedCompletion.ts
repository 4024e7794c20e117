import type { Route } from '../../model/route/route';
import type { CacheAnchor } from './cacheAnchor';

export interface CachedText {
  /** Code alone, with `\n` as line end. Its end may change while the answer streams. */
  readonly text: string;
  /** Characters at the beginning of `text` that can no longer change. */
  readonly finalLength: number;
}

/**
 * The completion that one request has written for the place where it was made. It grows while the answer streams, is
 * longer than what is shown at once, and serves the user who types along with it.
 */
export class CachedCompletion {
  private content: CachedText = { text: '', finalLength: 0 };
  private read: (() => CachedText) | undefined;
  state: 'streaming' | 'whole' | 'failed' = 'streaming';
  /** The stream has taken so long that whole lines are shown before the block has ended. */
  isOverdue = false;
  /** Number of questions that wait for the text to grow. */
  listeners = 0;
  /**
   * `Route.id`: the preferred route in a race, otherwise the author. A new suggestion may start from this completion
   * only while this route would be asked.
   */
  validForRouteId: string | undefined;
  /** The route that answers. With several attempts, the last one so far, and at the end the author. */
  route: Route | undefined;
  private waiters: (() => void)[] = [];

  constructor(
    /** Unique within an engine, for the statistics. */
    readonly id: number,
    readonly document: string,
    readonly anchor: CacheAnchor,
    /** Monotonic milliseconds. */
    readonly requestedAtMs: number,
  ) {}

  get text(): string {
    return this.current().text;
  }

  get finalLength(): number {
    return this.current().finalLength;
  }

  /**
   * More text has arrived. `read` cleans it, and is called only when the text is needed: pieces arrive faster than
   * that.
   */
  grow(read: () => CachedText): void {
    this.read = read;
  }

  end(text: string): void {
    this.content = { text, finalLength: text.length };
    this.read = undefined;
    this.state = 'whole';
    this.notify();
  }

  private current(): CachedText {
    if (this.read) this.content = this.read();
    this.read = undefined;
    return this.content;
  }

  /** Wakes the questions that wait for the text to grow. */
  notify(): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }

  /** Resolves when the text grows or ends, or the signal aborts. */
  nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        signal.removeEventListener('abort', settle);
        resolve();
      };
      if (signal.aborted) settle();
      signal.addEventListener('abort', settle, { once: true });
      this.waiters.push(settle);
    });
  }
}
