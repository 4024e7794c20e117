import type { BlockComment, LexicalRules } from './language';

export const slashStar: BlockComment = ['/*', '*/'];
export const parenthesisStar: BlockComment = ['(*', '*)'];

export const cLike: LexicalRules = {
  lineComment: /\/\//y,
  blockComments: [slashStar],
  quotes: '"\'`',
  tripleQuotes: false,
  longStrings: false,
  hasCharacters: false,
  hereDocuments: false,
  hasPrimes: false,
  prefixes: undefined,
};
export const withCharacters: LexicalRules = { ...cLike, quotes: '"\'', hasCharacters: true, hasPrimes: true };
export const functional: LexicalRules = { ...withCharacters, longStrings: true };

export const hashed: LexicalRules = { ...cLike, lineComment: /#/y, blockComments: [], quotes: '"\'' };
export const shell: LexicalRules = {
  ...hashed,
  longStrings: true,
  hereDocuments: true,
  // A hash in the middle of a word begins no comment.
  lineComment: /(?<=^|\s)#(?![\w@*?[\]]*\})/y,
};
export const dashed: LexicalRules = { ...cLike, lineComment: /--/y, quotes: '"\'' };
export const percent: LexicalRules = {
  ...cLike,
  hasPrimes: true,
  lineComment: /%/y,
  blockComments: [],
  quotes: '"\'',
};

/** Tags: neither strings nor comments of a line. */
export const markup: LexicalRules = { ...cLike, lineComment: undefined, blockComments: [['<!--', '-->']], quotes: '' };
export const styleSheet: LexicalRules = { ...cLike, lineComment: undefined, quotes: '"\'' };

/** What most languages have in common. */
export const unknown: LexicalRules = { ...cLike, quotes: '"\'', tripleQuotes: true, hasPrimes: true };
