import assert from 'node:assert/strict';
import { lineBefore, lineBehind } from '../../../../../src/engine/completion/api/cursorContext';
import { at } from '../fixtures';

describe('the line of a hole', () => {
  it('is parted by the cursor', () => {
    const hole = at('one\ntwo th█ree\r\nfour');
    assert.equal(lineBefore(hole), 'two th');
    assert.equal(lineBehind(hole), 'ree');
  });

  it('may be empty', () => {
    const hole = at('one\n█\nthree');
    assert.deepEqual([lineBefore(hole), lineBehind(hole)], ['', '']);
  });
});
