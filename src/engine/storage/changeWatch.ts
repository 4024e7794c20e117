import { type FSWatcher, watch } from 'node:fs';
import type { Clock } from '../model/async/clock';
import { type Disposable, Emitter } from '../model/async/event';

/** Milliseconds between two looks where the system tells of no change. */
const lookEveryMs = 5000;
/** Milliseconds after the first sign of a change: one transaction gives many. */
const settleMs = 50;

export interface ChangeWatchDeps {
  readonly clock: Clock;
  /** Nothing is watched where it is absent. */
  readonly file?: { readonly folder: string; readonly name: string };
  /** Another value after each write of another connection. */
  readonly version: () => unknown;
}

/** Tells when another window has written to the database. */
export class ChangeWatch implements Disposable {
  private readonly changed = new Emitter<void>();
  private watcher: FSWatcher | undefined;
  private timer: unknown;
  private dueMs = Infinity;
  private known: unknown;

  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: ChangeWatchDeps) {
    const { file } = deps;
    if (!file) return;
    this.known = deps.version();
    try {
      // The folder, since files beside the database come and go.
      this.watcher = watch(file.folder, { persistent: false }, (_event, name) => {
        if (name === null || name.startsWith(file.name)) this.lookIn(settleMs);
      });
      this.watcher.on('error', () => undefined);
    } catch {
      // The system has no watch left: the regular look is slower.
    }
    this.lookIn(lookEveryMs);
  }

  dispose(): void {
    this.watcher?.close();
    this.watcher = undefined;
    this.deps.clock.clearTimeout(this.timer);
    this.dueMs = -Infinity;
    this.changed.dispose();
  }

  /** Looks after so many milliseconds, or sooner where that was planned. */
  private lookIn(ms: number): void {
    const { clock } = this.deps;
    const dueMs = clock.monotonicMs() + ms;
    if (dueMs >= this.dueMs) return;
    clock.clearTimeout(this.timer);
    this.dueMs = dueMs;
    this.timer = clock.setTimeout(() => this.look(), ms);
  }

  private look(): void {
    this.dueMs = Infinity;
    this.lookIn(lookEveryMs);
    const now = this.versionNow();
    if (now === this.known) return;
    this.known = now;
    this.changed.fire();
  }

  /** A database that is locked just now is looked at again later. */
  private versionNow(): unknown {
    try {
      return this.deps.version();
    } catch {
      return this.known;
    }
  }
}
