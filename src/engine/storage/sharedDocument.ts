import type { Clock } from '../model/async/clock';
import type { Disposable } from '../model/async/event';
import type { Log } from '../model/log';
import type { DocumentStore } from './documentStore';

/** The knowledge of one part of the engine, and how it merges with that of other windows. */
export interface StoredEntry {
  /** For the log, for example "provider health". */
  readonly name: string;
  readonly version: number;
  /** Everything worth keeping, as plain JSON. */
  collect(): unknown;
  /**
   * Takes over what is newer in the other document. Returns whether anything known here is missing there;
   * 'unreadable' when the data is not what it should be. Never throws. `onLost`: a part of it cannot be read, and all others
   * are taken over.
   */
  absorb(theirs: unknown, onLost: () => void): 'same' | 'we-know-more' | 'unreadable';
}

export interface SharedDocumentDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: DocumentStore;
  /** Milliseconds from a change until it is written. */
  readonly delayMs: number;
}

/** A longer document is not ours. */
const longestDocumentChars = 1_000_000;

/**
 * Keeps knowledge in step with a document that several windows share. Every window merges the others' knowledge into its
 * own before it writes, and writes again when its own was lost to a write at the same time. A document that cannot be read
 * is logged once and replaced; one of a newer version is logged once and left alone.
 */
export class SharedDocument implements Disposable {
  private readonly subscription: Disposable;
  private queue: Promise<void>;
  private timer: unknown;
  private disposed = false;
  /** The document is of a newer version of the extension, which another window runs. */
  private foreign = false;
  private readonly logged = new Set<string>();

  constructor(
    private readonly remembered: StoredEntry,
    private readonly deps: SharedDocumentDeps,
  ) {
    this.queue = Promise.resolve();
    this.subscription = deps.store.onDidChange(() => this.enqueue(() => this.follow()));
    this.enqueue(() => this.follow());
  }

  /** Something worth keeping has changed. Writes after the delay, once for all changes until then. */
  changed(): void {
    if (this.disposed || this.timer !== undefined) return;
    this.timer = this.deps.clock.setTimeout(() => {
      this.timer = undefined;
      this.enqueue(() => this.push());
    }, this.deps.delayMs);
  }

  /** Writes pending changes, as far as the store still can. */
  dispose(): void {
    if (this.disposed) return;
    this.subscription.dispose();
    if (this.timer !== undefined) {
      this.deps.clock.clearTimeout(this.timer);
      this.enqueue(() => this.push());
    }
    this.disposed = true;
  }

  /** One after the other, so that no write is based on a document that is being replaced. */
  private enqueue(step: () => Promise<void>): void {
    this.queue = this.queue.then(step);
  }

  private async follow(): Promise<void> {
    const { known } = await this.pull();
    if (known === 'we-know-more') this.changed();
  }

  private async pull(): Promise<{ readonly text?: string; readonly known: 'same' | 'we-know-more' }> {
    let text: string | undefined;
    try {
      text = await this.deps.store.load();
    } catch (error) {
      this.logOnce(`could not be read (${nameOf(error)}); it is kept in memory only.`);
      return { known: 'same' };
    }
    return text === undefined ? { known: 'same' } : { text, known: this.read(text) };
  }

  private async push(): Promise<void> {
    const { text: before } = await this.pull();
    if (this.foreign) return;
    const text = JSON.stringify({ version: this.remembered.version, data: this.remembered.collect() });
    if (text === before) return;
    try {
      await this.deps.store.save(text);
    } catch (error) {
      this.logOnce(`could not be saved (${nameOf(error)}); it is kept in memory only.`);
    }
  }

  private read(text: string): 'same' | 'we-know-more' {
    const { version } = this.remembered;
    const document = parse(text);
    this.foreign = document !== undefined && document.version > version;
    if (this.foreign) {
      this.logOnce('was saved by a newer version; it is left alone and this window keeps its own.');
      return 'same';
    }
    let lost = 0;
    const known =
      document?.version === version ? this.remembered.absorb(document.data, () => (lost += 1)) : 'unreadable';
    if (known !== 'unreadable' && lost > 0) this.logOnce('could be understood in part only; the rest is left out.');
    if (known !== 'unreadable') return known;
    this.logOnce('could not be understood and begins anew.');
    return 'we-know-more';
  }

  /** A store that fails would fail again at every write. */
  private logOnce(what: string): void {
    if (this.logged.has(what)) return;
    this.logged.add(what);
    this.deps.log.warn(`The remembered ${this.remembered.name} ${what}`);
  }
}

function parse(text: string): { readonly version: number; readonly data: unknown } | undefined {
  if (text.length > longestDocumentChars) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('version' in value) || !('data' in value)) return undefined;
    return typeof value.version === 'number' ? { version: value.version, data: value.data } : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error;
}
