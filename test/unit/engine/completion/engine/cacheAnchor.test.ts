import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cacheAnchorOf, matchTyped } from '../../../../../src/engine/completion/engine/cacheAnchor';
import { at } from '../fixtures';

/** The rest at one cursor of a text that was written for another. */
function rest(from: string, text: string, to: string, isWhole = true): string | undefined {
  const typed = matchTyped(cacheAnchorOf(at(from)), text, at(to), isWhole);
  return typed && text.slice(typed.length);
}

describe('matchTyped', () => {
  const found: readonly [what: string, from: string, text: string, to: string, rest: string][] = [
    ['where nothing was typed', 'return █', 'a + b;', 'return █', 'a + b;'],
    ['after a part of the text', 'return █', 'a + b;', 'return a +█', ' b;'],
    ['after all of it', 'return █', 'a + b;', 'return a + b;█', ''],
    ['behind a bracket that the editor closed', 'x = f█\n', '(a, b);', 'x = f(█)\n', 'a, b);'],
    ['behind two of them', 'f█\ng', '(a, [b]);', 'f(a, [█])\ng', 'b]);'],
    ['behind a quote that the editor closed', 'a = █\nb', "'x';", "a = '█'\nb", "x';"],
    ['behind a bracket that was closed by hand', 'f(█)', 'a, b', 'f(a█)', ', b'],
    ['on the next line', 'if (a) {█}', '\n  b();\n', 'if (a) {\n  █\n}', 'b();\n'],
    ['on a line that the editor indented less', 'if a:█', '\n    b()', 'if a:\n█', '    b()'],
    ['in the middle of an indentation', 'if a:█', '\n    b()', 'if a:\n  █', '  b()'],
    ['behind a line that is indented otherwise', 'if a:█', '\n    b()\n    c()', 'if a:\n  b()█', '\n    c()'],
    ['with less space at the end of the file', '{\n  █\n}\n\n', 'a();', '{\n  a█\n}', '();'],
  ];
  for (const [what, from, text, to, left] of found) {
    it(what, () => assert.equal(rest(from, text, to), left));
  }

  it('counts the brackets and quotes that the editor has closed since', () => {
    const autoClosed = (from: string, text: string, to: string): number | undefined =>
      matchTyped(cacheAnchorOf(at(from)), text, at(to), true)?.autoClosed;
    assert.equal(autoClosed('f█\ng', '(a, [b]);', 'f(a, [█])\ng'), 2);
    assert.equal(autoClosed('a = █\nb', "'x';", "a = '█'\nb"), 1);
    assert.equal(autoClosed('if (a) █\nb', '{\n  c();\n}', 'if (a) {\n  █\n}\nb'), 1);
    assert.equal(autoClosed('f(█)', 'a, b', 'f(a█)'), 0);
  });

  const lost: readonly [what: string, from: string, text: string, to: string][] = [
    ['when something else was typed', 'return █', 'a + b;', 'return x█'],
    ['when more was typed than the text has', 'return █', 'a', 'return ab█'],
    ['when the same line stands further down', 'import █', "a from 'a';", "import b from 'b';\nimport █"],
    ['when the text behind has changed', 'f(█)', 'a', 'f(█, c)'],
    ['when the file has got longer behind', 'f(█)', 'a', 'f(█)\ng();'],
    ['when a bracket behind was not opened by what was typed', 'f█\n', '(a', 'f█)\n'],
    ['when the cursor is in front of it', 'return a█', ' + b', 'return █'],
    ['when the editor indented deeper than the text', 'x:█', '\nb()', 'x:\n  █'],
    ['when a line was left out', 'a:█', '\n\nb', 'a:\nb█'],
  ];
  for (const [what, from, text, to] of lost) {
    it(`does not match ${what}`, () => assert.equal(rest(from, text, to), undefined));
  }

  it('matches typing that is ahead of the text, as long as both agree', () => {
    assert.equal(rest('return █', '', 'return a█', false), '');
    assert.equal(rest('return █', 'a +', 'return a + b█', false), '');
    assert.equal(rest('if a:█', '\n  b', 'if a:\n    bc█', false), '');
    assert.equal(rest('if a:█', '\n ', 'if a:\n    █', false), '');
    assert.equal(rest('return █', 'a +', 'return a - █', false), undefined);
  });

  it('matches at every point of typing a text, whatever stands around', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 900 }),
        fc.string({ minLength: 1 }),
        fc.string(),
        (prefix, text, suffix) => {
          const anchor = cacheAnchorOf({ prefix, suffix });
          for (let typed = 0; typed <= text.length; typed += 1) {
            const cursor = { prefix: prefix + text.slice(0, typed), suffix };
            const found = matchTyped(anchor, text, cursor, true);
            assert.ok(found);
            // Where a text repeats itself, several answers are right.
            assert.ok(cursor.prefix.endsWith(text.slice(0, found.length)));
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
