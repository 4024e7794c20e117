/** Scripts without spaces between words: each character counts as a word, and words of a query as a phrase. */
const alone =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]';
const token = new RegExp(`${alone}|(?:(?!${alone})[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const startsAlone = new RegExp(`^${alone}`, 'u');

/** Characters of a word that count; longer ones are hashes and encoded data. */
const longestWordChars = 48;
/** Words of a query that count. */
const mostTerms = 8;

/** A word as it is looked for, and where it stands, in UTF-16 units. */
interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Words that stand next to each other. The last may go on where `isPrefix`. */
export interface SearchTerm {
  readonly words: readonly string[];
  readonly isPrefix: boolean;
}

/** The words of a text as the index takes them: small letters without accents, parted by spaces. */
export function searchWords(text: string): string {
  if (isAscii(text)) {
    const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    return words.map((word) => word.slice(0, longestWordChars)).join(' ');
  }
  return (text.match(token) ?? []).map(wordOf).join(' ');
}

/** What a query looks for: all terms must be found. None where it holds no word. */
export function searchTerms(query: string): readonly SearchTerm[] {
  const terms: { words: string[]; isPrefix: boolean }[] = [];
  let end = -1;
  for (const { word, start, end: next } of tokensOf(query)) {
    const isAlone = startsAlone.test(word);
    const last = terms.at(-1);
    if (isAlone && last && !last.isPrefix && start === end) last.words.push(word);
    // One letter begins so many words that it says nothing.
    else terms.push({ words: [word], isPrefix: !isAlone && word.length > 1 });
    end = next;
  }
  return terms.slice(0, mostTerms);
}

/** The term in the language of the index. */
export function matchExpression({ words, isPrefix }: SearchTerm): string {
  // Words hold letters and digits only.
  return `"${words.join(' ')}"${isPrefix ? '*' : ''}`;
}

/** Where the terms stand in the text, as ranges of UTF-16 units in their order. */
export function marksOf(text: string, terms: readonly SearchTerm[]): readonly (readonly [number, number])[] {
  const tokens = tokensOf(text);
  return tokens.flatMap(({ start }, index) => {
    const lengths = terms.filter((term) => standsAt(tokens, index, term)).map(({ words }) => words.length);
    if (lengths.length === 0) return [];
    const end = tokens[index + Math.max(...lengths) - 1]?.end ?? start;
    return [[start, end] as const];
  });
}

/** A quick look, without words: false where no term is in the text. */
export function mayHold(text: string, terms: readonly SearchTerm[]): boolean {
  const plain = folded(text);
  return terms.some(({ words }) => plain.includes(words.join('')));
}

function standsAt(tokens: readonly Token[], index: number, { words, isPrefix }: SearchTerm): boolean {
  return words.every((word, offset) => {
    const found = tokens[index + offset]?.word;
    return isPrefix && offset === words.length - 1 ? found?.startsWith(word) : found === word;
  });
}

function tokensOf(text: string): readonly Token[] {
  return Array.from(text.matchAll(token), (match) => ({
    word: wordOf(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function wordOf(text: string): string {
  // Some letters are a space and a mark when taken apart.
  return folded(text).replaceAll(/[\s"]/g, '').slice(0, longestWordChars);
}

/** In small letters without accents. */
function folded(text: string): string {
  const plain = isAscii(text)
    ? text
    : text
        .normalize('NFKD')
        .replaceAll(/[\u0300-\u036f]/g, '')
        .normalize('NFKC');
  return plain.toLowerCase();
}

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- The range is what is meant.
  return /^[\x00-\x7f]*$/.test(text);
}
