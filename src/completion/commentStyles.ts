/** How a language writes a comment: behind a mark on each line, or between two marks. */
type CommentStyle = { readonly line: string } | { readonly open: string; readonly close: string };

const markup: CommentStyle = { open: '<!--', close: '-->' };
const block: CommentStyle = { open: '/*', close: '*/' };
const slashes: CommentStyle = { line: '//' };

/** By VS Code language id. Languages that are not here write `//`, as most do. */
const styles: readonly (readonly [CommentStyle | undefined, ...languageIds: string[]])[] = [
  [
    { line: '#' },
    ...['python', 'ruby', 'shellscript', 'yaml', 'dockercompose', 'toml', 'perl', 'perl6', 'raku', 'r', 'julia'],
    ...['elixir', 'dockerfile', 'makefile', 'cmake', 'powershell', 'coffeescript', 'graphql', 'nim', 'nix', 'tcl'],
    ...['awk', 'crystal', 'gdscript', 'ignore', 'properties', 'dotenv', 'terraform', 'hcl', 'starlark', 'mojo'],
  ],
  [
    { line: '--' },
    'sql',
    'plsql',
    'lua',
    'haskell',
    'elm',
    'purescript',
    'ada',
    'vhdl',
    'lean',
    'lean4',
    'applescript',
  ],
  [{ line: ';' }, 'clojure', 'lisp', 'commonlisp', 'scheme', 'racket', 'ini', 'asm', 'nasm', 'autohotkey'],
  [{ line: '%' }, 'latex', 'tex', 'bibtex', 'erlang', 'matlab', 'prolog'],
  [{ line: "'" }, 'vb'],
  [{ line: '!' }, 'fortran', 'FortranFreeForm', 'fortran-modern'],
  [{ line: 'REM' }, 'bat'],
  [markup, 'html', 'xml', 'xsl', 'svg', 'vue', 'svelte', 'astro', 'markdown', 'mdx'],
  [block, 'css'],
  [{ open: '(*', close: '*)' }, 'ocaml', 'coq', 'sml'],
  [undefined, 'json', 'jsonl', 'plaintext', 'csv', 'tsv', 'log', 'diff', 'git-commit', 'git-rebase', 'ipynb'],
];

const styleOf = new Map(styles.flatMap(([style, ...languageIds]) => languageIds.map((id) => [id, style] as const)));

/**
 * The lines as a comment of the language, each with its line end. Undefined where the language has no comments, or the
 * text would end the comment by itself.
 */
export function toComment(languageId: string, text: string): string | undefined {
  const style = styleOf.has(languageId) ? styleOf.get(languageId) : slashes;
  if (!style) return undefined;
  if ('open' in style) return text.includes(style.close) ? undefined : `${style.open}\n${ended(text)}${style.close}\n`;
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.map((line) => `${`${style.line} ${line}`.trimEnd()}\n`).join('');
}

/** The text with a line end behind its last line. */
export function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
