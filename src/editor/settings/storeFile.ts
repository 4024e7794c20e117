import { randomUUID } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HealthStore } from '../../failover/healthStore';
import { type Disposable, Emitter } from '../../model/event';

/** A document in a file that all windows of the user share. Nothing on disk is touched before `ready`. */
export class StoreFile implements HealthStore, Disposable {
  private readonly changed = new Emitter<void>();
  private watcher: FSWatcher | undefined;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly ready: Promise<void>,
  ) {}

  async load(): Promise<string | undefined> {
    await this.follow();
    try {
      return await readFile(this.file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** By way of a second file, so that no window ever reads half a document. */
  async save(text: string): Promise<void> {
    await this.follow();
    // Windows in containers that share a home may have the same process id.
    const next = `${this.file}.${randomUUID()}`;
    await writeFile(next, text, { mode: 0o600 });
    await rename(next, this.file);
  }

  dispose(): void {
    this.watcher?.close();
    this.changed.dispose();
  }

  private get file(): string {
    return path.join(this.folder, this.name);
  }

  private async follow(): Promise<void> {
    await this.ready;
    if (this.watcher) return;
    await mkdir(this.folder, { recursive: true });
    // The folder, since a watched file is lost when another takes its place.
    this.watcher ??= watch(this.folder, { persistent: false }, (_event, name) => {
      if (name === this.name) this.changed.fire();
    });
    this.watcher.on('error', () => undefined);
  }
}
