import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ContextGroup, contextBudget, fitContext } from '../../../../../src/engine/chat/context/contextBudget';
import type { Attachment } from '../../../../../src/engine/chat/conversation/attachment';
import { attachmentBlock, attachmentTokens } from '../../../../../src/engine/chat/request/attachmentBlock';
import { estimateTokens } from '../../../../../src/engine/model/request/tokenEstimate';
import { released } from '../../privacy/released';
import { attachment } from '../fixtures';

const file = (path: string, lines: readonly string[]): Attachment =>
  attachment({
    path,
    text: released(lines.join('\n')),
    lines: { first: 1, last: lines.length, total: lines.length, cut: false },
  });
const linesOf = (count: number, length = 34): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${index + 1}`.padEnd(length, '.'));
const group = (id: string, ...attachments: readonly Attachment[]): ContextGroup => ({
  id,
  pieces: attachments.map((each) => ({ attachment: each })),
});

describe('fitContext', () => {
  it('sends all that fits, whole and in its order', () => {
    const groups = [group('a', file('a', linesOf(3)), file('b', linesOf(2))), group('c', file('c', linesOf(1)))];
    const fitted = fitContext(groups, 10_000);
    assert.deepEqual(
      fitted.map(({ id, attachments, left }) => [id, attachments.map(({ path }) => path), left]),
      [
        ['a', ['a', 'b'], 0],
        ['c', ['c'], 0],
      ],
    );
    assert.deepEqual(
      fitted[0]?.attachments,
      groups[0]?.pieces.map((piece) => piece.attachment),
    );
  });

  it('gives each the same share, and what a small one leaves to the others', () => {
    const [small, large, other] = fitContext(
      [group('s', file('s', linesOf(5))), group('l', file('l', linesOf(500))), group('o', file('o', linesOf(500)))],
      2_000,
    );
    assert.equal(small?.attachments[0]?.lines.cut, false);
    const [a = 0, b = 0] = [large?.tokens, other?.tokens];
    assert.ok(a > 850 && b > 850 && Math.abs(a - b) < 40, `${a} ${b}`);
  });

  it('leaves out further pieces that do not fit and takes smaller ones behind them', () => {
    const [fitted] = fitContext(
      [group('folder', file('a', linesOf(10)), file('big', linesOf(500)), file('c', linesOf(10)))],
      400,
    );
    assert.deepEqual(
      fitted?.attachments.map(({ path }) => path),
      ['a', 'c'],
    );
    assert.equal(fitted.left, 1);
  });

  it('cuts to whole lines around what matters most, and says which', () => {
    const [fitted] = fitContext([{ id: 'f', pieces: [{ attachment: file('f', linesOf(500)), focus: 249 }] }], 400);
    const [cut] = fitted?.attachments ?? [];
    assert.ok(cut);
    const { first, last, total } = cut.lines;
    assert.ok(first < 250 && last > 250 && total === 500 && cut.lines.cut);
    const shown = cut.text.split('\n').filter((line) => line !== '');
    assert.equal(shown.length, last - first + 1);
    assert.ok(shown.every((line, index) => line === `${first + index}`.padEnd(34, '.')));
  });

  it('counts lines of a part from where it stands in its file', () => {
    const part = { ...file('f', linesOf(500)), lines: { first: 101, last: 600, total: 900, cut: false } };
    const [fitted] = fitContext([group('f', part)], 400);
    assert.equal(fitted?.attachments[0]?.lines.first, 101);
    assert.match(fitted.attachments[0].text, /^1\./);
  });

  it('cuts a single line that is too long', () => {
    const [fitted] = fitContext([group('f', file('f', ['x'.repeat(9_000)]))], 300);
    assert.ok((fitted?.attachments[0]?.text.length ?? 0) > 600);
    assert.equal(fitted?.attachments[0]?.lines.cut, true);
  });

  it('sends nothing where next to nothing fits', () => {
    assert.deepEqual(fitContext([group('f', file('f', linesOf(500)))], 50), [
      { id: 'f', attachments: [], tokens: 0, left: 1 },
    ]);
    assert.deepEqual(fitContext([], 50), []);
  });

  it('never exceeds the budget, however attachments are drawn, and sends only lines that are there', () => {
    const line = fc.oneof(fc.string({ maxLength: 60 }), fc.constant('```'), fc.constant('x'.repeat(2_000)));
    const text = fc.array(
      line.map((each) => each.replace(/[\r\n]/g, ' ')),
      { minLength: 1, maxLength: 80 },
    );
    const piece = fc.record({ lines: text, focus: fc.nat(80) });
    const groups = fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 6 });
    fc.assert(
      fc.property(groups, fc.nat(6_000), (drawn, budget) => {
        const whole = drawn.map((pieces, at) => ({
          id: `${at}`,
          pieces: pieces.map(({ lines, focus }, index) => ({ attachment: file(`${at}/${index}`, lines), focus })),
        }));
        const fitted = fitContext(whole, budget);
        const sent = fitted.flatMap(({ attachments }) => attachments);
        assert.ok(estimateTokens(sent.map(attachmentBlock).join('\n\n')) <= budget);
        assert.ok(fitted.reduce((sum, { tokens }) => sum + tokens, 0) <= budget);
        fitted.forEach(({ attachments, tokens, left }, at) => {
          assert.equal(
            tokens,
            attachments.reduce((sum, each) => sum + attachmentTokens(each), 0),
          );
          assert.equal(attachments.length + left, whole[at]?.pieces.length);
        });
        const texts = new Map(whole.flatMap(({ pieces }) => pieces.map((each) => [each.attachment.path, each])));
        for (const { path, text: part } of sent) assert.ok(texts.get(path)?.attachment.text.includes(part));
      }),
    );
  });
});

describe('contextBudget', () => {
  it('leaves a part of the request to the conversation', () => {
    assert.equal(contextBudget(10_000), 7_000);
  });
});
