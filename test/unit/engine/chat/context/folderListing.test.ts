import assert from 'node:assert/strict';
import { folderListing } from '../../../../../src/engine/chat/context/folderListing';

describe('folderListing', () => {
  it('is a tree: files of a folder before its folders', () => {
    assert.equal(
      folderListing('src', ['src/b/c/d.ts', 'src/z.ts', 'src/b/a.ts', 'src/a.ts', 'other/x.ts']),
      'src/\n  a.ts\n  z.ts\n  b/\n    a.ts\n    c/\n      d.ts',
    );
  });

  it('names a folder once, and one without files of its own too', () => {
    assert.equal(
      folderListing('s/', ['s/a/b/1', 's/a/b/2', 's/a/c/3']),
      's/\n  a/\n    b/\n      1\n      2\n    c/\n      3',
    );
    assert.equal(folderListing('s', []), 's/');
  });
});
