import type { Allowed } from '../../privacy/release';
import type { KeptBackFile } from '../../privacy/requestSources';

/** Whole lines of a document, counted from 0: from `first` up to `end`, exclusive. */
export interface LineRange {
  /** Id of the document. */
  readonly document: string;
  readonly first: number;
  readonly end: number;
}

/** An open document. Its text is read line by line when needed and never stored. */
export interface ContextDocument {
  readonly id: string;
  /** As the user knows the file, relative to the workspace. */
  readonly path: string;
  /** VS Code language id. */
  readonly languageId: string;
  /** Changes with each edit. */
  readonly version: number;
  readonly lineCount: number;
  /** With `\n` between lines and none at the end. Lines outside of the document are left out. */
  text(first: number, end: number): string;
  /** Makes text that may be sent. */
  readonly release: Allowed['release'];
}

/** The documents that the user works with, as far as they may be sent for some document. */
export interface DocumentAccess {
  /** Undefined where the document is not open, or may not be sent for the document `forDocument`. */
  find(id: string, forDocument: string): ContextDocument | undefined;
  /** Ids of documents that were visited or are open in an editor, the last visited first. */
  recent(): readonly string[];
  /** Which of them may not be sent for the document, with the reason. */
  keptBack(forDocument: string): readonly KeptBackFile[];
}

/** The documents that may be sent for one document. */
export interface OpenDocuments {
  /** Undefined where the document is not open, or may not be sent. */
  find(id: string): ContextDocument | undefined;
  /** Ids of documents that were visited or are open in an editor, the last visited first. */
  recent(): readonly string[];
}

/** An edit that replaced lines of a document. */
export interface LineChange {
  readonly document: string;
  /** Counted from 0. */
  readonly first: number;
  /** Number of old lines from `first` on, each touched by the edit. */
  readonly removed: number;
  /** Number of new lines in their place. */
  readonly added: number;
}

/** Whether two ranges have lines in common. */
export function overlaps(a: LineRange, b: LineRange): boolean {
  return a.document === b.document && a.first < b.end && b.first < a.end;
}
