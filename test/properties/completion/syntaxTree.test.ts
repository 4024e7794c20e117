import assert from 'node:assert/strict';
import { languages } from '../../../src/engine/completion/syntax/languages/languages';
import { type GrammarLoader, TreeSyntax } from '../../../src/engine/completion/syntax/syntaxTree';
import { silentLog } from '../../../src/engine/model/log';
import { at } from '../../unit/engine/completion/fixtures';
import { readGrammar } from '../../../bench/completion/grammarFile';

const load: GrammarLoader = readGrammar;

function syntaxWith(loader: GrammarLoader): { readonly syntax: TreeSyntax; readonly told: string[] } {
  const told: string[] = [];
  return { syntax: new TreeSyntax(loader, { ...silentLog, warn: (line) => told.push(line) }), told };
}

describe('syntax by tree-sitter', () => {
  const cursor = at('function f() {\n  █\n}');

  it('knows nothing until the grammar is there, and loads it by itself', async () => {
    const loaded: string[] = [];
    const { syntax } = syntaxWith(async (name) => {
      loaded.push(name);
      return load(name);
    });
    assert.equal(syntax.leavesOpen(cursor, 'a();'), undefined);
    await syntax.prepare('typescript');
    assert.equal(syntax.leavesOpen(cursor, 'a();'), false);
    assert.equal(syntax.leavesOpen(cursor, 'if (a) {'), true);
    assert.deepEqual(loaded, ['runtime', 'typescript']);
  });

  it('never knows a language without a grammar', async () => {
    const { syntax, told } = syntaxWith(load);
    await syntax.prepare('cobol');
    assert.equal(syntax.leavesOpen(at('█', { languageId: 'cobol' }), 'a'), undefined);
    assert.deepEqual(told, []);
  });

  const faults: readonly [what: string, GrammarLoader][] = [
    ['a grammar is missing', (name) => (name === 'runtime' ? load(name) : Promise.reject(new Error('ENOENT')))],
    ['a grammar is damaged', async (name) => (name === 'runtime' ? load(name) : new Uint8Array([0, 97, 115, 109]))],
    ['the runtime is missing', () => Promise.reject(new Error('ENOENT'))],
  ];
  for (const [what, loader] of faults) {
    it(`leaves it to indentation when ${what}, and tells it once`, async () => {
      const { syntax, told } = syntaxWith(loader);
      for (let round = 0; round < 3; round += 1) {
        await syntax.prepare('python');
        assert.equal(syntax.leavesOpen(at('█', { languageId: 'python' }), 'a'), undefined);
      }
      assert.equal(told.length, 1);
    });
  }

  const openings: Readonly<Record<string, readonly [file: string, open: string, closed: string]>> = {
    typescript: ['function f() {\n  █\n}', 'const a = `\n', 'const a = `\n`;'],
    typescriptreact: ['function F() {\n  █\n}', 'return <p>', 'return <p></p>;'],
    javascript: ['function f() {\n  █\n}', 'if (a) {', 'if (a) {\n  }'],
    javascriptreact: ['function F() {\n  █\n}', 'return <p>', 'return <p></p>;'],
    python: ['def f():\n    █\n', 'a = """', 'a = """\n"""'],
    go: ['package a\n\nfunc f() {\n\t█\n}', 'if a {', 'if a {\n\t}'],
    rust: ['fn f() {\n    █\n}', 'let a = "', 'let a = "\n";'],
    java: ['class A {\n    void f() {\n        █\n    }\n}', 'if (a) {', 'a();'],
    c: ['int f(void) {\n    █\n}', 'while (a) {', 'a();'],
    cpp: ['int f() {\n    █\n}', 'auto a = [] {', 'auto a = [] {};'],
    csharp: ['class A {\n    void F() {\n        █\n    }\n}', 'var a = @"', 'var a = @"\n";'],
    ruby: ['def f\n  █\nend\n', 'if a', 'a'],
    php: ['<?php\nfunction f() {\n    █\n}', 'if ($a) {', '$a = 1;'],
  };
  for (const [languageId, { grammar }] of languages) {
    if (grammar === undefined) continue;
    it(`tells an open construct of ${languageId} from one that is whole`, async () => {
      const { syntax, told } = syntaxWith(load);
      await syntax.prepare(languageId);
      const [file, open, closed] = openings[languageId] ?? ['█', '', ''];
      assert.equal(syntax.leavesOpen(at(file, { languageId }), open), true);
      assert.equal(syntax.leavesOpen(at(file, { languageId }), closed), false);
      assert.deepEqual(told, []);
    });
  }
});
