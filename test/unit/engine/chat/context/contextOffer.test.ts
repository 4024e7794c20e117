import assert from 'node:assert/strict';
import type { FileFacts } from '../../../../../src/engine/privacy/release';
import { maySend } from '../../../../../src/engine/privacy/maySend';
import { contextOffers, type EditorView } from '../../../../../src/engine/chat/context/contextOffer';

const nothing = { removed: new Set<string>(), added: new Set<string>() };

const answersFor = (facts: Partial<FileFacts>): Pick<EditorView, 'byItself' | 'whenChosen'> => {
  const whole: FileFacts = { path: 'src/sum.ts', place: 'workspace', ...facts };
  return { byItself: maySend(whole, 'context'), whenChosen: maySend(whole, 'chosen') };
};

function view(changes: Partial<EditorView> = {}): EditorView {
  return {
    ...answersFor({}),
    uri: 'file:///w/src/sum.ts',
    path: 'src/sum.ts',
    languageId: 'typescript',
    cursorLine: 0,
    lineCount: 30,
    lengthOf: () => 20,
    ...changes,
  };
}
const selection = { firstLine: 4, lastLine: 8, key: '4:0-8:3' };

describe('contextOffers', () => {
  it('is nothing without an editor', () => {
    assert.deepEqual(contextOffers(undefined, nothing), []);
  });

  it('is the current file with its path and lines', () => {
    const [offer, ...rest] = contextOffers(view(), nothing);
    assert.deepEqual(rest, []);
    assert.deepEqual(offer?.chip, {
      id: 'file:file:///w/src/sum.ts',
      kind: 'file',
      label: 'sum.ts',
      note: '30 lines',
      detail: 'src/sum.ts: whole file, 30 lines',
      state: 'included',
      tokens: 180,
    });
  });

  it('is the selection too when there is one', () => {
    const chips = contextOffers(view({ selection }), nothing).map((offer) => offer.chip);
    assert.deepEqual(
      chips.map(({ kind, label }) => [kind, label]),
      [
        ['file', 'sum.ts'],
        ['selection', 'Lines 5 to 9'],
      ],
    );
    assert.equal(chips[1]?.detail, 'Selection in src/sum.ts: lines 5 to 9 of 30');
  });

  it('is the selection alone when the whole file is selected', () => {
    const everything = { firstLine: 0, lastLine: 29, key: 'all' };
    assert.deepEqual(
      contextOffers(view({ selection: everything }), nothing).map((offer) => offer.chip.kind),
      ['selection'],
    );
  });

  it('shows that a large file is cut, and to which lines', () => {
    const [offer] = contextOffers(view({ lineCount: 5_000, cursorLine: 2_500, lengthOf: () => 99 }), nothing);
    assert.equal(offer?.chip.note, 'only lines 2301 to 2700 of 5000');
    assert.match(offer.chip.detail, /cut because it is large/);
  });

  it('leaves out pieces that the user removed until they add them again', () => {
    const removed = new Set(['file:file:///w/src/sum.ts']);
    assert.equal(contextOffers(view(), { ...nothing, removed })[0]?.chip.state, 'offered');
    assert.equal(contextOffers(view(), nothing)[0]?.chip.state, 'included');
  });

  it('offers a new selection although an earlier one was removed', () => {
    const removed = new Set(['selection:file:///w/src/sum.ts:4:0-8:3']);
    const other = { ...selection, key: '4:0-9:1' };
    assert.equal(contextOffers(view({ selection }), { ...nothing, removed })[1]?.chip.state, 'offered');
    assert.equal(contextOffers(view({ selection: other }), { ...nothing, removed })[1]?.chip.state, 'included');
  });

  it('sends a file outside the workspace only when the user adds it', () => {
    const outside = view({ ...answersFor({ place: 'outside' }), path: 'hosts' });
    const added = new Set(['file:file:///w/src/sum.ts']);
    assert.equal(contextOffers(outside, nothing)[0]?.chip.state, 'offered');
    assert.equal(contextOffers(outside, { ...nothing, added })[0]?.chip.state, 'included');
  });

  it('sends unsaved, ignored and excluded text only when the user adds it, and says why', () => {
    const kept: readonly [Partial<FileFacts>, string][] = [
      [{ place: 'untitled' }, 'in no file yet'],
      [{ excludedBy: { reason: 'ignored', rule: '"dist/" in .gitignore' } }, 'ignored by git ("dist/" in .gitignore)'],
      [
        { excludedBy: { reason: 'excluded', rule: '"*.sql" in the setting everpair.exclude' } },
        'excluded by "*.sql" in the setting everpair.exclude',
      ],
    ];
    const added = new Set(['file:file:///w/src/sum.ts']);
    for (const [facts, why] of kept) {
      const file = view({ ...answersFor(facts), selection });
      const chips = contextOffers(file, nothing).map(({ chip }) => chip);
      assert.deepEqual(
        chips.map(({ state }) => state),
        ['offered', 'offered'],
      );
      assert.equal(chips[0]!.detail, `src/sum.ts, ${why}: not sent. Add it to send whole file, 30 lines`);
      const [own] = contextOffers(file, { ...nothing, added });
      assert.equal(own?.chip.state, 'included');
      assert.equal(own.chip.detail, `src/sum.ts, ${why}: whole file, 30 lines`);
    }
  });

  it('never sends a file that may hold secrets, not even a selection of it, and says why', () => {
    const secret = view({
      ...answersFor({ path: 'config/.env.production' }),
      path: 'config/.env.production',
      selection,
    });
    const added = new Set(['file:file:///w/src/sum.ts']);
    const chips = contextOffers(secret, { ...nothing, added }).map((offer) => offer.chip);
    assert.deepEqual(
      chips.map(({ state, detail }) => [state, detail]),
      [['blocked', 'config/.env.production is not sent because it may hold secrets']],
    );
    assert.deepEqual(contextOffers(secret, { ...nothing, removed: added }), [], 'it was read and put away');
  });
});
