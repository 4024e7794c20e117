import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContextState } from '../../../../../src/editor/chat/context/contextAssembly';
import type { ContextPiece } from '../../../../../src/engine/chat/context/contextBudget';
import { nothingGathered } from '../../../../../src/engine/chat/context/gathered';
import { attachmentBlock } from '../../../../../src/engine/chat/request/attachmentBlock';
import { estimateTokens } from '../../../../../src/engine/model/request/tokenEstimate';
import { attachment } from '../../../engine/chat/fixtures';
import { released } from '../../../engine/privacy/released';
import { assemble } from '../../../../../src/editor/chat/context/contextAssembly';

const piece = (path: string, chars = 50, changes: Parameters<typeof attachment>[0] = {}): ContextPiece => ({
  attachment: attachment({
    ...{ path, text: released('x'.repeat(chars)), lines: { first: 1, last: 1, total: 1, cut: false } },
    ...changes,
  }),
});

const offer = (path: string, state: 'included' | 'offered' = 'included'): ContextState['offers'][number] => ({
  chip: { id: `file:${path}`, kind: 'file', label: path, note: '1 line', detail: path, state },
  pieces: () => [piece(path)],
});
const mention = (id: string, ...pieces: readonly ContextPiece[]): ContextState['mentions'][number] => ({
  mention: { id, kind: 'folder', label: id },
  gathered: { ...nothingGathered, pieces },
});
const rules = {
  type: 'rules',
  gathered: { ...nothingGathered, pieces: [piece('AGENTS.md', 50, { kind: 'rules' })] },
} as const;

const state = (changes: Partial<ContextState> = {}): ContextState => ({
  ...{ offers: [], mentions: [], rules: { type: 'none' }, isWithoutRules: false, budgetTokens: 10_000 },
  ...changes,
});
const pathsOf = (id: string, changes: Partial<ContextState>): readonly string[] | undefined =>
  assemble(state(changes))
    .attachments.get(id)
    ?.map(({ path }) => path);

describe('assemble', () => {
  it('is the rules, the current file and what was mentioned, each with its chip', () => {
    const { chips, attachments } = assemble(
      state({ offers: [offer('a.ts')], mentions: [mention('src', piece('b.ts'))], rules }),
    );
    assert.deepEqual(
      chips.map(({ id, state: each }) => [id, each]),
      [
        ['rules', 'included'],
        ['file:a.ts', 'included'],
        ['src', 'included'],
      ],
    );
    assert.deepEqual(
      [...attachments.values()].flat().map(({ path }) => path),
      ['AGENTS.md', 'a.ts', 'b.ts'],
    );
    assert.equal(chips[0]?.label, 'Rules: AGENTS.md');
  });

  it('sends once what is in two of them, and says so', () => {
    const changes = { offers: [offer('a.ts')], mentions: [mention('src', piece('a.ts'), piece('b.ts'))] };
    assert.deepEqual(pathsOf('src', changes), ['b.ts']);
    assert.match(assemble(state(changes)).chips[1]?.detail ?? '', /sent with another part/);
  });

  it('sends nothing that is only offered, and shows it on demand', () => {
    const changes = { offers: [offer('a.ts', 'offered')] };
    assert.deepEqual(pathsOf('file:a.ts', changes), []);
    assert.deepEqual(pathsOf('file:a.ts', { ...changes, shownId: 'file:a.ts' }), ['a.ts']);
  });

  it('sends no rules that were taken away or not read, and says why', () => {
    assert.deepEqual(pathsOf('rules', { rules, isWithoutRules: true }), []);
    const [taken] = assemble(state({ rules, isWithoutRules: true })).chips;
    assert.equal(taken?.state, 'offered');
    const [notRead] = assemble(state({ rules: { type: 'not-read', why: 'Not trusted.' } })).chips;
    assert.deepEqual([notRead?.state, notRead?.detail], ['blocked', 'Not trusted.']);
    assert.deepEqual(assemble(state()).chips, []);
  });

  it('shows the chip of a file that is current and mentioned once', () => {
    const both = state({ offers: [offer('a.ts')], mentions: [mention('file:a.ts', piece('a.ts'))] });
    assert.deepEqual(
      assemble(both).chips.map(({ id }) => id),
      ['file:a.ts'],
    );
  });

  it('never sends more tokens than the budget, rules included', () => {
    const chars = fc.array(fc.nat(9_000), { maxLength: 5 });
    fc.assert(
      fc.property(chars, chars, chars, fc.nat(8_000), (ruled, one, two, budgetTokens) => {
        const pieces = (
          name: string,
          sizes: readonly number[],
          kind: 'file' | 'rules' = 'file',
        ): readonly ContextPiece[] => sizes.map((size, index) => piece(`${name}${index}`, size, { kind }));
        const { attachments, chips } = assemble(
          state({
            offers: [offer('a.ts')],
            mentions: [mention('one', ...pieces('o', one)), mention('two', ...pieces('t', two))],
            rules: { type: 'rules', gathered: { ...nothingGathered, pieces: pieces('r', ruled, 'rules') } },
            budgetTokens,
          }),
        );
        const text = [...attachments.values()].flat().map(attachmentBlock).join('\n\n');
        assert.ok(estimateTokens(text) <= budgetTokens);
        assert.ok(chips.reduce((sum, { tokens = 0 }) => sum + tokens, 0) <= budgetTokens);
      }),
    );
  });
});
