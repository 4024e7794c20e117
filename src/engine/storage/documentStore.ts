import type { Event } from '../model/async/event';

/**
 * One text document that outlives the window and is shared by all windows. Health and latency have one each. The text
 * holds health facts only: no prompts, no keys.
 */
export interface DocumentStore {
  /** Undefined when nothing was ever saved. */
  load(): Promise<string | undefined>;
  save(text: string): Promise<void>;
  /** The document may have been written by another window. Firing for one's own writes too does no harm. */
  readonly onDidChange: Event<void>;
}
