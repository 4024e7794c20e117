export type TokenKind = 'space' | 'punctuation' | 'keyword' | 'identifier' | 'number' | 'string' | 'comment';

/** A piece of a file; the words of strings and comments are tokens of their own. Offsets in UTF-16 units. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

const keywords = new Set(
  (
    'abstract as async await break case catch class const continue def default del do elif else enum except export extends ' +
    'false finally fn for from func function get go if impl implements import in instanceof interface is let match mod mut ' +
    'new nil None not null of or and package pass private protected pub public raise range readonly return self Self set ' +
    'static struct super switch this throw trait True False true try type typeof undefined use var void where while with yield'
  ).split(' '),
);

interface Comments {
  readonly line: string;
  readonly block?: readonly [open: string, close: string];
}

const slashes: Comments = { line: '//', block: ['/*', '*/'] };
const commentsOf: Readonly<Record<string, Comments>> = {
  python: { line: '#' },
  css: { line: '\0', block: ['/*', '*/'] },
};

/** Splits a file well enough to tell what a model finds easy from what it finds hard. Covers every character once. */
export function tokensOf(text: string, languageId: string): readonly Token[] {
  const { line, block } = commentsOf[languageId] ?? slashes;
  const tokens: Token[] = [];
  let at = 0;
  const push = (end: number, kind: TokenKind): void => {
    tokens.push({ start: at, end, kind });
    at = end;
  };
  const pushWords = (end: number, kind: TokenKind): void => {
    while (at < end) {
      const word = /^(?:\s+|\w+|[^\s\w])/.exec(text.slice(at, end))?.[0] ?? text.charAt(at);
      push(at + word.length, word.trim() === '' ? 'space' : kind);
    }
  };
  while (at < text.length) {
    const char = text.charAt(at);
    if (text.startsWith(line, at)) pushWords(endOf(text, '\n', at, 0), 'comment');
    else if (block && text.startsWith(block[0], at)) pushWords(endOf(text, block[1], at + 2, 2), 'comment');
    else if (text.startsWith('"""', at)) pushWords(endOf(text, '"""', at + 3, 3), 'comment');
    else if (/["'`]/.test(char) && closingQuote(text, at) > 0) pushWords(closingQuote(text, at) + 1, 'string');
    else if (/\s/.test(char)) push(at + (/^\s+/.exec(text.slice(at, at + 200))?.[0].length ?? 1), 'space');
    else if (/\d/.test(char)) push(at + (/^[\w.]+/.exec(text.slice(at, at + 40))?.[0].length ?? 1), 'number');
    else if (/[\p{L}_$@]/u.test(char)) {
      const word = /^[\p{L}_$@][\w$]*/u.exec(text.slice(at, at + 80))?.[0] ?? char;
      push(at + word.length, keywords.has(word) ? 'keyword' : 'identifier');
    } else push(at + 1, 'punctuation');
  }
  return tokens;
}

function endOf(text: string, mark: string, from: number, length: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + length;
}

/** Of a string on one line, or of a template; 0 where there is none, as at an apostrophe or a lifetime. */
function closingQuote(text: string, open: number): number {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === quote) return at;
    else if (char === '\n' && quote !== '`') return 0;
  }
  return 0;
}
