import assert from 'node:assert/strict';
import { fitContext } from '../../../../../src/engine/chat/context/contextBudget';
import type { ContextChip } from '../../../../../src/engine/chat/context/contextOffer';
import {
  type Gathered,
  mentionChip,
  nothingGathered,
  offeredChip,
} from '../../../../../src/engine/chat/context/gathered';
import { released } from '../../privacy/released';
import { attachment } from '../fixtures';

const mention = { id: 'm', kind: 'folder', label: 'src/' } as const;

function chipOf(gathered: Gathered, budget = 10_000): ContextChip {
  const [fitted] = fitContext([{ id: 'm', pieces: gathered.pieces }], budget);
  return mentionChip(mention, gathered, fitted);
}

const files = (count: number, chars = 100): Gathered => ({
  ...nothingGathered,
  pieces: Array.from({ length: count }, (_, index) => ({
    attachment: attachment({
      path: `src/${index}.ts`,
      text: released('x'.repeat(chars)),
      lines: { first: 1, last: 1, total: 1, cut: false },
    }),
  })),
});

describe('mentionChip', () => {
  it('says that it is read', () => {
    const { note, state, tokens } = mentionChip(mention, undefined, undefined);
    assert.deepEqual([note, state, tokens], ['reading…', 'included', undefined]);
  });

  it('says how many files it is, and its tokens', () => {
    const chip = chipOf(files(3));
    assert.equal(chip.note, '3 files');
    assert.ok((chip.tokens ?? 0) > 90);
    assert.equal(chip.missing, undefined);
    assert.equal(chip.detail, 'src/0.ts\nsrc/1.ts\nsrc/2.ts');
  });

  it('says what does not fit', () => {
    const chip = chipOf(files(14, 300), 1_300);
    assert.match(chip.note, /^\d+ of 14 files$/);
    assert.match(chip.missing ?? '', /^\d+ of 14 do(?:es)? not fit\.$/);
    assert.ok((chip.tokens ?? 0) <= 1_300);
  });

  it('says that a text is cut, and to which lines', () => {
    const text = released(Array.from({ length: 200 }, () => 'x'.repeat(30)).join('\n'));
    const lines = { first: 1, last: 200, total: 200, cut: false };
    const chip = chipOf({ ...nothingGathered, pieces: [{ attachment: attachment({ text, lines }) }] }, 500);
    assert.match(chip.note, /^only lines 1 to \d+ of 200$/);
    assert.equal(chip.missing, 'src/sum.ts is cut because it is large.');
  });

  it('says what is kept back and what is masked', () => {
    const keptBack = [{ path: 'src/.env', reason: 'secret-name', rule: 'its name' }] as const;
    const chip = chipOf({ keptBack, pieces: [{ attachment: attachment({ masked: ['a GitHub token'] }) }] });
    assert.equal(chip.note, '1 of 2 files');
    assert.equal(chip.missing, 'src/.env is not sent: excluded by its name.');
    assert.match(chip.detail, /Masked: a GitHub token\./);
  });

  it('says that there is nothing, and can be taken away', () => {
    const chip = chipOf({ ...nothingGathered, note: 'There are no problems.' });
    assert.deepEqual([chip.note, chip.state, chip.detail], ['nothing to send', 'included', 'There are no problems.']);
    const codebase = mentionChip({ ...mention, kind: 'codebase' }, nothingGathered, {
      ...{ id: 'm', attachments: [], tokens: 0, left: 0 },
    });
    assert.equal(codebase.note, 'searched when you send');
    assert.equal(chipOf(files(1), 10).note, 'does not fit');
  });
});

describe('offeredChip', () => {
  const chip = {
    id: 'f',
    kind: 'file',
    label: 'a.ts',
    note: '9 lines',
    detail: 'a.ts',
    state: 'included',
    tokens: 1,
  } as const;

  it('has the tokens of what is sent', () => {
    const fitted = { id: 'f', attachments: [attachment()], tokens: 77, left: 0 };
    assert.deepEqual(offeredChip(chip, fitted), { ...chip, tokens: 77 });
  });

  it('says what of it does not fit', () => {
    const lines = { first: 2, last: 5, total: 9, cut: true };
    const cut = offeredChip(chip, { id: 'f', attachments: [attachment({ lines })], tokens: 77, left: 0 });
    assert.equal(cut.note, 'only lines 2 to 5 of 9');
    const none = offeredChip(chip, { id: 'f', attachments: [], tokens: 0, left: 1 });
    assert.deepEqual([none.note, none.missing, none.tokens], ['does not fit', 'a.ts does not fit.', undefined]);
  });
});
