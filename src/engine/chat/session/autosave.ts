import type { Clock } from '../../model/async/clock';
import type { Log } from '../../model/log';

/** Milliseconds between a change and its saving: what a crash may lose at most while an answer streams. */
const saveDelayMs = 500;
/** Milliseconds; a disk is seldom full for less. */
const retryDelayMs = 10_000;

/**
 * Saves soon after a change, never two writes at a time, always the latest state last. A failed write is tried again after a
 * while, and with the next change; the log gets one line until a save succeeds.
 */
export class Autosave {
  private timer: unknown;
  private writing: Promise<void> = Promise.resolve();
  private isFailing = false;

  constructor(
    private readonly write: () => Promise<void>,
    private readonly clock: Clock,
    private readonly log: Log,
    /** Told once when saving begins to fail. */
    private readonly onFailing: () => void,
  ) {}

  changed(): void {
    this.timer ??= this.clock.setTimeout(() => void this.flush(), saveDelayMs);
  }

  /** Resolves when everything changed so far has been written or has failed. */
  flush(): Promise<void> {
    if (this.timer === undefined) return this.writing;
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.save());
    return this.writing;
  }

  private async save(): Promise<void> {
    try {
      await this.write();
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) {
        this.log.warn(`The chat could not be saved: ${String(error)}`);
        this.onFailing();
      }
      this.isFailing = true;
      // No later change would save the last change of a conversation.
      this.timer ??= this.clock.setTimeout(() => void this.flush(), retryDelayMs);
    }
  }
}
