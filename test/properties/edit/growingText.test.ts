import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hunksOf, LineMatcher } from '../../../src/engine/edit';
import type { Hunk } from '../../../src/engine/edit/apply/merge/hunks';

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Lines of which some stand everywhere. */
const lines = fc.array(fc.constantFrom('', '}', 'a();', 'b();', 'if (x) {'), { maxLength: 12 });

/** A text, and what it becomes when some of its lines go and others come: no line is there twice, and none moves. */
const edits = fc.array(fc.record({ isKept: fc.boolean(), added: fc.nat(2) }), { maxLength: 12 }).map((steps) => ({
  before: steps.map((_, at) => `line ${at}`),
  after: steps.flatMap(({ isKept, added }, at) => [
    ...(isKept ? [`line ${at}`] : []),
    ...Array.from({ length: added }, (_, index) => `new ${at}.${index}`),
  ]),
}));

/** The hunks while the new text grows line by line. */
function growing(before: readonly string[], after: readonly string[]): readonly (readonly Hunk[])[] {
  return after.map((_, index) => hunksOf(textOf(before), textOf(after.slice(0, index + 1))));
}

describe('the hunks of a text that is being written', () => {
  it('never have a line of the part above the first difference', () => {
    fc.assert(
      fc.property(lines, lines, lines, (same, old, young) => {
        const isOther = old[0] !== undefined && young[0] !== undefined && old[0] !== young[0];
        fc.pre(isOther);
        for (const [index, hunks] of growing([...same, ...old], [...same, ...young]).entries()) {
          const written = Math.min(index + 1, same.length);
          for (const { before, after } of hunks) assert.ok(before.from >= written && after.from >= written);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('stay as they are above the last line that both have, where no line is there twice and none moves', () => {
    fc.assert(
      fc.property(edits, ({ before, after }) => {
        const last = hunksOf(textOf(before), textOf(after));
        for (const [index, hunks] of growing(before, after).entries()) {
          const written = after.slice(0, index + 1);
          const end = before.findLastIndex((line) => written.includes(line));
          const above = ({ before: range }: Hunk): boolean => range.to <= end;
          assert.deepEqual(hunks.filter(above), last.filter(above));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('are what the preview has shown by then, where no line is there twice and none moves', () => {
    fc.assert(
      fc.property(edits, ({ before, after }) => {
        const matcher = new LineMatcher(before);
        const shown = after.map((_, index) => matcher.update(after.slice(0, index + 1))).at(-1);
        const end = shown?.hunks.at(-1)?.before.to ?? 0;
        const last = hunksOf(textOf(before), textOf(after));
        assert.deepEqual(
          shown?.hunks ?? [],
          last.filter(({ before: range }) => range.to <= end && shown?.hunks.length),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
