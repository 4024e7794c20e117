import assert from 'node:assert/strict';
import { hunksOf, mergeTexts } from '../../../../../src/engine/edit';

const base = 'a\nb\nc\nd\ne\n';

describe('texts merged by lines', () => {
  const merged: readonly [what: string, base: string, ours: string, theirs: string, text: string][] = [
    ['changes at two places', base, 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\nE\n', 'A\nb\nc\nd\nE\n'],
    ['the same change twice', base, 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\ne\n', 'a\nB\nc\nd\ne\n'],
    ['one same and one other change', base, 'a\nB\nc\nd\ne\n', 'a\nB\nc\nD\ne\n', 'a\nB\nc\nD\ne\n'],
    ['a removal and an addition', base, 'a\nc\nd\ne\n', 'a\nb\nc\nd\nx\ne\n', 'a\nc\nd\nx\ne\n'],
    ['no change of ours', base, base, 'x\n', 'x\n'],
    ['no change of theirs', base, 'x\n', base, 'x\n'],
    ['Windows line ends', 'a\r\nb\r\nc\r\n', 'A\r\nb\r\nc\r\n', 'a\r\nb\r\nC\r\n', 'A\r\nb\r\nC\r\n'],
    ['a missing last line end', 'a\nb\nc', 'A\nb\nc', 'a\nb\nC', 'A\nb\nC'],
  ];
  for (const [what, from, ours, theirs, text] of merged) {
    it(`hold ${what}`, () => assert.deepEqual(mergeTexts(from, ours, theirs), { type: 'merged', text }));
  }

  const conflicts: readonly [what: string, base: string, ours: string, theirs: string][] = [
    ['one line in two ways', base, 'a\nB\nc\nd\ne\n', 'a\nX\nc\nd\ne\n'],
    ['lines that touch', base, 'a\nB\nc\nd\ne\n', 'a\nb\nC\nd\ne\n'],
    ['two additions at one place', base, 'a\nx\nb\nc\nd\ne\n', 'a\ny\nb\nc\nd\ne\n'],
    ['an addition where lines were removed', base, 'a\nd\ne\n', 'a\nb\nx\nc\nd\ne\n'],
    ['a line end and the line', 'a\n', 'a\r\n', 'b\n'],
  ];
  for (const [what, from, ours, theirs] of conflicts) {
    it(`are refused with ${what}`, () => assert.deepEqual(mergeTexts(from, ours, theirs), { type: 'conflict' }));
  }
});

describe('hunks of two texts', () => {
  it('are the lines that were replaced, added and removed', () => {
    assert.deepEqual(hunksOf('a\nb\nc\nd\n', 'a\nB\nc\n'), [
      { before: { from: 1, to: 2 }, after: { from: 1, to: 2 } },
      { before: { from: 3, to: 4 }, after: { from: 3, to: 3 } },
    ]);
    assert.deepEqual(hunksOf('a\r\nb', 'a\nb\n'), []);
    assert.deepEqual(hunksOf('', 'a'), [{ before: { from: 0, to: 0 }, after: { from: 0, to: 1 } }]);
  });

  it('of two long texts without a line in common, or with one line throughout, take no time', () => {
    const numbered = (mark: string): string => Array.from({ length: 50_000 }, (_, at) => `${mark}${at}\n`).join('');
    assert.equal(hunksOf(numbered('a'), numbered('b')).length, 1);
    assert.equal(hunksOf('}\n'.repeat(50_000), `x\n${'}\n'.repeat(49_000)}y\n`).length, 2);
  });
});
