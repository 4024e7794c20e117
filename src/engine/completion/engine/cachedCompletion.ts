import type { Route } from '../../model/route';
import type { CacheAnchor } from './cacheAnchor';

export interface Content {
  /** Cleaned of everything but the code; `\n` as line end. While it is written its end may still change. */
  readonly text: string;
  /** Characters at the beginning of `text` that can no longer change. */
  readonly finalLength: number;
}

/**
 * What one request writes for the place where it was made. It grows while the answer streams, reaches further than what is
 * shown at once, and serves whoever types along with it.
 */
export class CachedCompletion {
  private content: Content = { text: '', finalLength: 0 };
  private read: (() => Content) | undefined;
  state: 'writing' | 'whole' | 'failed' = 'writing';
  /** It has streamed so long that its whole lines are shown although its block has not ended. */
  isOverdue = false;
  /** How many wait for it to grow. */
  listeners = 0;
  /** `Route.id` of the one in whose place it stands: once another would be asked, it is not begun any more. */
  writtenFor: string | undefined;
  /** The one that is asked for it, the last of them where several are; at the end the one that wrote it. */
  route: Route | undefined;
  private waiting: (() => void)[] = [];

  constructor(
    /** A number of its own, for the counters. */
    readonly id: number,
    readonly document: string,
    readonly anchor: CacheAnchor,
    /** Milliseconds since the epoch. */
    readonly askedAt: number,
  ) {}

  get text(): string {
    return this.now().text;
  }

  get finalLength(): number {
    return this.now().finalLength;
  }

  /** There is more of it. Pieces come faster than anybody looks, so that each is read only by who does. */
  grow(read: () => Content): void {
    this.read = read;
  }

  end(text: string): void {
    this.content = { text, finalLength: text.length };
    this.read = undefined;
    this.state = 'whole';
    this.tell();
  }

  private now(): Content {
    if (this.read) this.content = this.read();
    this.read = undefined;
    return this.content;
  }

  /** It has grown or ended. */
  tell(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** Resolves when it grows or ends, or the signal aborts. */
  change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const settle = (): void => {
        signal.removeEventListener('abort', settle);
        resolve();
      };
      if (signal.aborted) settle();
      signal.addEventListener('abort', settle, { once: true });
      this.waiting.push(settle);
    });
  }
}
