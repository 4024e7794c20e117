import { closedBrackets, docComment, factsWith, inCode, outsideStrings, slashes } from './editorFacts';
import type { Language, LanguageRow } from './language';
import { cLike, withCharacters } from './lexicalStyles';

const javascriptFacts = factsWith(slashes, ...closedBrackets, ...inCode("'"), ...outsideStrings('"', '`'), docComment);
const cFacts = factsWith(slashes, ...closedBrackets, ...inCode("'"), ...outsideStrings('"'), docComment);
const javaFacts = factsWith(slashes, ...closedBrackets, ...outsideStrings('"', "'"), docComment);

const script: Language = { lexical: cLike, facts: javascriptFacts, family: 'javascript' };
const scriptWithTags: Language = {
  ...script,
  lexical: { ...cLike, hasPrimes: true },
  grammar: 'tsx',
  traits: ['markup'],
};
const c: Language = {
  lexical: { ...withCharacters, prefixes: /(?:^|\W)(?:L|u8?|U)$/ },
  facts: cFacts,
  family: 'c',
};
const withTextBlocks = { ...withCharacters, tripleQuotes: true };

/** Languages with blocks between braces, as in C. */
export const braceLanguages: readonly LanguageRow[] = [
  ['typescript', { ...script, grammar: 'typescript' }],
  ['javascript', { ...script, grammar: 'tsx' }],
  ['typescriptreact javascriptreact', scriptWithTags],
  ['c cpp', { ...c, grammar: 'cpp', traits: ['preprocessor', 'no-backticks'] }],
  ['cuda-cpp', c],
  ['objective-c', { ...c, facts: javaFacts, traits: ['preprocessor'] }],
  ['objective-cpp', { ...c, facts: javaFacts }],
  [
    'csharp',
    {
      lexical: withTextBlocks,
      facts: factsWith(slashes, ...closedBrackets, ...inCode("'", '"')),
      grammar: 'c-sharp',
      traits: ['preprocessor', 'no-backticks'],
    },
  ],
  ['java', { lexical: withTextBlocks, facts: javaFacts, grammar: 'java', traits: ['no-backticks'] }],
  ['kotlin', { lexical: withTextBlocks, facts: javaFacts, traits: ['no-backticks', 'ranges'] }],
  ['scala', { lexical: withTextBlocks, facts: javaFacts }],
  [
    'swift',
    {
      lexical: withTextBlocks,
      facts: factsWith(slashes, ...closedBrackets, ...outsideStrings('"', "'", '`')),
      traits: ['no-backticks', 'ranges'],
    },
  ],
  ['rust', { lexical: { ...withCharacters, longStrings: true }, grammar: 'rust', traits: ['no-backticks', 'ranges'] }],
  [
    'go',
    {
      lexical: { ...withCharacters, quotes: '"\'`' },
      facts: factsWith(slashes, ...closedBrackets, ...inCode("'"), ...outsideStrings('"', '`')),
      grammar: 'go',
    },
  ],
  ['zig odin v', { lexical: withCharacters }],
  ['dart', { lexical: { ...cLike, quotes: '"\'', tripleQuotes: true }, facts: javascriptFacts }],
  ['groovy', { lexical: { ...cLike, quotes: '"\'', tripleQuotes: true }, facts: javaFacts }],
  [
    'php',
    {
      lexical: { ...cLike, longStrings: true, hereDocuments: true, lineComment: /\/\/|#(?!\[)/y },
      facts: factsWith(slashes, ...outsideStrings('{}', '[]', '()', '"'), ...inCode("'"), docComment),
      grammar: 'php',
      traits: ['markup', 'dollar-variables'],
    },
  ],
  ['systemverilog verilog', { lexical: { ...cLike, quotes: '"' } }],
];
