import type { ReleasedText } from '../../privacy/release';
import type { LanguageFacts } from './languageFacts';

/** The text around the cursor, up to `prefixBudgetChars` and `suffixBudgetChars`. */
export interface CursorContext {
  readonly prefix: string;
  readonly suffix: string;
  /** Text before the prefix that is sent with it but is not a part of the document: the cells above in a notebook. */
  readonly above?: string;
  /** As the user knows the file, relative to the workspace. */
  readonly path: string;
  /** VS Code language id. */
  readonly languageId: string;
  /** Facts from the editor; `languageFactsOf` holds where absent. Not sent. */
  readonly language?: LanguageFacts;
  /** The indentation that the editor uses in this document; unknown where absent. Not sent. */
  readonly indentation?: Indentation;
}

export interface Indentation {
  readonly insertSpaces: boolean;
  /** Columns of one level. */
  readonly size: number;
}

/** The text around the cursor as it may be sent. */
export interface ReleasedCursorContext extends Omit<CursorContext, 'above'> {
  readonly prefix: ReleasedText;
  readonly suffix: ReleasedText;
}

/** Characters that are read at most: above the cursor's line, and from the cursor on. A route may be sent less. */
export const prefixBudgetChars = 6_000;
export const suffixBudgetChars = 2_000;

/** The cursor's line up to the cursor. */
export function lineBefore(cursor: Pick<CursorContext, 'prefix'>): string {
  return cursor.prefix.slice(cursor.prefix.lastIndexOf('\n') + 1);
}

/** Removes the space at the end of a text. The space is kept where code follows the cursor directly. */
export function withoutLastSpace(text: string, cursor: Pick<CursorContext, 'prefix' | 'suffix'>): string {
  // Some write a space within brackets on both sides.
  const isSpaced = /^[)\]]/.test(lineBehind(cursor)) && /[([] \S/.test(lineBefore(cursor) + text);
  // A comma in front of a word is an unquote of Lisp.
  const counts = isSpaced || /^(?:[^\s)\];,.]|,[\w@])/.test(lineBehind(cursor));
  return counts ? text.replace(/\s*\n\s*$/, '') : text.trimEnd();
}

/** The cursor's line from the cursor on, without its line end. */
export function lineBehind(cursor: Pick<CursorContext, 'suffix'>): string {
  return /^[^\r\n]*/.exec(cursor.suffix)?.[0] ?? '';
}

/** The lines below the cursor's line that are not blank, in order. */
export function linesBelow(cursor: Pick<CursorContext, 'suffix'>): readonly string[] {
  const lines = cursor.suffix.slice(lineBehind(cursor).length).split('\n');
  return lines.filter((line) => line.trim() !== '');
}
