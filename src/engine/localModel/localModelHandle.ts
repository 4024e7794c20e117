import { stat } from 'node:fs/promises';
import { type Disposable, Emitter, type Event } from '../model/async/event';
import { errorSummary } from '../model/text/errorSummary';
import { recordFile } from './install/recordFile';
import type { LocalModel, LocalModelDeps } from './localModel';

/** Milliseconds after which it is looked whether a model was set up. */
const lookEveryMs = 5_000;

/** The local model, whose code is loaded once one is set up, or is to be. */
export class LocalModelHandle implements Disposable {
  private readonly changed: Emitter<void>;
  private loaded: LocalModel | undefined;
  private lookedAtMs = -Infinity;

  constructor(private readonly deps: LocalModelDeps) {
    this.changed = new Emitter((error) => deps.log.error(`A listener failed: ${errorSummary(error, { where: true })}`));
  }

  get installed(): LocalModel['installed'] {
    return this.loaded?.installed;
  }

  get onDidChange(): Event<void> {
    return this.changed.event;
  }

  /** For the providers whose server this is. */
  readonly fetch: typeof globalThis.fetch = (input, init) => this.load().fetch(input, init);

  /** Looks whether a model was set up or removed, in this window or another. Fast when nothing is new. */
  async refresh(): Promise<void> {
    if (!this.loaded) {
      const nowMs = this.deps.clock.monotonicMs();
      if (nowMs - this.lookedAtMs < lookEveryMs) return;
      this.lookedAtMs = nowMs;
      const isThere = await stat(recordFile(this.deps.storage)).then(
        () => true,
        () => false,
      );
      if (!isThere) return;
    }
    await this.load().refresh();
  }

  load(): LocalModel {
    if (this.loaded) return this.loaded;
    const { LocalModel } = require('./localModel') as typeof import('./localModel');
    this.loaded = new LocalModel(this.deps);
    this.loaded.onDidChange(() => this.changed.fire());
    return this.loaded;
  }

  dispose(): void {
    this.loaded?.dispose();
    this.changed.dispose();
  }
}
