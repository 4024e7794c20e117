import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hunksOfLines } from '../../../src/engine/edit/apply/merge/hunks';
import { regionText } from '../../../src/engine/edit/inline/answer/regionText';
import { PendingHunks } from '../../../src/engine/edit/inline/pending/pendingHunks';
import { LineMatcher, type Preview } from '../../../src/engine/edit/inline/preview/lineMatcher';

/** Lines of which some are everywhere and some are there once. */
const line = fc.constantFrom('', '}', 'return;', 'alpha();', 'beta();', 'gamma(1);', 'delta(2);', 'if (x) {');
const lines = fc.array(line, { maxLength: 14 });
/** Each line is there once. */
const distinct = fc.uniqueArray(fc.constantFrom(...Array.from({ length: 30 }, (_, index) => `line${index};`)), {
  maxLength: 14,
});

/** The lines as a text. */
function ended(all: readonly string[]): string {
  return all.map((each) => `${each}\n`).join('');
}

function removed({ hunks }: Preview): ReadonlySet<number> {
  const all = hunks.flatMap(({ before: { from, to } }) =>
    Array.from({ length: to - from }, (_, index) => from + index),
  );
  return new Set(all);
}

/** The previews after each line. */
function previews(region: readonly string[], written: readonly string[]): readonly Preview[] {
  const matcher = new LineMatcher(region);
  return written.map((_, index) => matcher.update(written.slice(0, index + 1)));
}

describe('the preview of an edit', () => {
  it('never takes back what it has shown: a line that stays is not shown as changed later, nor the other way', () => {
    fc.assert(
      fc.property(lines, lines, (region, written) => {
        let before: Preview | undefined;
        for (const preview of previews(region, written)) {
          const known = before?.hunks ?? [];
          assert.deepEqual(preview.hunks.slice(0, known.length), known);
          const [last] = preview.hunks.slice(-1);
          const isLater = preview.hunks
            .slice(known.length)
            .every(({ before: at }) => at.from >= (known.at(-1)?.before.to ?? 0));
          assert.ok(isLater && (last?.before.to ?? 0) <= region.length);
          before = preview;
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows nothing above the first line that differs', () => {
    fc.assert(
      fc.property(lines, lines, lines, (same, region, written) => {
        for (const { hunks, open } of previews([...same, ...region], [...same, ...written])) {
          for (const { before } of hunks) assert.ok(before.from >= same.length);
          if (open) assert.ok(open.before >= same.length);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes out no line that the edit keeps, where no line is there twice and none has moved', () => {
    fc.assert(
      fc.property(distinct, fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), lines, (region, kept, added) => {
        const isKept = (index: number): boolean => kept[index] === true;
        const written = region.flatMap((each, index) => [
          ...(isKept(index) ? [each] : []),
          ...(added[index] === undefined ? [] : [`new ${index} ${added[index]}`]),
        ]);
        for (const preview of previews(region, written)) {
          for (const index of removed(preview)) assert.ok(!isKept(index), `${region[index]} stays`);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the hunks of an edit', () => {
  const text = fc.tuple(lines, fc.boolean()).map(([all, ends]) => all.join('\n') + (ends ? '\n' : ''));

  it('give the file back byte for byte where all are rejected, in any order', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        assert.deepEqual(new PendingHunks(before, after).withoutAll(after), { text: before, stay: 0 });
      }),
      { numRuns: 2_000 },
    );
  });

  it('keep all that is typed between them, and only that, where the others are rejected', () => {
    fc.assert(
      fc.property(lines, lines, fc.nat(), (before, after, place) => {
        const hunks = new PendingHunks(ended(before), ended(after));
        const free = after
          .map((_, at) => at)
          // Behind an empty line is also in front of it.
          .filter((at) => after[at] !== '')
          .filter((at) => hunks.all.every(({ lines: { from, to } }) => at < from || at >= to));
        const at = free[place % free.length];
        if (at === undefined) return;
        const typed: readonly string[] = [...after.slice(0, at + 1), 'typed', ...after.slice(at + 1)];
        const character = after[at]?.length ?? 0;
        hunks.follow([{ startLine: at, endLine: at, endCharacter: character, text: '\ntyped' }], ended(typed));
        const { text: left } = hunks.withoutAll(ended(typed));
        const kept = left.split('\n').slice(0, -1);
        assert.equal(kept.filter((each) => each === 'typed').length, 1);
        assert.deepEqual(
          kept.filter((each) => each !== 'typed'),
          before,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the answer to an inline edit', () => {
  it('is read the same in pieces: lines that were told stay, up to the whole', () => {
    fc.assert(
      fc.property(lines, fc.boolean(), (written, isTalkative) => {
        const answer = `${isTalkative ? 'Here it is:\n' : ''}<region>\n${written.map((each) => `${each}\n`).join('')}</region>`;
        let known: readonly string[] = [];
        for (let length = 0; length <= answer.length; length += 1) {
          const found = regionText(answer.slice(0, length), 'region')?.lines ?? [];
          assert.deepEqual(found.slice(0, known.length), known);
          known = found;
        }
        assert.deepEqual(known, written);
        assert.deepEqual(hunksOfLines(known, written), []);
      }),
      { numRuns: 500 },
    );
  });
});
