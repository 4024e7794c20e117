import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  clip,
  describeAttachment,
  describeSpan,
  spanWithin,
} from '../../../../../src/engine/chat/conversation/attachment';
import { released } from '../../privacy/released';

const reader = (lengths: readonly number[]): Parameters<typeof spanWithin>[0] => ({
  lineCount: lengths.length,
  lengthOf: (line) => lengths[line] ?? 0,
});
const whole = (lengths: readonly number[], centre: number): Parameters<typeof spanWithin>[1] => ({
  first: 0,
  last: lengths.length - 1,
  centre,
});

describe('spanWithin', () => {
  it('is the whole file when it fits', () => {
    const lengths = [10, 10, 10];
    assert.deepEqual(spanWithin(reader(lengths), whole(lengths, 1), 100), { first: 1, last: 3, total: 3, cut: false });
  });

  it('is the lines around the cursor when the file is large', () => {
    const lengths = Array.from({ length: 100 }, () => 9);
    const span = spanWithin(reader(lengths), whole(lengths, 50), 50);
    assert.equal(span.cut, true);
    assert.ok(span.first <= 51 && span.last >= 51);
    assert.equal((span.last - span.first + 1) * 10, 50);
  });

  it('is one line, cut, when the line at the cursor alone is too long', () => {
    const lengths = [5, 10_000, 5];
    assert.deepEqual(spanWithin(reader(lengths), whole(lengths, 1), 100), { first: 2, last: 2, total: 3, cut: true });
  });

  it('stays within the limit and holds the cursor', () => {
    const file = fc.array(fc.nat(60), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(file, fc.nat(59), fc.integer({ min: 61, max: 500 }), (lengths, cursor, limit) => {
        const centre = Math.min(cursor, lengths.length - 1);
        const span = spanWithin(reader(lengths), whole(lengths, centre), limit);
        const size = lengths.slice(span.first - 1, span.last).reduce((sum, length) => sum + length + 1, 0);
        assert.ok(size <= limit);
        assert.ok(span.first <= centre + 1 && centre + 1 <= span.last);
        assert.equal(span.cut, span.first > 1 || span.last < lengths.length);
      }),
    );
  });
});

describe('describeSpan', () => {
  it('names the lines', () => {
    assert.equal(describeSpan({ first: 1, last: 9, total: 9, cut: false }), 'whole file, 9 lines');
    assert.equal(describeSpan({ first: 3, last: 3, total: 9, cut: false }), 'line 3 of 9');
    assert.equal(
      describeSpan({ first: 2, last: 5, total: 9, cut: true }),
      'lines 2 to 5 of 9, cut because it is large',
    );
  });
});

describe('describeAttachment', () => {
  const lines = { first: 1, last: 9, total: 9, cut: false };

  it('speaks of a whole file only where there is one', () => {
    assert.equal(describeAttachment({ kind: 'file', lines }), 'whole file, 9 lines');
    assert.equal(describeAttachment({ kind: 'problems', lines }), '9 lines');
    assert.equal(describeAttachment({ kind: 'changes', lines: { ...lines, last: 1, total: 1 } }), '1 line');
    assert.equal(
      describeAttachment({ kind: 'commit', lines: { ...lines, total: 20, cut: true } }),
      'lines 1 to 9 of 20, cut because it is large',
    );
  });

  it('tells what was masked', () => {
    assert.equal(describeAttachment({ kind: 'page', lines, masked: ['a key'] }), '9 lines; masked: a key');
  });
});

describe('clip', () => {
  it('never ends in half a character', () => {
    assert.equal(clip(released('a😀'), 2), 'a');
    assert.equal(clip(released('abc'), 3), 'abc');
  });
});
