import type { AutoClosingPair, LanguageFacts } from '../api/languageFacts';

type Comments = Pick<LanguageFacts, 'lineComment' | 'blockComment'>;

const slashes: Comments = { lineComment: '//', blockComment: ['/*', '*/'] };
const hash: Comments = { lineComment: '#' };
const dashes: Comments = { lineComment: '--' };
const markup: Comments = { blockComment: ['<!--', '-->'] };
const none: Comments = {};

/** Quotes are written once, brackets as both. */
const pairs = (notIn: readonly string[], ...marks: string[]): readonly AutoClosingPair[] =>
  marks.map((mark) => ({ open: mark.slice(0, 1), close: mark.slice(-1), notIn }));
const anywhere = (...marks: string[]): readonly AutoClosingPair[] => pairs([], ...marks);
const outsideStrings = (...marks: string[]): readonly AutoClosingPair[] => pairs(['string'], ...marks);
const inCode = (...marks: string[]): readonly AutoClosingPair[] => pairs(['string', 'comment'], ...marks);

const closed = anywhere('{}', '[]', '()');
const docComment: AutoClosingPair = { open: '/**', close: ' */', notIn: ['string'] };
const markupComment: AutoClosingPair = { open: '<!--', close: '-->', notIn: ['comment', 'string'] };

/** As the configurations that come with VS Code and with the languages' usual extensions have it. */
const rows: readonly (readonly [Comments, autoClosing: readonly AutoClosingPair[], languageIds: string])[] = [
  [
    slashes,
    [...closed, ...inCode("'"), ...outsideStrings('"', '`'), docComment],
    'javascript javascriptreact typescript typescriptreact dart',
  ],
  [slashes, [...closed, ...inCode("'"), ...outsideStrings('"'), docComment], 'c cpp cuda-cpp'],
  [slashes, [...closed, ...inCode("'", '"')], 'csharp'],
  [slashes, [...closed, ...inCode("'"), ...outsideStrings('"', '`')], 'go'],
  [slashes, [...closed, ...outsideStrings('"', "'"), docComment], 'java groovy objective-c objective-cpp kotlin scala'],
  [slashes, [...closed, ...outsideStrings('"', "'", '`')], 'swift'],
  [slashes, [...outsideStrings('{}', '[]', '()', '"'), ...inCode("'"), docComment], 'php'],
  [slashes, inCode('{}', '[]', '()', '"', "'"), 'scss less'],
  [{ blockComment: ['/*', '*/'] }, inCode('{}', '[]', '()', '"', "'"), 'css'],
  [slashes, [...outsideStrings('{}', '[]', '()'), ...inCode('"')], 'jsonc'],
  [none, [...outsideStrings('{}', '[]', '()'), ...inCode('"')], 'json jsonl ipynb'],
  [hash, [...closed, ...outsideStrings('"', '`'), ...inCode("'")], 'python starlark mojo'],
  [
    hash,
    [...closed, ...outsideStrings('"', "'", '`')],
    'ruby shellscript perl perl6 raku crystal awk r elixir graphql gdscript',
  ],
  [hash, [...closed, ...outsideStrings('"', "'")], 'coffeescript toml cmake ignore'],
  [hash, [...closed, ...inCode('"', "'")], 'makefile powershell'],
  [hash, anywhere('{}', '[]', '()', '"', "'"), 'yaml dockercompose dockerfile dotenv'],
  [hash, [...closed, ...inCode('"', '`')], 'julia'],
  [hash, [...closed, ...outsideStrings('"')], 'nim nix tcl properties terraform hcl'],
  [{ lineComment: '--', blockComment: ['/*', '*/'] }, [...closed, ...outsideStrings('"'), ...inCode("'")], 'sql plsql'],
  [dashes, [...closed, ...outsideStrings('"', "'")], 'lua'],
  [dashes, [...closed, ...outsideStrings('"')], 'haskell elm purescript ada vhdl lean lean4 applescript'],
  [
    { lineComment: ';' },
    [...closed, ...outsideStrings('"')],
    'clojure lisp commonlisp scheme racket ini asm nasm autohotkey',
  ],
  [{ lineComment: '%' }, closed, 'latex tex bibtex'],
  [{ lineComment: '%' }, [...closed, ...outsideStrings('"')], 'erlang matlab prolog'],
  [{ lineComment: "'" }, [...closed, ...outsideStrings('"')], 'vb'],
  [{ lineComment: '!' }, [...closed, ...outsideStrings('"', "'")], 'fortran FortranFreeForm fortran-modern'],
  [{ lineComment: 'REM' }, [...closed, ...outsideStrings('"')], 'bat'],
  [markup, [...anywhere('{}', '[]', '()', '"', "'"), markupComment], 'html vue svelte astro'],
  [markup, [...closed, ...outsideStrings('"', "'"), markupComment], 'xml xsl svg'],
  [markup, [...closed, ...outsideStrings('<>')], 'markdown mdx'],
  [{ blockComment: ['(*', '*)'] }, [...closed, ...outsideStrings('"')], 'ocaml coq sml'],
  [none, [], 'plaintext csv tsv log'],
  [none, closed, 'diff'],
  [none, [...closed, ...outsideStrings('"', '`'), ...inCode("'")], 'git-commit git-rebase'],
];

const brackets: LanguageFacts['brackets'] = [
  ['{', '}'],
  ['[', ']'],
  ['(', ')'],
];

const facts = new Map(
  rows.flatMap(([comments, autoClosingPairs, languageIds]) => {
    const own: LanguageFacts = { ...comments, brackets, autoClosingPairs };
    return languageIds.split(' ').map((id) => [id, own] as const);
  }),
);

/** Most languages comment by `//`; in some a `'` is no quote. */
const usual: LanguageFacts = { ...slashes, brackets, autoClosingPairs: [...closed, ...outsideStrings('"')] };

/** What is known of a language without its configuration; the same object each time. */
export function languageFactsOf(languageId: string): LanguageFacts {
  return facts.get(languageId) ?? usual;
}
