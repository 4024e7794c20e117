import type { ReleasedText } from '../../privacy/release';
import type { LanguageFacts } from './languageFacts';

/** What stands around the cursor, as much of it as is read. */
export interface CursorContext {
  readonly prefix: string;
  readonly suffix: string;
  /**
   * What comes before the prefix in the same file and is told with it, but is no part of the document that is written in:
   * the cells above in a notebook.
   */
  readonly above?: string;
  /** As the user knows the file, relative to the workspace. */
  readonly path: string;
  /** VS Code language id. */
  readonly languageId: string;
  /** As the editor has it; what is known without it where absent. Not sent. */
  readonly language?: LanguageFacts;
  /** What the editor indents this document by; not known where absent. Not sent. */
  readonly indentation?: Indentation;
}

export interface Indentation {
  readonly insertSpaces: boolean;
  /** Columns of a level. */
  readonly size: number;
}

/** A hole as it may be sent. */
export interface ReleasedCursorContext extends Omit<CursorContext, 'above'> {
  readonly prefix: ReleasedText;
  readonly suffix: ReleasedText;
}

/** Characters above the cursor's line and behind the cursor that are read at most; what is sent of them depends on who is asked. */
export const prefixBudget = 6_000;
export const suffixBudget = 2_000;

/** The cursor's line up to the cursor. */
export function lineBefore(cursor: Pick<CursorContext, 'prefix'>): string {
  return cursor.prefix.slice(cursor.prefix.lastIndexOf('\n') + 1);
}

/** Without the space at a text's end, which counts only where code stands right behind the cursor. */
export function withoutLastSpace(text: string, cursor: Pick<CursorContext, 'prefix' | 'suffix'>): string {
  // Some write a space within brackets on both sides.
  const isSpaced = /^[)\]]/.test(lineBehind(cursor)) && /[([] \S/.test(lineBefore(cursor) + text);
  // A comma in front of a word is a sign of Lisp.
  const counts = isSpaced || /^(?:[^\s)\];,.]|,[\w@])/.test(lineBehind(cursor));
  return counts ? text.replace(/\s*\n\s*$/, '') : text.trimEnd();
}

/** The cursor's line behind the cursor, without its end. */
export function lineBehind(cursor: Pick<CursorContext, 'suffix'>): string {
  return /^[^\r\n]*/.exec(cursor.suffix)?.[0] ?? '';
}

/** The lines below the cursor's that are not blank, in order. */
export function linesBelow(cursor: Pick<CursorContext, 'suffix'>): readonly string[] {
  const lines = cursor.suffix.slice(lineBehind(cursor).length).split('\n');
  return lines.filter((line) => line.trim() !== '');
}
