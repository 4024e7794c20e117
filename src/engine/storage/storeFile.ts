import { type FSWatcher, watch } from 'node:fs';
import type { DocumentStore } from './documentStore';
import { type Disposable, Emitter } from '../model/async/event';
import { FileTooLarge, PrivateFile } from './privateFile';

/** Bytes; four times the longest document that is believed. */
const longestBytes = 4 * 1024 * 1024;

/** A document in a file that all windows of the user share. Nothing on disk is touched before `ready`. */
export class StoreFile implements DocumentStore, Disposable {
  private readonly changed = new Emitter<void>();
  private watcher: FSWatcher | undefined;

  readonly onDidChange = this.changed.event;

  private readonly file: PrivateFile;

  constructor(
    folder: string,
    name: string,
    private readonly ready: Promise<void>,
    private readonly watchFolder: typeof watch = watch,
  ) {
    this.file = new PrivateFile(folder, name, longestBytes);
  }

  async load(): Promise<string | undefined> {
    await this.follow();
    try {
      return await this.file.read();
    } catch (error) {
      // As a document that cannot be understood, which the next save replaces.
      if (error instanceof FileTooLarge) return '';
      throw error;
    }
  }

  async save(text: string): Promise<void> {
    await this.follow();
    await this.file.write(text);
  }

  dispose(): void {
    this.watcher?.close();
    this.changed.dispose();
  }

  private async follow(): Promise<void> {
    await this.ready;
    if (this.watcher) return;
    await this.file.prepare();
    try {
      // The folder, since a watched file is lost when another takes its place.
      this.watcher ??= this.watchFolder(this.file.folder, { persistent: false }, (_event, name) => {
        if (name === this.file.name) this.changed.fire();
      });
      this.watcher.on('error', () => undefined);
    } catch {
      // The system has no watch left. Changes of other windows are then read when this one writes.
    }
  }
}
