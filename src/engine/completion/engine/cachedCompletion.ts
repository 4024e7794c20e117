import type { Route } from '../../model/route';
import type { CacheAnchor } from './cacheAnchor';

export interface CachedText {
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
  private content: CachedText = { text: '', finalLength: 0 };
  private read: (() => CachedText) | undefined;
  state: 'streaming' | 'whole' | 'failed' = 'streaming';
  /** It has streamed so long that its whole lines are shown although its block has not ended. */
  isOverdue = false;
  /** How many wait for it to grow. */
  listeners = 0;
  /** `Route.id` of the one in whose place it stands: once another would be asked, it is not begun any more. */
  preferredRouteId: string | undefined;
  /** The one that is asked for it, the last of them where several are; at the end the one that wrote it. */
  route: Route | undefined;
  private waiters: (() => void)[] = [];

  constructor(
    /** A number of its own, for the counters. */
    readonly id: number,
    readonly document: string,
    readonly anchor: CacheAnchor,
    /** Milliseconds since the epoch. */
    readonly requestedAtMs: number,
  ) {}

  get text(): string {
    return this.current().text;
  }

  get finalLength(): number {
    return this.current().finalLength;
  }

  /** There is more of it. Pieces come faster than anybody looks, so that each is read only by who does. */
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

  /** It has grown or ended. */
  notify(): void {
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }

  /** Resolves when it grows or ends, or the signal aborts. */
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
