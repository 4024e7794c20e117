import assert from 'node:assert/strict';
import { hunkAt, withHunks } from '../../../../../src/engine/edit/changes/chosenHunks';

const before = 'a\nb\nc\nd\ne\n';
const after = 'A\nb\nc\ne\nnew\n';

describe('hunks', () => {
  it('are found by a line of the text after, and where lines were taken away by a line beside', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((line) => hunkAt(before, after, line)),
      [0, undefined, 1, 1, 2, undefined],
    );
    assert.equal(hunkAt(before, before, 0), undefined);
  });

  it('are taken one by one', () => {
    assert.equal(
      withHunks(before, after, (index) => index === 1),
      'a\nb\nc\ne\n',
    );
    assert.equal(
      withHunks(before, after, (index) => index !== 1),
      'A\nb\nc\nd\ne\nnew\n',
    );
  });
});
