import assert from 'node:assert/strict';
import { isBlockPlace } from '../../../../../src/engine/completion/syntax/block';
import { postprocess } from '../../../../../src/engine/completion/postprocess/postprocess';
import type { CursorContext } from '../../../../../src/engine/completion/api/cursorContext';
import { BlockTrimmer } from '../../../../../src/engine/completion/postprocess/blockTrimmer';
import type { Multiline } from '../../../../../src/engine/completion/api/trimmer';
import { noSyntax, type Syntax } from '../../../../../src/engine/completion/syntax/syntax';
import { at } from '../fixtures';

describe('isBlockPlace', () => {
  const cases: readonly [file: string, isBlock: boolean, languageId?: string][] = [
    ['return █', false],
    ['const total = █\nnext();', false],
    ['f(█)', false],
    ['if (a) █{', false],
    ['{ a }█', false],
    ['undo█', false],
    ['const { █ } = a;', false],
    ['█', true],
    ['{\n  █\n}', true],
    ['function f() {█', true],
    ['function f() {█}', true],
    ['on(() => { █ });', true],
    ['go func() {█}()', true],
    ['function f() { █', true],
    ['const f = () => █', true],
    ['f(█', true],
    ['const list = [█', true],
    ['def f():█', true],
    ['items.each do█', true],
    ['items.each do |item|█', true],
    ['def f█', true, 'ruby'],
    ['def f█', false, 'python'],
    ['if [ -f x ]; then█', true],
    ['fn f() -> █', true],
    ['<ul>█', true, 'html'],
    ['<br>█', false, 'html'],
    ['a = b > c█', false, 'html'],
  ];
  for (const [file, isBlock, languageId = 'typescript'] of cases) {
    it(`wants ${isBlock ? 'a block' : 'a line'} at ${JSON.stringify(file)} of ${languageId}`, () =>
      assert.equal(isBlockPlace(at(file, { languageId })), isBlock));
  }
});

/** Index of the piece after which the stream has settled; -1 where it never does. */
function pieceAt(raw: string, tells: (sofar: string) => boolean): number {
  for (let length = 1; length <= raw.length; length += 1) if (tells(raw.slice(0, length))) return length;
  return -1;
}

describe('BlockTrimmer: a stream', () => {
  const settles = (file: string, raw: string, multiline: Multiline = 'auto'): string => {
    const cursor = at(file);
    const trimmer = new BlockTrimmer(noSyntax);
    const length = pieceAt(raw, (sofar) => trimmer.isSettled(sofar, cursor, multiline));
    return length < 0 ? 'never' : raw.slice(0, length);
  };

  const settled: readonly [what: string, file: string, raw: string, when: string, multiline?: Multiline][] = [
    ['has its line with the line break', 'return █', 'a + b;\nmore', 'a + b;\n'],
    ['has its block with the next line', 'function f() {█', '\n  a();\n}\nb();\nc();', '\n  a();\n}\nb();\n'],
    ['has its paragraph behind the blank line', '{\n  █\n}', 'a();\n\n  b();\n  c();', 'a();\n\n  b();\n'],
    ['has nothing settled while all is wanted', 'return █', 'a + b;\nmore', 'never', 'always'],
    ['has its line in a fence', 'return █', '```ts\na + b;\n```', '```ts\na + b;\n'],
    ['has its line in a tag', 'return █', '<COMPLETION>a + b;\n</COMPLETION>', '<COMPLETION>a + b;\n'],
    ['has nothing while it thinks', 'return █', '<think>\na + b;\n', 'never'],
    ['has nothing while it greets', 'return █', 'Sure, here it is:\n\na + b;\n', 'never'],
    ['has nothing while it repeats what is above', 'const a = 1;\nconst b = 2;\n█', 'const a = 1;\n', 'never'],
    ['has nothing to show below the line where that is not wanted', 'a();█', '\nb();\nc();', '\nb();\n', 'never'],
  ];
  for (const [what, file, raw, when, multiline] of settled) {
    it(what, () => assert.equal(settles(file, raw, multiline), when));
  }

  const ended: readonly [what: string, file: string, raw: string, when: string][] = [
    ['at the closing tag', 'return █', '<COMPLETION>a;</COMPLETION>\nmore', '<COMPLETION>a;</COMPLETION>'],
    ['at a token', 'return █', 'a;<|endoftext|>more', 'a;<|endoftext|>'],
    ['at the end of a fence', 'return █', '```ts\na;\n```\nmore', '```ts\na;\n```'],
    ['where it leaves the block', '{\n  █\n}\nb();', 'a();\n}\nc();\n', 'a();\n}\n'],
    ['where it writes the next line', '{\n  █\n  b();\n}', 'a();\n  b();\n  c();\n', 'a();\n  b();\n'],
  ];
  for (const [what, file, raw, when] of ended) {
    it(`has ended ${what}`, () => {
      const cursor = at(file);
      const trimmer = new BlockTrimmer(noSyntax);
      const length = pieceAt(raw, (sofar) => trimmer.hasEnded(sofar, cursor));
      assert.equal(raw.slice(0, Math.max(length, 0)), when);
    });
  }

  it('has ended when it is longer than the limit', () => {
    const cursor = at('{\n  █\n}');
    const lines = Array.from({ length: 30 }, (_, index) => `a${index}();`);
    const trimmer = new BlockTrimmer(noSyntax);
    assert.equal(trimmer.hasEnded(`${lines.slice(0, 24).join('\n  ')}\n`, cursor), false);
    assert.equal(trimmer.hasEnded(`${lines.slice(0, 26).join('\n  ')}\n`, cursor), true);
  });

  it('is read once for each line, not for each piece', () => {
    let asked = 0;
    const counting: Syntax = {
      leavesOpen: () => {
        asked += 1;
        return false;
      },
    };
    const words = Array.from({ length: 150 }, (_, index) => `a${index}`).join(' + ');
    const raw = `${words};\n\n  x = ${words}`;
    const trimmer = new BlockTrimmer(counting);
    const cursor = at('{\n  █\n}');
    for (let length = 1; length <= raw.length; length += 1) trimmer.isSettled(raw.slice(0, length), cursor, 'auto');
    assert.equal(asked, 0);
    trimmer.isSettled(`${raw};\n`, cursor, 'auto');
    for (const piece of ['c', 'cc', 'ccc']) trimmer.isSettled(`${raw};\n${piece}`, cursor, 'auto');
    assert.equal(asked, 1);
  });
});

describe('BlockTrimmer.present for the rest of a completion', () => {
  const shown = (text: string, file: string): string | undefined =>
    new BlockTrimmer(noSyntax).present(text, at(file), 'auto')?.text;

  it('drops a line break and an indentation that were typed', () => {
    assert.equal(shown('\n  a();\n}', 'function f() {\n  █'), 'a();');
    assert.equal(shown('\n\n  a();', 'function f() {\n█\n}'), '  a();');
  });

  it('keeps spaces that were not typed', () => {
    assert.equal(shown('  a();', 'function f() {\n  if (b)\n  █\n}'), '  a();');
  });

  it('does not close again what stands below, although the cut part would have opened more', () => {
    const file = 'f(\n  function () {\n    a();█\n  }\n)\n';
    assert.equal(shown('\n  }),\n  if (b) {\n    c();', file), undefined);
  });

  it('shows nothing when only space is left', () => assert.equal(shown('\n  ', 'a();█'), undefined));
});

describe('BlockTrimmer with syntax', () => {
  const raw = 'a();\n\n  b();\n\n  c();\n\n  d();\n\n  e();';
  const shown = (syntax: Syntax, cursor: CursorContext): string | undefined =>
    new BlockTrimmer(syntax).present(postprocess({ text: raw, whole: true }, cursor), cursor, 'auto')?.text;
  const cursor = at('{\n  █\n}');

  it('goes on to where the block is closed', () => {
    assert.equal(shown({ leavesOpen: (_, text) => !text.includes('b()') }, cursor), 'a();\n\n  b();');
  });

  it('ends by indentation after three questions where the block is never closed', () => {
    let asked = 0;
    const leavesOpen = (): boolean => (asked += 1) > 0;
    assert.equal(shown({ leavesOpen }, cursor), 'a();');
    assert.equal(asked, 3);
  });

  it('waits for the next line where two are equal by chance', () => {
    const cursor = at('/**\n █\n *\n * @param a\n */', { languageId: 'php' });
    const trimmer = new BlockTrimmer(noSyntax);
    assert.equal(trimmer.hasEnded('* Creates an item.\n *\n', cursor), false);
    assert.equal(trimmer.hasEnded('* Creates an item.\n *\n * When paged', cursor), false);
    assert.equal(trimmer.hasEnded('* Creates an item.\n *\n * @param a\n', cursor), true);
  });
});
