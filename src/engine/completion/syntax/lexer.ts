import type { LexicalRules } from './languages/language';
import { commentEnds, lexicalRulesOf, special } from './lexicalRules';
import {
  type Closer,
  isClosingBracket,
  isHereDocument,
  isOpeningBracket,
  isQuote,
  type Opener,
  OpenerStack,
} from './openers';

export interface Scan {
  /** The openers that are still open after the text, the innermost last. */
  readonly open: readonly Opener[];
  /** How many of the openers from before the text are among them. */
  readonly inherited: number;
  readonly closers: readonly Closer[];
  /** The text ends in a comment that ends with its line. */
  readonly inLineComment: boolean;
}

/**
 * Finds brackets and quotes outside of strings and comments, well enough for suggestions: regular expressions are read
 * as code. `before` is open where the text begins. Its first `inheritedBefore` openers are from before the text; the
 * others count as the text's own, from lines above that were read apart.
 */
export function scan(
  text: string,
  languageId: string,
  before: readonly Opener[] = [],
  inheritedBefore = before.length,
): Scan {
  return new Lexer(text, lexicalRulesOf(languageId), new OpenerStack(before, inheritedBefore)).scan();
}

/** Label of a here-document, with the rest of its line. */
const hereDocumentStart = /^<<(?:<\s?|[~-])?(["']?)([A-Z_]\w*)\1[^\n]*/;
const maxHereDocumentStartChars = 200;

const characterLiteral = /^'(?:\\[^\n']*|[^\\'\n])'/;
const maxCharacterLiteralChars = 12;

/** Reads a text mark by mark. Each step returns the number of characters that it has read, at least 1. */
class Lexer {
  private lineStart = 0;
  private inLineComment = false;

  constructor(
    private readonly text: string,
    private readonly rules: LexicalRules,
    private readonly stack: OpenerStack,
  ) {}

  scan(): Scan {
    const { text, stack } = this;
    for (let at = 0; at < text.length;) {
      // Most characters mean nothing, and a file is read with each key.
      if (at !== this.lineStart && special[text.charCodeAt(at)] !== 1) at += 1;
      else at += this.step(at);
    }
    return { open: stack.open, inherited: stack.inherited, closers: stack.closers, inLineComment: this.inLineComment };
  }

  private step(at: number): number {
    const { top } = this.stack;
    const label = at === this.lineStart && isHereDocument(top) ? this.labelAt(at, top) : 0;
    if (label > 0) {
      this.stack.drop();
      return label;
    }
    if (this.text.charAt(at) === '\n') return this.endLine(at, top);
    if (this.inLineComment || isHereDocument(top)) return 1;
    const commentEnd = commentEnds.get(top);
    if (commentEnd !== undefined) return this.inBlockComment(at, commentEnd);
    return isQuote(top) ? this.inString(at, top) : this.inCode(at);
  }

  /** Characters of the line that ends a here-document, up to its label; 0 where the line does not end it. */
  private labelAt(at: number, mark: string): number {
    return new RegExp(`^\\s*${mark.slice(2)}\\b`).exec(this.text.slice(at))?.[0].length ?? 0;
  }

  private endLine(at: number, top: string): number {
    this.lineStart = at + 1;
    this.inLineComment = false;
    // In a language without strings over several lines it was an apostrophe.
    if ((top === '"' || top === "'") && !this.rules.longStrings) this.stack.drop();
    return 1;
  }

  private inBlockComment(at: number, end: string): number {
    return this.text.startsWith(end, at) ? this.close(end, at) : 1;
  }

  private inString(at: number, quote: string): number {
    const { text, rules } = this;
    if (text.charAt(at) === '\\') return 2;
    if (quote === '`' && !rules.hasCharacters && text.startsWith('${', at)) return this.open('${');
    return text.startsWith(quote, at) ? this.close(quote, at) : 1;
  }

  private inCode(at: number): number {
    const { text, rules } = this;
    const character = text.charAt(at);
    const comment = this.blockCommentAt(at);
    if (comment !== undefined) return this.open(comment);
    if (rules.lineComment && matches(rules.lineComment, text, at)) {
      this.inLineComment = true;
      return 1;
    }
    if (character === '\\') return isEscaped(text.charAt(at + 1), rules) ? 2 : 1;
    if (character === '<' && rules.hereDocuments && text.startsWith('<<', at)) return this.hereDocument(at);
    if (rules.quotes.includes(character)) return this.quote(at, character);
    if (isOpeningBracket(character)) return this.open(character);
    return isClosingBracket(character) ? this.close(character, at) : 1;
  }

  private blockCommentAt(at: number): string | undefined {
    for (const [open] of this.rules.blockComments) if (this.text.startsWith(open, at)) return open;
    return undefined;
  }

  private hereDocument(at: number): number {
    const start = hereDocumentStart.exec(this.text.slice(at, at + maxHereDocumentStartChars));
    if (!start) return 2;
    this.open(`<<${start[2] ?? ''}`);
    return start[0].length;
  }

  private quote(at: number, character: string): number {
    const { text, rules } = this;
    if (character === "'" && isApostrophe(text, at, rules)) return 1;
    if (character === "'" && rules.hasCharacters)
      return characterLiteral.exec(text.slice(at, at + maxCharacterLiteralChars))?.[0].length ?? 1;
    const triple = character.repeat(3);
    return this.open(rules.tripleQuotes && text.startsWith(triple, at) ? triple : character);
  }

  private open(mark: string): number {
    this.stack.push(mark, indentAt(this.text, this.lineStart));
    return mark.length;
  }

  private close(mark: string, at: number): number {
    if (this.stack.closeOwn(mark)) return mark.length;
    const isFirst = this.text.slice(this.lineStart, at).trim() === '';
    this.stack.closeInherited(mark, at, isFirst ? at - this.lineStart : undefined);
    return mark.length;
  }
}

/** In patterns, characters and markup. A lambda's backslash does not escape the bracket after it. */
function isEscaped(next: string, { blockComments }: LexicalRules): boolean {
  return /["'`]/.test(next) || (/[()[\]{}]/.test(next) && !blockComments.some(([open]) => open === '{-'));
}

/** Behind a word or a bracket it is a prime, a transposition, the base of a number or an apostrophe. */
function isApostrophe(text: string, at: number, { hasPrimes, prefixes }: LexicalRules): boolean {
  if (!hasPrimes) return false;
  if (!/[\p{L}\p{N}_)\]}'.]/u.test(text.charAt(at - 1))) return false;
  return !prefixes?.test(text.slice(Math.max(0, at - 4), at));
}

function indentAt(text: string, lineStart: number): number {
  let at = lineStart;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at - lineStart;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
