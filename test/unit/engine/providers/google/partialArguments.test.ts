import assert from 'node:assert/strict';
import { PartialArguments } from '../../../../../src/engine/providers/google/partialArguments';

function joined(...pieces: readonly unknown[]): unknown {
  const parts = new PartialArguments();
  for (const piece of pieces) parts.add([piece]);
  return parts.value;
}

describe('PartialArguments', () => {
  it('joins the pieces of a text, and keeps numbers, truths and nothing', () => {
    assert.deepEqual(
      joined(
        { jsonPath: '$.location', stringValue: 'Bos', willContinue: true },
        { jsonPath: '$.location', stringValue: 'ton' },
        { jsonPath: '$.days', numberValue: 3 },
        { jsonPath: '$.metric', boolValue: false },
        { jsonPath: '$.unit', nullValue: 'NULL_VALUE' },
      ),
      { location: 'Boston', days: 3, metric: false, unit: null },
    );
  });

  it('puts each at its place in lists and fields, whatever they are called', () => {
    assert.deepEqual(
      joined(
        { jsonPath: '$.items[0].name', stringValue: 'a' },
        { jsonPath: "$.items[1]['x.y']", numberValue: 1 },
        { jsonPath: '$["items"][1].z[0]', boolValue: true },
      ),
      { items: [{ name: 'a' }, { 'x.y': 1, z: [true] }] },
    );
  });

  it('makes a field of the name `__proto__`, and no prototype', () => {
    const value = joined({ jsonPath: '$.__proto__.polluted', boolValue: true }) as object;
    assert.deepEqual(Object.keys(value), ['__proto__']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('takes pieces that only open or close a place', () => {
    assert.deepEqual(
      joined(
        { jsonPath: '$.items', willContinue: true },
        { jsonPath: '$.items[0]', stringValue: 'a' },
        { jsonPath: '$.items' },
        { jsonPath: '$.empty' },
      ),
      { items: ['a'], empty: null },
    );
  });

  it('throws where a piece has no place', () => {
    for (const jsonPath of [undefined, '', 'a', '$.', '$..a', '$[x]', '$.a['.repeat(70)]) {
      assert.throws(() => joined({ jsonPath, stringValue: 'x' }), TypeError, jsonPath);
    }
  });

  it('throws where a place lies behind the end of its list', () => {
    assert.throws(() => joined({ jsonPath: '$.a[5]', numberValue: 1 }), TypeError);
    assert.throws(() => joined({ jsonPath: '$.a[999999999]', numberValue: 1 }), TypeError);
    assert.throws(
      () => joined({ jsonPath: '$.a[0]', numberValue: 1 }, { jsonPath: '$.a[2]', numberValue: 2 }),
      TypeError,
    );
  });

  it('throws where a piece would take the place of what others said', () => {
    const field = { jsonPath: '$.a.b', numberValue: 1 };
    const item = { jsonPath: '$.a[0]', numberValue: 1 };
    const text = { jsonPath: '$.a', stringValue: 'x' };
    const nothing = { jsonPath: '$.a', nullValue: 'NULL_VALUE' };
    for (const [first, second] of [
      [field, item],
      [item, field],
      [field, text],
      [item, nothing],
      [text, field],
      [text, item],
    ]) {
      assert.throws(() => joined(first, second), TypeError, `${first?.jsonPath} ${second?.jsonPath}`);
    }
    assert.throws(() => joined({ jsonPath: '$', stringValue: 'x' }), TypeError);
  });
});
