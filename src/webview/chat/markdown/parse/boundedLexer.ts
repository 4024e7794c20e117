import { Lexer, Marked, type Token, Tokenizer, type Tokens, type TokensList } from 'marked';
import { maxNestingDepth, maxInlineWork, maxWordChars, maxContainers, maxNestedChars } from '../budget/limits';

/** Where `[label]` leads. */
export interface Reference {
  readonly href: string;
  readonly title: string | undefined;
}

export type References = Readonly<Record<string, Reference>>;

/** `[label]: address` where it stands, which is shown: what an answer holds is seen. */
export interface Definition extends Tokens.Generic {
  readonly type: 'definition';
  readonly raw: string;
  readonly label: string;
  readonly reference: Reference;
}

const options = new Marked(
  { gfm: true },
  {
    extensions: [
      {
        name: 'definition',
        level: 'block',
        tokenizer(source): Definition | undefined {
          const found = (this.lexer['tokenizer'] as Tokenizer).def(source);
          if (!found) return undefined;
          const reference = { href: found.href, title: found.title };
          const { links } = this.lexer.tokens;
          if (!(found.tag in links)) links[found.tag] = reference;
          return { type: 'definition', raw: found.raw, label: found.tag, reference };
        },
      },
    ],
  },
).defaults;

/** Hides nothing: raw HTML ends at an empty line whether or not it is closed, and a row keeps all its cells. */
class OpenTokenizer extends Tokenizer {
  override html(source: string): Tokens.HTML | undefined {
    const token = super.html(source);
    const end = token ? token.raw.search(/\n[ \t]*\n/) : -1;
    if (!token || end < 0) return token;
    const raw = token.raw.slice(0, end + 1);
    return { ...token, raw, text: raw };
  }

  override table(source: string): Tokens.Table | undefined {
    const raw = this.rules.block.table.exec(source)?.[0];
    if (raw === undefined) return undefined;
    const [head = '', marks = '', ...rows] = raw.split('\n');
    const missing = Math.max(0, ...rows.map(cellCount)) - cellCount(head);
    if (missing <= 0 || cellCount(head) !== cellCount(marks)) return super.table(source);
    const widened = [closed(head) + ' |'.repeat(missing), closed(marks) + '-|'.repeat(missing), ...rows].join('\n');
    const token = super.table(widened);
    return token && { ...token, raw: raw.replace(/\n+$/, '') };
  }
}

/** Parses at a cost that is bounded by the limits; what is beyond them stays the text it is. */
class BoundedLexer extends Lexer {
  private depth = 0;
  private readChars = 0;
  private containers = 0;

  constructor(references: References) {
    super({ ...options, tokenizer: new OpenTokenizer() });
    for (const [label, { href, title }] of Object.entries(references)) this.tokens.links[label] = { href, title };
  }

  override blockTokens(source: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    this.readChars += source.length;
    this.containers += 1;
    const isTooMuch = this.readChars > maxNestedChars || this.containers > maxContainers;
    if (this.depth > maxNestingDepth || (this.depth > 0 && isTooMuch)) {
      tokens.push(plainParagraph(source));
      return tokens;
    }
    this.depth += 1;
    try {
      return super.blockTokens(source, tokens, lastParagraphClipped);
    } finally {
      this.depth -= 1;
    }
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (!isCostly(source)) return super.inlineTokens(source, tokens);
    tokens.push(plainText(source));
    return tokens;
  }
}

/**
 * Block tokens with `raw` texts that add up to the text. A text beyond the limits of the parser is one paragraph as it
 * was written. `known`: references that are defined outside the text.
 */
export function parse(text: string, known: References = {}): readonly Token[] {
  try {
    const lexer = new BoundedLexer(known);
    const tokens = lexer.lex(text);
    const length = tokens.reduce((sum, token) => sum + token.raw.length, 0);
    return length === text.length ? tokens : [plainParagraph(text)];
  } catch {
    return [plainParagraph(text)];
  }
}

/** The definitions among tokens, in lists and quotations too. */
export function definitionsIn(tokens: readonly Token[]): readonly Definition[] {
  return tokens.flatMap((token) => {
    if (token.type === 'definition') return [token as Definition];
    if (token.type === 'list') return (token as Tokens.List).items.flatMap((item) => definitionsIn(item.tokens));
    return token.type === 'blockquote' ? definitionsIn((token as Tokens.Blockquote).tokens) : [];
  });
}

/** The labels that a text uses, folded as those of definitions are. */
export function labelsIn(text: string): readonly string[] {
  return [...text.matchAll(/\[((?:\\.|[^[\]\\])+)\]/gs)].map(([, label = '']) =>
    label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase(),
  );
}

function plainParagraph(text: string): Token {
  return { type: 'paragraph', raw: text, text, tokens: [plainText(text)] };
}

function plainText(text: string): Tokens.Escape {
  return { type: 'escape', raw: text, text };
}

function isCostly(text: string): boolean {
  const delimiters = text.match(/\*+|_+|~+|`+|!?\[|<|\\/g)?.length ?? 0;
  if (delimiters * text.length > maxInlineWork) return true;
  return text.length > maxWordChars && new RegExp(`\\S{${maxWordChars}}`).test(text);
}

function cellCount(row: string): number {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return (cells.match(/(?<!\\)\|/g)?.length ?? 0) + 1;
}

/** A row that ends with a bar. */
function closed(row: string): string {
  return /(?<!\\)\|\s*$/.test(row) ? row.trimEnd() : `${row} |`;
}
