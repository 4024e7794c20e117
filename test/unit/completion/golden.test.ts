import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { clean, cleanUp } from '../../../src/completion/cleanUp';
import type { Hole } from '../../../src/completion/hole';
import { Shaper } from '../../../src/completion/shape';
import type { Suggestion } from '../../../src/completion/suggestion';
import { noSyntax } from '../../../src/completion/syntax';
import { grammars, TreeSyntax } from '../../../src/completion/syntaxTree';
import { silentLog } from '../../../src/model/log';
import { type GoldenCase, goldenCases } from './goldenCases';

const trees = new TreeSyntax(
  (name) =>
    readFile(
      require.resolve(
        name === 'runtime'
          ? 'web-tree-sitter/web-tree-sitter.wasm'
          : `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`,
      ),
    ),
  silentLog,
);

/** The document once the suggestion was taken. */
function taken({ prefix, suffix }: Hole, { text, replaces }: Suggestion): string {
  return prefix + text + suffix.slice(replaces);
}

/** Closing brackets without an opener; good enough where no bracket stands in a string. */
function unopened(text: string): number {
  let depth = 0;
  let count = 0;
  for (const character of text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'|`[^`]*`/g, '')) {
    if ('([{'.includes(character)) depth += 1;
    if (!')]}'.includes(character)) continue;
    if (depth > 0) depth -= 1;
    else count += 1;
  }
  return count;
}

function isSubsequence(part: string, text: string): boolean {
  let from = 0;
  return part.split('').every((character) => (from = text.indexOf(character, from) + 1) > 0);
}

function checkDocument({ hole, shown }: GoldenCase): void {
  if (!shown) return;
  const replaced = hole.suffix.slice(0, shown.replaces);
  assert.match(replaced, /^[\s)\]}"'`]*$/, 'only closing marks are replaced');
  assert.ok(isSubsequence(replaced, shown.text), 'what is replaced stands in the text, in order');
  const after = taken(hole, shown);
  assert.ok(unopened(after) <= unopened(hole.prefix + hole.suffix), 'no bracket too many');
  const end = hole.prefix.length + shown.text.length;
  const last = after.slice(0, end).split('\n').at(-1) ?? '';
  const next = after
    .slice(end)
    .split('\n')
    .slice(1)
    .find((line) => line.trim() !== '');
  if (/\w/.test(last)) assert.notEqual(last, next, 'the next line is not written twice');
}

/** What was settled at any time of the stream is what is shown in the end. */
function checkStream({ hole, raw, multiline }: GoldenCase, shaper: Shaper): void {
  const end = cleanUp(raw, hole);
  const shown = shaper.present(end, hole, multiline);
  for (let length = 1; length < raw.text.length; length += 1) {
    const sofar = { text: raw.text.slice(0, length), whole: false };
    if (shaper.isSettled(sofar.text, hole, multiline)) {
      assert.deepEqual(
        shaper.present(cleanUp(sofar, hole), hole, multiline),
        shown,
        `settled after ${JSON.stringify(sofar.text)}`,
      );
    }
    if (shaper.hasEnded(sofar.text, hole)) {
      assert.equal(clean(sofar, hole).text, end, `ended after ${JSON.stringify(sofar.text)}`);
    }
  }
}

for (const [kind, syntax] of [
  ['by indentation', noSyntax],
  ['by syntax', trees],
] as const) {
  describe(`the golden set ${kind}`, () => {
    before(() => Promise.all(Object.keys(grammars).map((language) => trees.prepare(language))));

    for (const [file, cases] of goldenCases()) {
      describe(file, () => {
        for (const each of cases.filter(({ needsSyntax }) => !needsSyntax || syntax === trees)) {
          it(each.name, () => {
            const shaper = new Shaper(syntax);
            const { hole, raw, multiline, shown } = each;
            assert.deepEqual(shaper.present(cleanUp(raw, hole), hole, multiline), shown);
            checkDocument(each);
            checkStream(each, shaper);
          });
        }
      });
    }
  });
}

describe('the size of the golden set', () => {
  it('is at least 220 cases over 15 languages', () => {
    const cases = [...goldenCases().values()].flat();
    assert.ok(cases.length >= 220, `${cases.length} cases`);
    const languages = new Set(cases.map(({ hole }) => hole.languageId));
    assert.ok(languages.size >= 15, [...languages].join(' '));
  });
});
