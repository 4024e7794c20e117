import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { folderOf } from '../corpus/fetch';
import { tools } from '../corpus/tools';
import type { LineType, TokenType } from './autoClosing';

/** What of vscode-textmate is used; the package is fetched, not installed. */
interface Grammar {
  tokenizeLine(
    line: string,
    state: State | null,
  ): { readonly tokens: readonly { readonly startIndex: number; readonly scopes: readonly string[] }[] };
  tokenizeLine2(line: string, state: State | null): { readonly tokens: Uint32Array; readonly ruleStack: State };
}

type State = object;

interface TextMate {
  readonly Registry: new (options: object) => {
    loadGrammarWithConfiguration(scope: string, language: number, options: object): Promise<Grammar | null>;
  };
  readonly parseRawGrammar: (text: string, file: string) => object;
}

interface Oniguruma {
  readonly loadWASM: (binary: Buffer) => Promise<void>;
  readonly OnigScanner: new (patterns: string[]) => object;
  readonly OnigString: new (text: string) => object;
}

interface GrammarSettings {
  readonly scope: string;
  /** Language id by scope, for the languages within another. */
  readonly embedded?: Readonly<Record<string, string>>;
  /** Scopes that count as code for closing brackets and quotes, as VS Code's manifests have it. */
  readonly other?: readonly string[];
}

const ofScript = [
  'punctuation.definition.template-expression',
  'entity.name.type.instance.jsdoc',
  'entity.name.function.tagged-template',
  'meta.import string.quoted',
  'variable.other.jsdoc',
];
const ofMarkup = {
  'source.css': 'css',
  'source.css.scss': 'scss',
  'source.css.less': 'less',
  'source.js': 'javascript',
  'source.ts': 'typescript',
};
const ofMarkdown = {
  ...ofMarkup,
  'source.shell': 'shellscript',
  'source.json': 'json',
  'source.coffee': 'coffeescript',
};

const grammars: Readonly<Record<string, GrammarSettings>> = {
  javascript: { scope: 'source.js', other: ofScript },
  typescript: { scope: 'source.ts', other: ofScript },
  typescriptreact: { scope: 'source.tsx', other: ofScript },
  python: { scope: 'source.python' },
  c: { scope: 'source.c' },
  cpp: { scope: 'source.cpp' },
  csharp: { scope: 'source.cs', other: ['meta.interpolation'] },
  java: { scope: 'source.java' },
  kotlin: { scope: 'source.kotlin' },
  go: { scope: 'source.go' },
  rust: { scope: 'source.rust' },
  ruby: { scope: 'source.ruby' },
  php: { scope: 'source.php' },
  swift: { scope: 'source.swift' },
  vue: { scope: 'text.html.vue', embedded: ofMarkup, other: ['meta.tag string.quoted'] },
  svelte: { scope: 'source.svelte', embedded: ofMarkup, other: ['meta.tag string.quoted'] },
  astro: { scope: 'source.astro', embedded: ofMarkup, other: ['meta.tag string.quoted'] },
  html: { scope: 'text.html.derivative', embedded: ofMarkup, other: ['meta.tag string.quoted'] },
  css: { scope: 'source.css', other: ['meta.function.url string.quoted'] },
  scss: { scope: 'source.css.scss' },
  less: { scope: 'source.css.less' },
  sql: { scope: 'source.sql' },
  yaml: { scope: 'source.yaml' },
  json: { scope: 'source.json' },
  markdown: { scope: 'text.html.markdown', embedded: ofMarkdown },
  shellscript: { scope: 'source.shell' },
  makefile: { scope: 'source.makefile', other: ['string.interpolated'] },
  clojure: { scope: 'source.clojure' },
  lua: { scope: 'source.lua', other: ['comment.line.double-dash.doc.lua'] },
  perl: { scope: 'source.perl' },
  coffeescript: { scope: 'source.coffee' },
  'objective-c': { scope: 'source.objc' },
  groovy: { scope: 'source.groovy' },
  'objective-cpp': { scope: 'source.objcpp' },
  haskell: { scope: 'source.haskell' },
  ocaml: { scope: 'source.ocaml' },
  elm: { scope: 'source.elm' },
  proto3: { scope: 'source.proto' },
  solidity: { scope: 'source.solidity' },
  toml: { scope: 'source.toml' },
  lisp: { scope: 'source.emacs.lisp' },
  commonlisp: { scope: 'source.commonlisp' },
};

/** `StandardTokenType` as vscode-textmate packs it. */
const types: readonly TokenType[] = ['other', 'comment', 'string', 'other'];

/** Reads lines of one language as VS Code's editor does, with its tokenizer and the TextMate grammar. */
export class Tokenizer {
  private constructor(
    private readonly grammar: Grammar,
    private readonly languageIds: readonly string[],
  ) {}

  static async load(languageId: string): Promise<Tokenizer> {
    const settings = grammars[languageId];
    if (!settings) throw new Error(`Nothing tells how ${languageId} is read.`);
    const registry = await theRegistry();
    const embedded = Object.entries(settings.embedded ?? {});
    const languageIds = [languageId, ...embedded.map(([, id]) => id)];
    const grammar = await registry.loadGrammarWithConfiguration(settings.scope, 1, {
      embeddedLanguages: Object.fromEntries(embedded.map(([scope], index) => [scope, index + 2])),
      tokenTypes: Object.fromEntries((settings.other ?? []).map((scope) => [scope, 0])),
    });
    if (!grammar) throw new Error(`There is no grammar ${settings.scope}.`);
    return new Tokenizer(grammar, languageIds);
  }

  /** For each line what it is read after. */
  states(lines: readonly string[]): readonly (State | null)[] {
    let state: State | null = null;
    return lines.map((line) => {
      const before = state;
      state = this.grammar.tokenizeLine2(line, state).ruleStack;
      return before;
    });
  }

  /** Whether a comment or a string stands at an offset. */
  isText(line: string, state: State | null, offset: number): boolean {
    const { tokens } = this.grammar.tokenizeLine(line, state);
    return isTextIn(tokens.findLast(({ startIndex }) => startIndex <= offset)?.scopes ?? []);
  }

  /** What stands at each place of a line that is read after `state`. */
  typesIn(line: string, state: State | null): LineType {
    const { tokens } = this.grammar.tokenizeLine2(line, state);
    return (offset) => {
      let at = 0;
      for (let index = 2; index < tokens.length && (tokens[index] ?? 0) <= offset; index += 2) at = index;
      const metadata = tokens[at + 1] ?? 0;
      return { type: types[(metadata >>> 8) & 3] ?? 'other', languageId: this.languageIds[(metadata & 255) - 1] ?? '' };
    };
  }
}

/** Scopes of text, not of what stands within: `${…}` in a template is code. */
function isTextIn(scopes: readonly string[]): boolean {
  const last =
    scopes.findLast((scope) => /\b(?:comment|string|meta\.embedded|template\.expression)\b/.test(scope)) ?? '';
  return /\b(?:comment|string)\b/.test(last);
}

let registry: Promise<InstanceType<TextMate['Registry']>> | undefined;

function theRegistry(): Promise<InstanceType<TextMate['Registry']>> {
  return (registry ??= open());
}

async function open(): Promise<InstanceType<TextMate['Registry']>> {
  const [grammarFiles = '', textMateFolder = '', onigurumaFolder = ''] = tools.map(folderOf);
  const load = createRequire(__filename);
  const { Registry, parseRawGrammar } = load(path.join(textMateFolder, 'release/main.js')) as TextMate;
  const { loadWASM, OnigScanner, OnigString } = load(path.join(onigurumaFolder, 'release/main.js')) as Oniguruma;
  await loadWASM(readFileSync(path.join(onigurumaFolder, 'release/onig.wasm')));
  const folder = path.join(grammarFiles, 'grammars');
  const files = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const scope = /"scopeName": ?"([^"]+)"/.exec(readFileSync(path.join(folder, file), 'utf8'))?.[1];
    if (scope !== undefined) files.set(scope, path.join(folder, file));
  }
  return new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns: string[]) => new OnigScanner(patterns),
      createOnigString: (text: string) => new OnigString(text),
    }),
    loadGrammar: (scope: string) => {
      const file = files.get(scope);
      return Promise.resolve(file ? parseRawGrammar(readFileSync(file, 'utf8'), file) : null);
    },
  });
}
