import assert from 'node:assert/strict';
import { attachmentKinds } from '../../../../../src/engine/chat/conversation/attachment';
import { attachmentBlock, attachmentTokens, identity } from '../../../../../src/engine/chat/request/attachmentBlock';
import { estimateTokens } from '../../../../../src/engine/model/request/tokenEstimate';
import { released } from '../../privacy/released';
import { attachment } from '../fixtures';

const head = (changes: Parameters<typeof attachment>[0]): string =>
  attachmentBlock(attachment(changes)).split('\n')[0] ?? '';

describe('attachmentBlock', () => {
  it('says of each kind what it is, each in words of its own', () => {
    const heads = attachmentKinds
      .filter((kind) => kind !== 'editors')
      .map((kind) => head({ kind, path: 'it', name: 'parse' }));
    assert.equal(new Set(heads).size, heads.length);
    for (const each of heads) assert.match(each, /\bit \(.*2 (?:lines|line)\):$|\bit \(.*\):$/);
  });

  it('says how much of it is there', () => {
    const lines = { first: 1, last: 5, total: 9, cut: true };
    assert.equal(
      head({ kind: 'changes', path: 'app', lines }),
      'Uncommitted changes in app (lines 1 to 5 of 9, cut because it is large):',
    );
    const whole = { first: 1, last: 9, total: 9, cut: false };
    assert.equal(head({ kind: 'commit', path: '3f2a1b Fix it', lines: whole }), 'Commit 3f2a1b Fix it (9 lines):');
    const one = { first: 1, last: 1, total: 1, cut: false };
    assert.equal(head({ kind: 'terminal', path: 'zsh', lines: one }), 'Output of the terminal zsh (1 line):');
    assert.equal(head({ kind: 'file', path: 'a.ts', lines: one }), 'File a.ts (line 1 of 1):');
    assert.equal(
      head({ kind: 'symbol', path: 'a.ts', name: 'parse', lines: { first: 3, last: 5, total: 9, cut: false } }),
      'Code of parse in a.ts (lines 3 to 5 of 9):',
    );
  });

  it('is counted with all that stands around its text', () => {
    const long = attachment({ text: released('x'.repeat(700)) });
    assert.ok(attachmentTokens(long) >= estimateTokens(attachmentBlock(long)));
    assert.ok(attachmentTokens(long) > 200);
  });
});

describe('identity', () => {
  const other = { first: 5, last: 6, total: 9, cut: false };

  it('is that of the file, whatever part of it was sent', () => {
    assert.equal(identity(attachment()), identity(attachment({ lines: other, isCurrent: true })));
    assert.notEqual(identity(attachment()), identity(attachment({ path: 'b.ts' })));
  });

  it('is that of the place for selections and findings, and of the name for symbols', () => {
    for (const kind of ['selection', 'codebase'] as const)
      assert.notEqual(identity(attachment({ kind })), identity(attachment({ kind, lines: other })));
    const symbol = attachment({ kind: 'symbol', name: 'parse' });
    assert.equal(identity(symbol), identity({ ...symbol, lines: other }));
    assert.notEqual(identity(symbol), identity({ ...symbol, name: 'print' }));
  });

  it('is another for each kind', () => {
    assert.equal(new Set(attachmentKinds.map((kind) => identity(attachment({ kind })))).size, attachmentKinds.length);
  });
});
