import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineBefore, lineBehind, prefixBudget, suffixBudget, trimHole } from '../../../src/completion/hole';
import { at } from './fixtures';

describe('a hole that is trimmed', () => {
  const text = fc
    .array(fc.string({ maxLength: 90 }), { maxLength: 150 })
    .map((lines) => lines.map((line) => line.repeat(2)).join('\n'));

  it('keeps what is next to the cursor, in whole lines and within its budgets', () => {
    fc.assert(
      fc.property(text, text, (prefix, suffix) => {
        const hole = trimHole({ prefix, suffix, path: 'a', languageId: 'b' });
        assert.ok(hole.prefix.length <= prefixBudget && prefix.endsWith(hole.prefix));
        assert.ok(hole.suffix.length <= suffixBudget && suffix.startsWith(hole.suffix));
        const [above, below] = [prefix.slice(0, -hole.prefix.length || undefined), suffix.slice(hole.suffix.length)];
        if (hole.prefix.length < prefix.length) assert.ok(above.endsWith('\n'));
        if (below !== '') assert.ok(hole.suffix.endsWith('\n'));
      }),
      { numRuns: 50 },
    );
  });

  it('cuts in the middle of a line that alone is too long', () => {
    const hole = trimHole(at(`${'a'.repeat(9_000)}█${'b'.repeat(9_000)}`));
    assert.deepEqual([hole.prefix.length, hole.suffix.length], [prefixBudget, suffixBudget]);
  });
});

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
