import { closedBrackets, dashes, factsWith, hash, inCode, outsideStrings } from './editorFacts';
import type { LanguageRow } from './language';
import { dashed, functional, hashed, percent, shell, slashStar } from './lexicalStyles';

const scriptFacts = factsWith(hash, ...closedBrackets, ...outsideStrings('"', "'", '`'));
const pythonFacts = factsWith(hash, ...closedBrackets, ...outsideStrings('"', '`'), ...inCode("'"));
const twoQuotesFacts = factsWith(hash, ...closedBrackets, ...outsideStrings('"', "'"));
const makeFacts = factsWith(hash, ...closedBrackets, ...inCode('"', "'"));
const oneQuoteFacts = factsWith(hash, ...closedBrackets, ...outsideStrings('"'));
const sqlFacts = factsWith(
  { lineComment: '--', blockComment: ['/*', '*/'] },
  ...closedBrackets,
  ...outsideStrings('"'),
  ...inCode("'"),
);
const sql = { ...dashed, longStrings: true, prefixes: /(?:^|\W)[NEBXnebx]$/ };
const withTripleQuotes = { ...hashed, tripleQuotes: true };

/** Languages for scripts, builds, queries and numbers. */
export const scriptLanguages: readonly LanguageRow[] = [
  [
    'python',
    {
      lexical: { ...withTripleQuotes, prefixes: /(?:^|\W)[rbfut]{1,2}$/i },
      facts: pythonFacts,
      grammar: 'python',
      traits: ['indented-blocks', 'statements-leave-blocks', 'few-brackets', 'no-backticks'],
    },
  ],
  ['starlark', { lexical: withTripleQuotes, facts: pythonFacts }],
  ['mojo', { facts: pythonFacts }],
  ['gdscript graphql', { lexical: withTripleQuotes, facts: scriptFacts }],
  ['coffeescript', { lexical: withTripleQuotes, facts: twoQuotesFacts, traits: ['indented-blocks'] }],
  ['nim', { lexical: withTripleQuotes, facts: oneQuoteFacts, traits: ['indented-blocks'] }],
  [
    'ruby',
    {
      lexical: { ...hashed, longStrings: true, hereDocuments: true },
      facts: scriptFacts,
      grammar: 'ruby',
      traits: ['end-words', 'bare-block-headers', 'few-brackets', 'ranges', 'at-variables'],
    },
  ],
  ['crystal', { facts: scriptFacts, traits: ['end-words'] }],
  ['perl', { lexical: shell, facts: scriptFacts, traits: ['ranges', 'pod'] }],
  ['raku', { lexical: shell, facts: scriptFacts, traits: ['ranges'] }],
  ['perl6', { facts: scriptFacts }],
  [
    'lua',
    {
      lexical: { ...dashed, blockComments: [['--[[', ']]']] },
      facts: factsWith(dashes, ...closedBrackets, ...outsideStrings('"', "'")),
      traits: ['end-words', 'few-brackets'],
    },
  ],
  ['elixir', { lexical: { ...withTripleQuotes, longStrings: true }, facts: scriptFacts, traits: ['end-words'] }],
  ['shellscript', { lexical: shell, facts: scriptFacts, traits: ['few-brackets', 'case-patterns'] }],
  ['awk', { lexical: shell, facts: scriptFacts }],
  ['fish', { lexical: shell }],
  ['tcl', { lexical: shell, facts: oneQuoteFacts }],
  ['makefile', { lexical: shell, facts: makeFacts, traits: ['few-brackets', 'recipes'] }],
  ['cmake', { lexical: shell, facts: twoQuotesFacts }],
  ['powershell', { lexical: { ...hashed, blockComments: [['<#', '#>']], longStrings: true }, facts: makeFacts }],
  ['bat', { facts: factsWith({ lineComment: 'REM' }, ...closedBrackets, ...outsideStrings('"')) }],
  ['viml vim', { lexical: { ...hashed, lineComment: /^"/my, quotes: "'" } }],
  ['applescript', { facts: factsWith(dashes, ...closedBrackets, ...outsideStrings('"')), traits: ['prose'] }],
  [
    'vb',
    {
      lexical: { ...hashed, lineComment: /'/y, quotes: '"' },
      facts: factsWith({ lineComment: "'" }, ...closedBrackets, ...outsideStrings('"')),
    },
  ],
  ['sql', { lexical: sql, facts: sqlFacts, traits: ['few-brackets', 'no-backticks'] }],
  ['plsql', { lexical: sql, facts: sqlFacts }],
  ['terraform hcl', { lexical: { ...hashed, blockComments: [slashStar], hereDocuments: true }, facts: oneQuoteFacts }],
  ['nix', { lexical: { ...hashed, blockComments: [slashStar], quotes: '"', longStrings: true }, facts: oneQuoteFacts }],
  ['r', { lexical: { ...hashed, longStrings: true, prefixes: /(?:^|\W)[rR]$/ }, facts: scriptFacts }],
  [
    'julia',
    {
      lexical: { ...functional, lineComment: /#/y, blockComments: [['#=', '=#']], tripleQuotes: true },
      facts: factsWith(hash, ...closedBrackets, ...inCode('"', '`')),
      traits: ['end-words'],
    },
  ],
  ['matlab', { lexical: percent, facts: factsWith({ lineComment: '%' }, ...closedBrackets, ...outsideStrings('"')) }],
  ['octave', { lexical: percent }],
  [
    'fortran FortranFreeForm fortran-modern',
    {
      lexical: { ...hashed, lineComment: /!/y },
      facts: factsWith({ lineComment: '!' }, ...closedBrackets, ...outsideStrings('"', "'")),
    },
  ],
];
