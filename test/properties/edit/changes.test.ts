import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withHunks } from '../../../src/engine/edit/changes/chosenHunks';
import { planWrite } from '../../../src/engine/edit/changes/planWrite';
import { textEdits, type TextEdit } from '../../../src/engine/edit/changes/textEdits';

/** Few lines of few words, so that texts have much in common. */
const word = fc.constantFrom('', 'a', 'b', 'ab', '  a', '𝒳', '𝒴', 'é');
const text = (end: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(word, { maxLength: 12 }), fc.boolean())
    .map(([lines, isEnded]) => lines.join(end) + (isEnded ? end : ''));
/** As on a disk, where both kinds of line ends may be in one file. */
const mixed = fc
  .array(fc.tuple(word, fc.constantFrom('\n', '\r\n', '')), { maxLength: 12 })
  .map((lines) => lines.flat().join(''));
const texts = fc.constantFrom('\n', '\r\n').chain((end) => fc.tuple(text(end), text(end), text(end)));

function edited(before: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (all, { from, to, text: inserted }) => all.slice(0, from) + inserted + all.slice(to),
    before,
  );
}

describe('changes to files', () => {
  it('are the same as small edits and as a whole', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.tuple(mixed, mixed)), ([before, after]) => {
        const edits = textEdits(before, after);
        assert.equal(edited(before, edits), after);
        let last = -1;
        for (const { from, to, text: inserted } of edits) {
          assert.ok(from > last, 'in order and apart');
          assert.ok(from < to || inserted !== '', 'each does something');
          last = to;
          for (const at of [from, to]) {
            assert.ok(!(before[at - 1] === '\r' && before[at] === '\n'), 'never within a line end');
            assert.ok((before.codePointAt(at - 1) ?? 0) <= 0xffff, 'never within a character');
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('leave a file alone, or leave both what was planned and what was changed meanwhile in it', () => {
    fc.assert(
      fc.property(texts, ([before, after, current]) => {
        const plan = planWrite({ uri: 'file:///a', before, after }, current);
        if (plan.type !== 'write') return;
        assert.equal(plan.before, current);
        if (!plan.isMerged) assert.deepEqual([current, plan.after], [before, after]);
        // Taking it back gives what was there, as long as nothing was changed since.
        const back = planWrite({ uri: 'file:///a', before: plan.after, after: plan.before }, plan.after);
        assert.deepEqual(back, { type: 'write', before: plan.after, after: current, isMerged: false });
      }),
      { numRuns: 2_000 },
    );
  });

  it('can be taken in hunks: all of them are the change, none of them is nothing, and one after the other is the same', () => {
    fc.assert(
      fc.property(texts, ([before, after]) => {
        assert.equal(
          withHunks(before, after, () => true),
          after,
        );
        assert.equal(
          withHunks(before, after, () => false),
          before,
        );
        let now = before;
        for (let steps = 0; now !== after; steps += 1) {
          assert.ok(steps <= 30, 'it ends');
          now = withHunks(now, after, (index) => index === 0);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
