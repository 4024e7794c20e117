import assert from 'node:assert/strict';
import { postprocessed, postprocess } from '../../../src/engine/completion/postprocess/postprocess';
import { BlockTrimmer } from '../../../src/engine/completion/postprocess/blockTrimmer';
import { noSyntax } from '../../../src/engine/completion/syntax/syntax';
import { languages } from '../../../src/engine/completion/syntax/languages/languages';
import { TreeSyntax } from '../../../src/engine/completion/syntax/syntaxTree';
import { silentLog } from '../../../src/engine/model/log';
import { type GoldenCase, goldenCases } from '../../unit/engine/completion/postprocess/goldenCases';
import { readGrammar } from '../../../bench/completion/grammarFile';

const trees = new TreeSyntax(readGrammar, silentLog);

/** What was settled at any time of the stream is what is shown in the end. */
function checkStream({ cursor, raw, multiline }: GoldenCase, trimmer: BlockTrimmer): void {
  const end = postprocess(raw, cursor);
  const shown = trimmer.present(end, cursor, multiline);
  for (let length = 1; length < raw.text.length; length += 1) {
    const sofar = { text: raw.text.slice(0, length), whole: false };
    if (trimmer.isSettled(sofar.text, cursor, multiline)) {
      assert.deepEqual(
        trimmer.present(postprocess(sofar, cursor), cursor, multiline),
        shown,
        `settled after ${JSON.stringify(sofar.text)}`,
      );
    }
    if (trimmer.hasEnded(sofar.text, cursor)) {
      assert.equal(postprocessed(sofar, cursor).text, end, `ended after ${JSON.stringify(sofar.text)}`);
    }
  }
}

for (const [kind, syntax] of [
  ['by indentation', noSyntax],
  ['by syntax', trees],
] as const) {
  describe(`the golden set, wherever its streams are looked at, ${kind}`, () => {
    before(() => Promise.all([...languages.keys()].map((language) => trees.prepare(language))));

    for (const [file, cases] of goldenCases()) {
      it(file, () => {
        for (const each of cases.filter(({ needsSyntax }) => !needsSyntax || syntax === trees)) {
          const trimmer = new BlockTrimmer(syntax);
          const { cursor, raw, multiline, shown } = each;
          assert.deepEqual(trimmer.present(postprocess(raw, cursor), cursor, multiline), shown, each.name);
          checkStream(each, trimmer);
        }
      });
    }
  });
}
