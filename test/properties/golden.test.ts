import assert from 'node:assert/strict';
import { clean, cleanUp } from '../../src/completion/cleanUp';
import { Shaper } from '../../src/completion/shape';
import { noSyntax } from '../../src/completion/syntax';
import { grammars, TreeSyntax } from '../../src/completion/syntaxTree';
import { silentLog } from '../../src/engine/model/log';
import { type GoldenCase, goldenCases } from '../unit/completion/goldenCases';
import { readGrammar } from '../../bench/completion/grammarFile';

const trees = new TreeSyntax(readGrammar, silentLog);

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
  describe(`the golden set, wherever its streams are looked at, ${kind}`, () => {
    before(() => Promise.all(Object.keys(grammars).map((language) => trees.prepare(language))));

    for (const [file, cases] of goldenCases()) {
      it(file, () => {
        for (const each of cases.filter(({ needsSyntax }) => !needsSyntax || syntax === trees)) {
          const shaper = new Shaper(syntax);
          const { hole, raw, multiline, shown } = each;
          assert.deepEqual(shaper.present(cleanUp(raw, hole), hole, multiline), shown, each.name);
          checkStream(each, shaper);
        }
      });
    }
  });
}
