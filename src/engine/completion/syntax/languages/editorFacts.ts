import type { AutoClosingPair, LanguageFacts } from '../../api/languageFacts';

type Comments = Pick<LanguageFacts, 'lineComment' | 'blockComment'>;

export const slashes: Comments = { lineComment: '//', blockComment: ['/*', '*/'] };
export const hash: Comments = { lineComment: '#' };
export const dashes: Comments = { lineComment: '--' };
export const semicolon: Comments = { lineComment: ';' };
export const percentSign: Comments = { lineComment: '%' };
export const markupComment: Comments = { blockComment: ['<!--', '-->'] };
export const noComments: Comments = {};

/** Quotes are written once, brackets as both. */
function pairs(notIn: readonly string[], marks: readonly string[]): readonly AutoClosingPair[] {
  return marks.map((mark) => ({ open: mark.slice(0, 1), close: mark.slice(-1), notIn }));
}

export const anywhere = (...marks: string[]): readonly AutoClosingPair[] => pairs([], marks);
export const outsideStrings = (...marks: string[]): readonly AutoClosingPair[] => pairs(['string'], marks);
export const inCode = (...marks: string[]): readonly AutoClosingPair[] => pairs(['string', 'comment'], marks);

export const closedBrackets = anywhere('{}', '[]', '()');
export const docComment: AutoClosingPair = { open: '/**', close: ' */', notIn: ['string'] };
export const closedMarkupComment: AutoClosingPair = { open: '<!--', close: '-->', notIn: ['comment', 'string'] };

const brackets: LanguageFacts['brackets'] = [
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
];

export function factsWith(comments: Comments, ...autoClosingPairs: readonly AutoClosingPair[]): LanguageFacts {
  return { ...comments, brackets, autoClosingPairs };
}

/** Most languages comment by `//`; in some a `'` is no quote. */
export const usualFacts = factsWith(slashes, ...closedBrackets, ...outsideStrings('"'));
