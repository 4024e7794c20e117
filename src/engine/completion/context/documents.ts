import type { Allowed } from '../../privacy/release';
import type { KeptBackFile } from '../../privacy/requestSources';

/** Whole lines of a document: from `first`, counted from 0, up to `end` without it. */
export interface LineRange {
  /** Identifies the document. */
  readonly document: string;
  readonly first: number;
  readonly end: number;
}

/** An open document. Its text is read line by line when it is needed and never kept. */
export interface ContextDocument {
  readonly id: string;
  /** As the user knows the file, relative to the workspace. */
  readonly path: string;
  /** VS Code language id. */
  readonly languageId: string;
  /** Another one after each change. */
  readonly version: number;
  readonly lineCount: number;
  /** With `\n` as line end and none behind the last line; lines that are not there are left out. */
  text(first: number, end: number): string;
  /** Makes of its text what may be sent. */
  readonly release: Allowed['release'];
}

/** The documents that the user works with, as far as they may be told to any document. */
export interface DocumentAccess {
  /** Undefined where it is not open, or may not be told to the document `toldTo`. */
  find(id: string, forDocument: string): ContextDocument | undefined;
  /** Visited or open in an editor, those visited last first. */
  recent(): readonly string[];
  /** Which of these may not be told to the document, and why. */
  keptBack(forDocument: string): readonly KeptBackFile[];
}

/** The documents that may be told to one document. */
export interface OpenDocuments {
  /** Undefined where it is not open, or may not be told. */
  find(id: string): ContextDocument | undefined;
  /** Visited or open in an editor, those visited last first. */
  recent(): readonly string[];
}

/** Lines of a document gave way to others. */
export interface LineChange {
  readonly document: string;
  /** From 0. */
  readonly first: number;
  /** Lines that were there from `first`, each touched by the change. */
  readonly removed: number;
  /** Lines that are there now. */
  readonly added: number;
}

/** Whether two regions have lines in common. */
export function overlaps(a: LineRange, b: LineRange): boolean {
  return a.document === b.document && a.first < b.end && b.first < a.end;
}
