import assert from 'node:assert/strict';
import {
  editRequest,
  type EditQuestion,
  fileBudgetChars,
} from '../../../../../src/engine/edit/inline/request/editRequest';
import { regionOf } from '../../../../../src/engine/edit/inline/request/editSource';
import { textOf } from '../../../../../src/engine/model/request/message';
import { clearance } from '../../privacy/released';

const numbered = Array.from({ length: 100 }, (_, index) => `line ${index}`);

function question(changes: Partial<EditQuestion['source']> = {}, others: Partial<EditQuestion> = {}): EditQuestion {
  return {
    source: {
      path: 'src/a.ts',
      languageId: 'typescript',
      text: `${numbered.join('\n')}\n`,
      region: { from: 50, to: 52 },
      indentation: { type: 'spaces', size: 2 },
      ...changes,
    },
    instruction: 'Say it twice.',
    earlier: [],
    ...others,
  };
}

function asked(of: EditQuestion, budgetChars = 10_000): { readonly text: string; readonly mark: string } | undefined {
  const made = editRequest(of, clearance, budgetChars);
  const [message] = made?.request.messages ?? [];
  return made && message && { text: textOf(message), mark: made.form.mark };
}

describe('the request of an inline edit', () => {
  it('shows the file with the region between marks, the language, the indentation and the instruction', () => {
    const { text } = asked(question()) ?? { text: '' };
    assert.match(text, /^File: src\/a\.ts \(typescript\), indented by 2 spaces\.\n\nline 0\n/);
    assert.match(text, /line 49\n<region>\nline 50\nline 51\n<\/region>\nline 52/);
    assert.match(text, /line 99\n\nInstruction: Say it twice\.$/);
  });

  it('shows what is nearest where the file is longer than the budget, and refuses a region that is', () => {
    const { text } = asked(question(), 200) ?? { text: '' };
    assert.match(text, /Lines 37 to 61 of 100 are shown/);
    assert.ok(text.includes('line 49\n<region>') && !text.includes('line 35\n') && !text.includes('line 61'));
    assert.equal(asked(question({ region: { from: 0, to: 100 } }), 200), undefined);
  });

  it('uses marks that do not occur in the file', () => {
    const { mark, text } = asked(question({ text: 'a\n<region>\nb\n', region: { from: 0, to: 1 } })) ?? {};
    assert.equal(mark, 'region-2');
    assert.match(text ?? '', /<region-2>\na\n<\/region-2>/);
  });

  it('masks secrets of the whole file, and shows no piece of a line that has one', () => {
    const key = `const key = "sk-ant-api03-${'aB3dE5fG7h'.repeat(9)}AA";`;
    const secret = question({ text: `a\n${key}\nb\n`, region: { from: 1, to: 2 }, selected: key.slice(20) });
    const { text } = asked(secret) ?? { text: '' };
    assert.ok(!text.includes('aB3dE5fG7h') && text.includes('***'), text);
    assert.ok(!text.includes('Selected in the part'));
    assert.match(asked(question({ selected: 'e 50' }))?.text ?? '', /Selected in the part:\ne 50/);
  });

  it('tells of the instructions before, and of the text before them', () => {
    const { text } = asked(question({}, { earlier: ['Shout.'], original: ['was this'] })) ?? { text: '' };
    assert.match(
      text,
      /The part was before these instructions.*\nwas this\n\n- Shout\.\n\nInstruction: Say it twice\./,
    );
  });

  it('takes the smallest window that is known', () => {
    assert.equal(fileBudgetChars([undefined]), 84_000);
    assert.equal(fileBudgetChars([200_000, 8_192, undefined]), Math.floor(Math.floor(8_192 * 0.35) * 3.5));
  });

  it('means whole lines: not the last where nothing of it is selected, and nothing behind the end', () => {
    assert.deepEqual(regionOf({ startLine: 2, endLine: 4, endCharacter: 0 }, 10), { from: 2, to: 4 });
    assert.deepEqual(regionOf({ startLine: 2, endLine: 4, endCharacter: 1 }, 10), { from: 2, to: 5 });
    assert.deepEqual(regionOf({ startLine: 2, endLine: 2, endCharacter: 0 }, 10), { from: 2, to: 3 });
    assert.deepEqual(regionOf({ startLine: 10, endLine: 10, endCharacter: 0 }, 10), { from: 10, to: 10 });
  });
});
