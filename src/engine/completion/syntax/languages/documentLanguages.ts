import {
  anywhere,
  closedBrackets,
  closedMarkupComment,
  factsWith,
  hash,
  inCode,
  markupComment,
  noComments,
  outsideStrings,
  percentSign,
  semicolon,
  slashes,
} from './editorFacts';
import type { LanguageRow } from './language';
import { cLike, hashed, markup, percent, shell, styleSheet } from './lexicalStyles';

const htmlFacts = factsWith(markupComment, ...anywhere('{}', '[]', '()', '"', "'"), closedMarkupComment);
const xmlFacts = factsWith(markupComment, ...closedBrackets, ...outsideStrings('"', "'"), closedMarkupComment);
const markdownFacts = factsWith(markupComment, ...closedBrackets, ...outsideStrings('<>'));
const gitFacts = factsWith(noComments, ...closedBrackets, ...outsideStrings('"', '`'), ...inCode("'"));
const texFacts = factsWith(percentSign, ...closedBrackets);
const plainFacts = factsWith(noComments);
const tex = { ...percent, quotes: '' };

const scssFacts = factsWith(slashes, ...inCode('{}', '[]', '()', '"', "'"));
const nestedStyles = { ...styleSheet, lineComment: /\/\//y };

const jsonFacts = factsWith(noComments, ...outsideStrings('{}', '[]', '()'), ...inCode('"'));
const yamlFacts = factsWith(hash, ...anywhere('{}', '[]', '()', '"', "'"));
const twoQuotesFacts = factsWith(hash, ...closedBrackets, ...outsideStrings('"', "'"));
const json = { ...cLike, quotes: '"' };
const settings = { ...shell, hereDocuments: false, longStrings: false, hasPrimes: true };

/** Markup, prose, styles, data and settings. */
export const documentLanguages: readonly LanguageRow[] = [
  ['html', { lexical: markup, facts: htmlFacts, traits: ['markup', 'prose', 'few-brackets', 'components'] }],
  ['vue svelte', { lexical: markup, facts: htmlFacts, family: 'javascript', traits: ['markup', 'components'] }],
  ['astro', { lexical: markup, facts: htmlFacts, traits: ['markup', 'components', 'front-matter'] }],
  ['xml', { lexical: markup, facts: xmlFacts, traits: ['markup', 'few-brackets'] }],
  ['xsl svg', { lexical: markup, facts: xmlFacts, traits: ['markup'] }],
  ['razor handlebars blade jinja-html erb', { traits: ['markup'] }],
  [
    'markdown',
    {
      lexical: markup,
      facts: markdownFacts,
      traits: ['markdown', 'markup', 'prose', 'few-brackets', 'dash-items'],
    },
  ],
  ['mdx', { facts: markdownFacts, traits: ['prose'] }],
  ['plaintext', { lexical: markup, facts: plainFacts, traits: ['prose', 'few-brackets'] }],
  ['restructuredtext', { lexical: markup, traits: ['prose'] }],
  ['latex tex', { lexical: tex, facts: texFacts, traits: ['prose'] }],
  ['bibtex', { lexical: tex, facts: texFacts }],
  ['git-commit', { facts: gitFacts, traits: ['prose'] }],
  ['git-rebase', { facts: gitFacts }],
  ['asciidoc org', { traits: ['prose'] }],
  ['cobol feature gherkin cucumber robotframework inform7 abap smalltalk', { traits: ['prose'] }],
  [
    'css',
    {
      lexical: styleSheet,
      facts: factsWith({ blockComment: ['/*', '*/'] }, ...inCode('{}', '[]', '()', '"', "'")),
      family: 'css',
      traits: ['no-backticks', 'hash-names'],
    },
  ],
  ['scss less', { lexical: nestedStyles, facts: scssFacts, family: 'css', traits: ['hash-names'] }],
  ['sass stylus', { lexical: nestedStyles, traits: ['hash-names'] }],
  ['json', { lexical: json, facts: jsonFacts, traits: ['json', 'no-backticks'] }],
  [
    'jsonc',
    {
      lexical: json,
      facts: factsWith(slashes, ...outsideStrings('{}', '[]', '()'), ...inCode('"')),
      traits: ['json'],
    },
  ],
  ['jsonl ipynb', { facts: jsonFacts }],
  ['json5 proto proto3', { lexical: json }],
  [
    'yaml',
    {
      lexical: settings,
      facts: yamlFacts,
      traits: ['indented-blocks', 'few-brackets', 'no-backticks', 'dash-items', 'level-items', 'text-values'],
    },
  ],
  ['dockercompose dotenv', { lexical: settings, facts: yamlFacts }],
  ['dockerfile', { lexical: shell, facts: yamlFacts }],
  ['properties', { lexical: settings, facts: factsWith(hash, ...closedBrackets, ...outsideStrings('"')) }],
  ['ini', { lexical: settings, facts: factsWith(semicolon, ...closedBrackets, ...outsideStrings('"')) }],
  ['toml', { lexical: { ...hashed, tripleQuotes: true }, facts: twoQuotesFacts }],
  ['ignore', { facts: twoQuotesFacts }],
  ['csv tsv log', { facts: plainFacts }],
  ['diff', { facts: factsWith(noComments, ...closedBrackets) }],
];
