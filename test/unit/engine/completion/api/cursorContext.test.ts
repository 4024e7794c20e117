import assert from 'node:assert/strict';
import { lineBefore, lineBehind } from '../../../../../src/engine/completion/api/cursorContext';
import { at } from '../fixtures';

describe('lineBefore and lineBehind', () => {
  it('part the line at the cursor', () => {
    const cursor = at('one\ntwo th█ree\r\nfour');
    assert.equal(lineBefore(cursor), 'two th');
    assert.equal(lineBehind(cursor), 'ree');
  });

  it('may be empty', () => {
    const cursor = at('one\n█\nthree');
    assert.deepEqual([lineBefore(cursor), lineBehind(cursor)], ['', '']);
  });
});
