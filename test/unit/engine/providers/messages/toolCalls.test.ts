import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../../../src/engine/model/stream/stream';
import { type ToolCallPiece, ToolCallDrafts } from '../../../../../src/engine/providers/messages/toolCalls';

function drafted(...pieces: readonly (readonly [key: string | number, piece: ToolCallPiece])[]): {
  readonly drafts: ToolCallDrafts;
  readonly told: StreamEvent[];
} {
  const drafts = new ToolCallDrafts();
  return { told: pieces.flatMap(([key, piece]) => [...drafts.add(key, piece)]), drafts };
}

const whole = (id: string, input: unknown): unknown => ({ type: 'tool-call', id, name: 'read', input });

describe('ToolCallDrafts', () => {
  it('is begun once its name is there, and told once it is whole', () => {
    const { drafts, told } = drafted(
      [0, { id: 'c1' }],
      [0, { name: 'read', json: '' }],
      [0, { id: '', name: null, json: '{"path":' }],
      [0, { id: 'c1', name: 'read', json: '"a"}' }],
    );
    assert.deepEqual(told, [{ type: 'tool-call-started', name: 'read' }]);
    assert.deepEqual(drafts.finish(), [whole('c1', { path: 'a' })]);
  });

  it('is its own where calls are mixed, and where a host gives all the same number', () => {
    const mixed = drafted(
      [0, { id: 'c1', name: 'read', json: '{"n"' }],
      [1, { id: 'c2', name: 'read', json: '{"n"' }],
      [0, { json: ':1}' }],
      [1, { json: ':2}' }],
    );
    assert.deepEqual(mixed.drafts.finish(), [whole('c1', { n: 1 }), whole('c2', { n: 2 })]);
    const same = drafted([0, { id: 'c1', name: 'read', json: '{}' }], [0, { id: 'c2', name: 'read', json: '{}' }]);
    assert.deepEqual(same.drafts.finish(), [whole('c1', {}), whole('c2', {})]);
  });

  it('has one name, in pieces or repeated with each of its pieces', () => {
    const named = (...names: readonly unknown[]): StreamEvent[] | undefined =>
      drafted(...names.map((name) => [0, { id: 'c', name }] as const), [0, { json: '{}' }]).drafts.finish();
    const call = { type: 'tool-call', id: 'c', name: 'look', input: {} };
    assert.deepEqual(named('lo', 'ok'), [call]);
    assert.deepEqual(named('look', 'look', '', null), [call]);
    assert.deepEqual(named('lo', 'look'), [call]);
    const repeated = drafted([0, { id: 'c', name: 'look', json: '{"a"' }], [0, { id: 'c', name: 'look', json: ':1}' }]);
    assert.deepEqual(repeated.drafts.finish(), [{ ...call, input: { a: 1 } }]);
  });

  it('is one where the host makes up an id for each piece', () => {
    const { drafts } = drafted(
      [0, { id: 'c1', name: 'read', json: '{"n"' }],
      [0, { id: 'c2', json: ':' }],
      [0, { id: 'c3', name: 'read', json: '1}' }],
      [0, { id: 'c4', json: '' }],
    );
    assert.deepEqual(drafts.finish(), [whole('c1', { n: 1 })]);
  });

  it('is one of two where the host numbers none and gives no ids', () => {
    const { drafts } = drafted([0, { name: 'read', json: '{"n":1}' }], [0, { name: 'read', json: '{"n":2}' }]);
    const inputs = drafts.finish()?.map((event) => (event.type === 'tool-call' ? event.input : undefined));
    assert.deepEqual(inputs, [{ n: 1 }, { n: 2 }]);
  });

  it('is broken where a host sends calls without end', () => {
    const { drafts } = drafted();
    for (let count = 0; count < 10_000; count += 1)
      Array.from(drafts.add(count, { id: `c${count}`, name: 'read', json: '{}' }));
    assert.equal(drafts.finish(), undefined);
  });

  it('may have its input as a value, or none at all', () => {
    assert.deepEqual(drafted([0, { id: 'c', name: 'read', json: { a: 1 } }]).drafts.finish(), [whole('c', { a: 1 })]);
    assert.deepEqual(drafted([0, { id: 'c', name: 'read' }]).drafts.finish(), [whole('c', {})]);
  });

  it('gets an id of its own where the host gives none', () => {
    const ids = [1, 2].map(() => {
      const [event] = drafted([0, { name: 'read', json: '{}' }]).drafts.finish() ?? [];
      assert.ok(event?.type === 'tool-call');
      return event.id;
    });
    for (const id of ids) assert.match(id, /^call_[0-9a-f]{24}$/);
    assert.notEqual(ids[0], ids[1]);
  });

  it('is never told when it is broken, nor is the one beside it', () => {
    const good = [0, { id: 'c1', name: 'read', json: '{}' }] as const;
    assert.equal(drafted(good, [1, { id: 'c2', name: 'read', json: '{"path":' }]).drafts.finish(), undefined);
    assert.equal(drafted(good, [1, { id: 'c2', json: '{}' }]).drafts.finish(), undefined);
  });

  it('without arguments is broken where the answer was cut', () => {
    const { drafts } = drafted([0, { id: 'c1', name: 'read' }]);
    assert.equal(drafts.finish(true), undefined);
    assert.deepEqual(drafts.finish(), [whole('c1', {})]);
  });
});
