import assert from 'node:assert/strict';
import fc from 'fast-check';
import { moved, withEnabled, withEntryAt, withFields, without } from '../../../../../src/engine/setup/chain/chainList';
import { chainRows } from '../../../../../src/engine/setup/chain/chainRows';

const groq = { type: 'openai-compatible', preset: 'groq' };
const gateway = 'https://llm.team.example/v1';
const one = { id: 'one', type: 'openai-compatible', baseUrl: gateway, model: 'a' };
const two = { ...one, id: 'two', model: 'b' };

describe('the rows of a chain', () => {
  const fallsWith = (entries: readonly unknown[]): readonly unknown[] =>
    chainRows(entries).map(({ link }) => link?.fallsWith);

  it('say which links are at the same place, and so add nothing to one another', () => {
    assert.deepEqual(fallsWith([one, groq, two]), [['two'], [], ['one']]);
  });

  it('do not count a link that is turned off', () => {
    assert.deepEqual(fallsWith([one, { ...two, enabled: false }]), [[], []]);
  });

  it('keep the place of an entry that cannot be read', () => {
    const rows = chainRows([{ nonsense: 1 }, one]);
    assert.deepEqual(
      rows.map(({ index, link }) => [index, link?.config.id]),
      [
        [0, undefined],
        [1, 'one'],
      ],
    );
  });

  it('know where a key is made, and who needs one', () => {
    const facts = chainRows([
      { id: 'a', type: 'anthropic', model: 'm' },
      groq,
      { type: 'openai-compatible', preset: 'lmstudio', id: 'l', model: 'm' },
      { id: 'o', type: 'ollama', model: 'm' },
    ]).map(({ link }) => [link?.needsKey, link?.keyPage]);
    assert.deepEqual(facts, [
      [true, 'https://platform.claude.com/settings/keys'],
      [true, 'https://console.groq.com/keys'],
      [false, undefined],
      [false, undefined],
    ]);
  });
});

describe('a change of the chain', () => {
  const list = fc.array(fc.oneof(fc.record({ id: fc.string() }), fc.anything()), { minLength: 1, maxLength: 6 });
  const place = fc.tuple(list, fc.nat()).map(([entries, n]) => [entries, n % entries.length] as const);

  it('moves one entry and keeps all, to the ends at most', () => {
    assert.deepEqual(moved(['a', 'b', 'c'], 1, -1), ['b', 'a', 'c']);
    assert.deepEqual(moved(['a', 'b', 'c'], 1, 1), ['a', 'c', 'b']);
    assert.deepEqual(moved(['a', 'b', 'c'], 2, -2), ['c', 'a', 'b']);
    fc.assert(
      fc.property(place, fc.integer(), ([entries, index], by) => {
        const after = moved(entries, index, by);
        const target = Math.min(Math.max(index + by, 0), entries.length - 1);
        assert.equal(after.length, entries.length);
        assert.equal(after[target], entries[index]);
        assert.deepEqual(without(after, target), without(entries, index));
      }),
    );
  });

  it('brings back what was removed, to its place or the end', () => {
    assert.deepEqual(withEntryAt(['a', 'c'], 1, 'b'), ['a', 'b', 'c']);
    assert.deepEqual(withEntryAt(['a'], 3, 'b'), ['a', 'b']);
    fc.assert(
      fc.property(place, ([entries, index]) => {
        assert.deepEqual(withEntryAt(without(entries, index), index, entries[index]), entries);
      }),
    );
  });

  it('turns one entry off and on, and leaves nothing behind', () => {
    const off = withEnabled([groq, one], 1, false);
    assert.deepEqual(off, [groq, { ...one, enabled: false }]);
    assert.deepEqual(withEnabled(off, 1, true), [groq, one]);
    assert.deepEqual(withEnabled([{ ...one, enabled: 'yes' }], 0, false), [{ ...one, enabled: false }]);
  });

  it('gives one entry another model, and touches nothing else of it or of the others', () => {
    const own = { ...one, completionModel: 'small', headers: { 'x-team': '7' } };
    assert.deepEqual(withFields([groq, own, two], 1, { model: 'large' }), [groq, { ...own, model: 'large' }, two]);
  });
});
