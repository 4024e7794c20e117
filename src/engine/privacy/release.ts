import { withoutSecrets } from './secretText';

declare const released: unique symbol;

/**
 * Text of a file that may go into a request. Nothing but this folder makes it (a test holds it), so that no text can reach
 * a request unasked: what a request is made of demands this type.
 */
export type ReleasedText = string & { readonly [released]: true };

/** Why a text stays here. */
export type KeptBackReason =
  | 'secret-name'
  /** Part of a text that goes otherwise: the rest was sent with a mask in its place. */
  | 'secret-text'
  | 'ignored'
  | 'excluded'
  | 'outside'
  | 'untitled'
  | 'too-large'
  /** It could not be found out, or not in time. */
  | 'unknown';

export interface KeptBack {
  readonly allowed: false;
  readonly reason: KeptBackReason;
  /** For people to read, completes "It is excluded by …". */
  readonly rule: string;
}

export interface Release {
  readonly text: ReleasedText;
  /** Kinds of secrets that were masked in it, as in "an AWS access key". */
  readonly masked: readonly string[];
}

export interface Allowed {
  readonly allowed: true;
  /** The text as it may be sent: with as many lines as it had, and secrets masked. */
  readonly release: (text: string) => Release;
  readonly [released]: true;
}

/** The answer to the question whether text of a file may go into a request. */
export type ReleaseDecision = Allowed | KeptBack;

/** Whom the text is for. */
export type Use =
  /** A completion in the file itself. */
  | 'itself'
  /** A completion in another file, or the chat, without the user's doing. */
  | 'context'
  /** The user has added it with their own hand. */
  | 'chosen';

export interface FileFacts {
  /** As the editor knows it, with `/` or `\`. */
  readonly path: string;
  readonly place: FileLocation;
  /** The rule that excludes it; undefined where none does. */
  readonly excludedBy?: { readonly reason: 'secret-name' | 'ignored' | 'excluded' | 'unknown'; readonly rule: string };
  readonly isTooLarge?: boolean;
}

/** `outside`: in no folder of the workspace; `untitled`: in no file yet. */
export type FileLocation = 'workspace' | 'outside' | 'untitled';

export function keptBack(reason: KeptBackReason, rule: string): KeptBack {
  return { allowed: false, reason, rule };
}

/** Whether a file's text is too much of it to be looked through: data, or generated. */
export function isTooLarge(size: { readonly lines?: number; readonly bytes?: number }): boolean {
  return (size.lines ?? 0) > maxLines || (size.bytes ?? 0) > maxBytes;
}

const maxLines = 30_000;
const maxBytes = 500_000;

/** Gives text free that was given free before and was stored since. */
export function releasedAgain(text: string): ReleasedText {
  return allowed.release(text).text;
}

/** A part of released text is released, too. */
export function partOf(text: ReleasedText, start: number, end?: number): ReleasedText {
  return text.slice(start, end) as ReleasedText;
}

export const nothing = '' as ReleasedText;

/** To be given by `mayLeave` alone. */
export const allowed = {
  allowed: true,
  release: (text: string) => {
    const { text: clean, kinds } = withoutSecrets(text);
    return { text: clean as ReleasedText, masked: kinds };
  },
} as unknown as Allowed;
