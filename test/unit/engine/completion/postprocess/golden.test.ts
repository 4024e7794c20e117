import assert from 'node:assert/strict';
import { postprocess } from '../../../../../src/engine/completion/postprocess/postprocess';
import type { CursorContext } from '../../../../../src/engine/completion/api/cursorContext';
import { BlockTrimmer } from '../../../../../src/engine/completion/postprocess/blockTrimmer';
import type { Suggestion } from '../../../../../src/engine/completion/api/suggestion';
import { noSyntax } from '../../../../../src/engine/completion/syntax/syntax';
import { type GoldenCase, goldenCases } from './goldenCases';

/** The document after the suggestion was accepted. */
function taken({ prefix, suffix }: CursorContext, { text, replaces }: Suggestion): string {
  return prefix + text + suffix.slice(replaces);
}

/** Number of closing brackets without an opener. Right where no string contains a bracket. */
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

function checkDocument({ cursor, shown }: GoldenCase): void {
  if (!shown) return;
  const replaced = cursor.suffix.slice(0, shown.replaces);
  assert.match(replaced, /^[\s)\]}"'`]*[>/;,]*$/, 'only closing marks and what ends behind them are replaced');
  assert.ok(isSubsequence(replaced, shown.text), 'what is replaced stands in the text, in order');
  const after = taken(cursor, shown);
  // In the shell, the `)` of a case pattern has no opener.
  if (cursor.languageId !== 'shellscript')
    assert.ok(unopened(after) <= unopened(cursor.prefix + cursor.suffix), 'no bracket too many');
  const end = cursor.prefix.length + shown.text.length;
  const last = after.slice(0, end).split('\n').at(-1) ?? '';
  const next = after
    .slice(end)
    .split('\n')
    .slice(1)
    .find((line) => line.trim() !== '');
  if (/\w/.test(last)) assert.notEqual(last, next, 'the next line is not written twice');
}

describe('golden cases', () => {
  for (const [file, cases] of goldenCases()) {
    describe(file, () => {
      for (const each of cases.filter(({ needsSyntax }) => !needsSyntax)) {
        it(each.name, () => {
          const { cursor, raw, multiline, shown } = each;
          assert.deepEqual(new BlockTrimmer(noSyntax).present(postprocess(raw, cursor), cursor, multiline), shown);
          checkDocument(each);
        });
      }
    });
  }

  it('are at least 220 cases over 15 languages', () => {
    const cases = [...goldenCases().values()].flat();
    assert.ok(cases.length >= 220, `${cases.length} cases`);
    const languages = new Set(cases.map(({ cursor }) => cursor.languageId));
    assert.ok(languages.size >= 15, [...languages].join(' '));
  });
});
