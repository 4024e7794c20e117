import assert from 'node:assert/strict';
import { previewLines } from '../../../../../src/editor/edit/inline/previewLines';
import { LineMatcher } from '../../../../../src/engine/edit';

const region = ['first();', 'second();', 'third();', 'fourth();'];

/** What stands where, in the lines of the file. */
function shown(...written: readonly string[]): readonly string[] {
  const { removed = [], ghost = [] } = previewLines(new LineMatcher(region).update(written), written, 10);
  return [...removed.map(({ line }) => `-${line}`), ...ghost.map(({ line, ghost: text = '' }) => `${line}: ${text}`)];
}

describe('the decorations of an edit that is being written', () => {
  it('are none where nothing changes', () => {
    assert.deepEqual(shown(...region), []);
  });

  it('put new lines behind the old ones that they replace', () => {
    assert.deepEqual(shown('first();', 'other();', 'third();'), ['-11', '11: other();']);
    assert.deepEqual(shown('first();', 'a();', 'b();', 'fourth();'), ['-11', '-12', '11: a();', '12: b();']);
  });

  it('put more lines behind the last one, and new lines alone behind the line above', () => {
    assert.deepEqual(shown('first();', 'a();', 'b();', 'c();', 'third();'), ['-11', '11: a(); (and 2 more lines)']);
    assert.deepEqual(shown('first();', 'a();', 'second();'), ['10: a();']);
    assert.deepEqual(shown('first();', 'a();'), ['10: a();']);
  });

  it('mark lines that are taken out, and none outside of the region', () => {
    assert.deepEqual(shown('first();', 'fourth();'), ['-11', '-12']);
    assert.deepEqual(previewLines(new LineMatcher([]).update(['a();']), ['a();'], 0).ghost, [
      { line: 0, ghost: 'a();' },
    ]);
  });
});
