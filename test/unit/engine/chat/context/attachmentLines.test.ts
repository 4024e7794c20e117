import assert from 'node:assert/strict';
import { attachmentLines } from '../../../../../src/engine/chat/context/attachmentLines';
import { attachment } from '../fixtures';

describe('attachmentLines', () => {
  it('is a line for each attachment, with what of it was sent', () => {
    const lines = { first: 3, last: 5, total: 9, cut: false };
    assert.deepEqual(
      attachmentLines([
        attachment({ masked: ['a GitHub token'] }),
        attachment({ kind: 'selection', lines }),
        attachment({ kind: 'symbol', name: 'parse', lines }),
        attachment({ kind: 'commit', path: '3f2a1b Fix it', lines }),
      ]),
      [
        'src/sum.ts: whole file, 2 lines; masked: a GitHub token',
        'Selection in src/sum.ts: lines 3 to 5 of 9',
        'parse in src/sum.ts: lines 3 to 5 of 9',
        'Commit 3f2a1b Fix it: lines 3 to 5 of 9',
      ],
    );
  });

  it('is one line for what one mention brought, with each file once', () => {
    const of = 'Folder src';
    assert.deepEqual(
      attachmentLines([
        attachment({ kind: 'folder', path: 'src', of }),
        attachment({ path: 'src/a.ts', of }),
        attachment({ path: 'src/b.ts', of }),
        attachment({ path: 'src/b.ts', of }),
        attachment({ path: 'c.ts' }),
      ]),
      ['Folder src: src/a.ts, src/b.ts', 'c.ts: whole file, 2 lines'],
    );
  });
});
