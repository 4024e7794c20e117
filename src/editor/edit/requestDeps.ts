import type { Log } from '../../engine/model';
import type { FilePrivacy } from '../privacy/filePrivacy';

/** What requests take that are about files: inline edits, commit messages and reviews. */
export interface RequestDeps {
  /** Awaited before each request: providers may have to be found first. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  readonly privacy: FilePrivacy;
  readonly log: Log;
}
