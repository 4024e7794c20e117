import { commentEnds } from './lexicalRules';

/** A bracket, quote, comment or here-document that is open. */
export interface Opener {
  /** As it was written; of a here-document `<<` and its label. */
  readonly mark: string;
  /** Characters of indentation of the line it stands on. */
  readonly indent: number;
}

/** A closing bracket or quote for which the text itself has no opener. */
export interface Closer {
  readonly mark: string;
  /** Offset in the text. */
  readonly at: number;
  /** The opener from before the text that it closes; undefined where no such opener was open. */
  readonly closes: Opener | undefined;
  /** Characters before it where it is the first on its line. */
  readonly indent: number | undefined;
}

const brackets: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };
const closingBrackets = new Set(')]}');

export function isOpeningBracket(character: string): boolean {
  return character in brackets;
}

export function isClosingBracket(character: string): boolean {
  return closingBrackets.has(character);
}

/** What closes an opener; a quote closes itself. */
export function closerOf({ mark }: Opener): string {
  return brackets[mark] ?? commentEnds.get(mark) ?? mark;
}

export function isComment(mark: string): boolean {
  return commentEnds.has(mark);
}

export function isQuote(mark: string): boolean {
  const first = mark.charAt(0);
  return first === '"' || first === "'" || first === '`';
}

export function isHereDocument(mark: string): boolean {
  return mark.startsWith('<<');
}

/** Whether a mark opens a string or a comment, in which brackets mean nothing. */
export function isTextMark(mark: string): boolean {
  return isQuote(mark) || isComment(mark) || isHereDocument(mark);
}

/** What is open at a place of a text, and what the text has closed that was open before it. */
export class OpenerStack {
  readonly closers: Closer[] = [];
  readonly open: Opener[];

  /** The first `inherited` of `before` are from before the text. */
  constructor(
    before: readonly Opener[],
    public inherited: number,
  ) {
    this.open = [...before];
  }

  /** Mark of the innermost opener; empty where nothing is open. */
  get top(): string {
    return this.open.at(-1)?.mark ?? '';
  }

  push(mark: string, indent: number): void {
    this.open.push({ mark, indent });
  }

  /** The innermost opener has ended without a closer. */
  drop(): void {
    this.open.pop();
    this.inherited = Math.min(this.inherited, this.open.length);
  }

  /** Closes the text's own opener that the mark fits, with all that is open within it; false where the text has none. */
  closeOwn(mark: string): boolean {
    const own = this.lastOwn(mark);
    if (own >= 0) this.open.length = own;
    return own >= 0;
  }

  /** Takes note of a closer for which the text has no opener, and closes the inherited one that it fits. */
  closeInherited(mark: string, at: number, indent: number | undefined): void {
    const outer = this.open.length === this.inherited ? this.open[this.inherited - 1] : undefined;
    const closes = outer && closerOf(outer) === mark ? outer : undefined;
    this.closers.push({ mark, at, closes, indent });
    if (closes) this.drop();
  }

  /** Index of the last opener of the text that the mark closes; -1 where the text has none. */
  private lastOwn(mark: string): number {
    for (let index = this.open.length - 1; index >= this.inherited; index -= 1) {
      const opener = this.open[index];
      if (opener && closerOf(opener) === mark) return index;
    }
    return -1;
  }
}
