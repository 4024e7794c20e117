import type { KeptBackReason } from './release';

/** A file, or a part of one, that goes with a request. */
export interface SentFile {
  /** As the user knows it. */
  readonly path: string;
  /** The part of it, as in "lines 3 to 20 of 80". */
  readonly part: string;
  /** UTF-16 units. */
  readonly chars: number;
  /** Kinds of secrets that were masked in it. */
  readonly masked: readonly string[];
}

/** A file that would have gone with a request. */
export interface KeptBackFile {
  readonly path: string;
  readonly reason: KeptBackReason;
  /** Completes "It is excluded by …". */
  readonly rule: string;
}

/** The sources of a request, for the user to look at. */
export interface RequestSources {
  /** Who asked, where it was not the user at Everpair's own surfaces: the id of an extension, the name of a tool. */
  readonly askedBy?: string;
  readonly files: readonly SentFile[];
  readonly keptBack: readonly KeptBackFile[];
}
