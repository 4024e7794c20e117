import type { LanguageFacts } from '../api/languageFacts';
import { escapeRegExp } from './escapeRegExp';

/** How a language writes comments and strings, as far as a suggestion has to know. */
export interface LexicalRules {
  readonly lineComment: RegExp | undefined;
  readonly blockComments: readonly BlockComment[];
  /** Characters that begin and end a string. */
  readonly quotes: string;
  /** Three quotes in a row begin a string over several lines. */
  readonly tripleQuotes: boolean;
  /** A string in `"` or `'` may go over the line's end. */
  readonly longStrings: boolean;
  /** `'` encloses one character only. */
  readonly hasCharacters: boolean;
  readonly hereDocuments: boolean;
  /** A `'` behind a word or a bracket begins no string: it is a prime, a transposition, the base of a number, an apostrophe. */
  readonly hasPrimes: boolean;
  /** What may stand right before a `'` that begins a string, such as `f` or `rb`. */
  readonly prefixes: RegExp | undefined;
}

export type BlockComment = readonly [open: string, close: string];

const slashes: BlockComment = ['/*', '*/'];
const markup: BlockComment = ['<!--', '-->'];
const braces: BlockComment = ['{-', '-}'];
const stars: BlockComment = ['(*', '*)'];

const cLike: LexicalRules = {
  lineComment: /\/\//y,
  blockComments: [slashes],
  quotes: '"\'`',
  tripleQuotes: false,
  longStrings: false,
  hasCharacters: false,
  hereDocuments: false,
  hasPrimes: false,
  prefixes: undefined,
};
const withCharacters: LexicalRules = { ...cLike, quotes: '"\'', hasCharacters: true, hasPrimes: true };
const hashed: LexicalRules = { ...cLike, lineComment: /#/y, blockComments: [], quotes: '"\'' };
/** A hash in the middle of a word is none of a comment. */
const shell: LexicalRules = {
  ...hashed,
  longStrings: true,
  hereDocuments: true,
  lineComment: /(?<=^|\s)#(?![\w@*?[\]]*\})/y,
};
const dashed: LexicalRules = { ...cLike, lineComment: /--/y, quotes: '"\'' };
const functional: LexicalRules = { ...withCharacters, longStrings: true };
const lisp: LexicalRules = {
  ...cLike,
  lineComment: /;/y,
  blockComments: [['#|', '|#']],
  quotes: '"',
  longStrings: true,
};
/** Languages of nothing but forms in brackets. */
export const lispLanguages: ReadonlySet<string> = new Set([
  'lisp',
  'commonlisp',
  'elisp',
  'emacs-lisp',
  'scheme',
  'racket',
  'clojure',
  'fennel',
  'janet',
]);

const percent: LexicalRules = { ...cLike, hasPrimes: true, lineComment: /%/y, blockComments: [], quotes: '"\'' };
const marked: LexicalRules = { ...cLike, lineComment: undefined, blockComments: [markup], quotes: '' };
const styles: LexicalRules = { ...cLike, lineComment: undefined, quotes: '"\'' };

const unknown: LexicalRules = { ...cLike, quotes: '"\'', tripleQuotes: true, hasPrimes: true };

function of(rules: LexicalRules, ...languageIds: readonly string[]): readonly (readonly [string, LexicalRules])[] {
  return languageIds.map((id) => [id, rules]);
}

/** By VS Code language id. */
const rulesByLanguage: ReadonlyMap<string, LexicalRules> = new Map([
  ...of(cLike, 'typescript', 'javascript'),
  ...of({ ...cLike, hasPrimes: true }, 'typescriptreact', 'javascriptreact'),
  ...of({ ...withCharacters, longStrings: true }, 'rust'),
  ...of(
    { ...withCharacters, prefixes: /(?:^|\W)(?:L|u8?|U)$/ },
    'c',
    'cpp',
    'objective-c',
    'objective-cpp',
    'cuda-cpp',
  ),
  ...of({ ...withCharacters, tripleQuotes: true }, 'csharp', 'java', 'kotlin', 'swift', 'scala'),
  ...of({ ...withCharacters, quotes: '"\'`' }, 'go'),
  ...of(withCharacters, 'zig', 'odin', 'v'),
  ...of({ ...cLike, quotes: '"\'', tripleQuotes: true }, 'dart', 'groovy'),
  ...of({ ...hashed, tripleQuotes: true, prefixes: /(?:^|\W)[rbfut]{1,2}$/i }, 'python'),
  ...of({ ...hashed, tripleQuotes: true }, 'toml', 'graphql', 'coffeescript', 'starlark', 'gdscript', 'nim'),
  ...of({ ...hashed, longStrings: true, prefixes: /(?:^|\W)[rR]$/ }, 'r'),
  ...of({ ...hashed, tripleQuotes: true, longStrings: true }, 'elixir'),
  ...of({ ...functional, lineComment: /#/y, blockComments: [['#=', '=#']], tripleQuotes: true }, 'julia'),
  ...of(shell, 'shellscript', 'makefile', 'dockerfile', 'cmake', 'tcl', 'awk', 'fish'),
  ...of(
    { ...shell, hereDocuments: false, longStrings: false, hasPrimes: true },
    'yaml',
    'dockercompose',
    'properties',
    'ini',
    'dotenv',
  ),
  ...of({ ...hashed, longStrings: true, hereDocuments: true }, 'ruby'),
  ...of(shell, 'perl', 'raku'),
  ...of({ ...hashed, blockComments: [['<#', '#>']], longStrings: true }, 'powershell'),
  ...of({ ...hashed, blockComments: [slashes], hereDocuments: true }, 'terraform', 'hcl'),
  ...of({ ...hashed, blockComments: [slashes], quotes: '"', longStrings: true }, 'nix'),
  ...of({ ...dashed, longStrings: true, prefixes: /(?:^|\W)[NEBXnebx]$/ }, 'sql', 'plsql'),
  ...of({ ...dashed, blockComments: [['--[[', ']]']] }, 'lua'),
  ...of({ ...functional, lineComment: /--/y, blockComments: [braces] }, 'haskell', 'elm', 'purescript', 'idris'),
  ...of({ ...functional, lineComment: /--/y, blockComments: [['/-', '-/']] }, 'lean', 'lean4'),
  ...of({ ...functional, lineComment: undefined, blockComments: [stars] }, 'ocaml', 'ocaml.interface', 'sml', 'coq'),
  ...of({ ...functional, blockComments: [stars], tripleQuotes: true }, 'fsharp'),
  ...of({ ...functional, blockComments: [slashes] }, 'reason', 'rescript'),
  ...of({ ...dashed, hasCharacters: true, blockComments: [] }, 'vhdl', 'ada'),
  ...of({ ...cLike, quotes: '"' }, 'systemverilog', 'verilog'),
  ...of(lisp, ...lispLanguages),
  ...of(percent, 'matlab', 'octave', 'erlang', 'prolog'),
  ...of({ ...percent, quotes: '' }, 'latex', 'tex', 'bibtex'),
  ...of({ ...hashed, lineComment: /'/y, quotes: '"' }, 'vb'),
  ...of({ ...hashed, lineComment: /!/y }, 'fortran', 'FortranFreeForm', 'fortran-modern'),
  ...of({ ...hashed, lineComment: /^"/my, quotes: "'" }, 'viml', 'vim'),
  ...of(marked, 'html', 'xml', 'xsl', 'svg', 'markdown', 'vue', 'svelte', 'astro', 'plaintext', 'restructuredtext'),
  ...of({ ...cLike, longStrings: true, hereDocuments: true, lineComment: /\/\/|#(?!\[)/y }, 'php'),
  ...of(styles, 'css'),
  ...of({ ...styles, lineComment: /\/\//y }, 'scss', 'sass', 'less', 'stylus'),
  ...of({ ...cLike, quotes: '"' }, 'json', 'jsonc', 'json5', 'proto', 'proto3'),
]);

/** What ends each block comment. */
export const commentEnds = new Map<string, string>(
  [...rulesByLanguage.values()].flatMap(({ blockComments }) => blockComments),
);

/** 1 for the characters at which something may begin or end; the others are passed over. */
export const special = new Uint8Array(128);
markSpecial('\n()[]{}"\'`\\/*#<-$;%!|=');

function markSpecial(text: string): void {
  for (const character of text) if (character.charCodeAt(0) < 128) special[character.charCodeAt(0)] = 1;
}

/** Of languages that only the editor's extensions know, by what their configurations say. */
const learned = new Map<string, { readonly facts: LanguageFacts; readonly rules: LexicalRules }>();

/** From now on a language that is in no table of ours is read as the editor's extensions describe it. */
export function learnLexicalRules(languageId: string, facts: LanguageFacts): void {
  if (rulesByLanguage.has(languageId) || learned.get(languageId)?.facts === facts) return;
  const rules = rulesFrom(facts);
  learned.set(languageId, { facts, rules });
  markSpecial(facts.lineComment ?? '');
  for (const [open, close] of rules.blockComments) {
    commentEnds.set(open, close);
    markSpecial(open + close);
  }
}

function rulesFrom({ lineComment, blockComment, autoClosingPairs }: LanguageFacts): LexicalRules {
  const quotes = ['"', "'", '`'].filter((quote) =>
    autoClosingPairs.some(({ open, close }) => open === quote && close === quote),
  );
  return {
    ...unknown,
    lineComment:
      lineComment === undefined || lineComment === '' ? undefined : new RegExp(escapeRegExp(lineComment), 'y'),
    blockComments: blockComment && isFree(blockComment) ? [blockComment] : [],
    // Where the configuration names no pairs at all it says nothing of quotes.
    quotes: autoClosingPairs.length > 0 ? quotes.join('') : unknown.quotes,
  };
}

/** A mark that another language ends in another way cannot be told apart. */
function isFree([open, close]: BlockComment): boolean {
  return open !== '' && close !== '' && (commentEnds.get(open) ?? close) === close;
}

/** Of a language that is not known what most have in common. */
export function lexicalRulesOf(languageId: string): LexicalRules {
  return rulesByLanguage.get(languageId) ?? learned.get(languageId)?.rules ?? unknown;
}

/** Languages whose blocks are told by indentation alone. */
export const indentedLanguages: ReadonlySet<string> = new Set([
  'python',
  'yaml',
  'coffeescript',
  'nim',
  'fsharp',
  'haskell',
]);

/** Languages in which tags and entities are code. */
export const markupLanguages = new Set([
  ...['html', 'xml', 'xsl', 'svg', 'markdown', 'javascriptreact', 'typescriptreact', 'vue', 'svelte', 'php', 'razor'],
  ...['handlebars', 'astro', 'blade', 'jinja-html', 'erb'],
]);
