import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jsonIn } from '../../../src/cli/ask/jsonAnswer';
import { readSchema } from '../../../src/cli/ask/schema';
import { Ended } from '../../../src/cli/output/exitCodes';

describe('an answer as JSON', () => {
  it('is read alone or in its one fence, and not out of prose', () => {
    assert.deepEqual(jsonIn(' {"a": 1}\n'), { value: { a: 1 } });
    assert.deepEqual(jsonIn('Here it is:\n```json\n{"a": "`"}\n```\nDone.'), { value: { a: '`' } });
    assert.deepEqual(jsonIn('```\n[]\n```'), { value: [] });
    assert.deepEqual(jsonIn('null'), { value: null });
    for (const text of [
      '',
      'It is {"a": 1}.',
      '```json\n{"a":\n```',
      '```\n1\n```\nor\n```\n2\n```',
      '{"a": 1} {"b": 2}',
    ])
      assert.equal(jsonIn(text), undefined, text);
  });
});

describe('a schema for answers', () => {
  let folder = '';
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'everpair-schema-'))));
  after(() => rmSync(folder, { recursive: true }));
  const schemaOf = (value: unknown) => {
    writeFileSync(path.join(folder, 's.json'), typeof value === 'string' ? value : JSON.stringify(value));
    return readSchema(folder, 's.json');
  };

  it('tells what is wrong with a value, and where', async () => {
    const schema = await schemaOf({
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, tags: { type: 'array', items: { $ref: '#/$defs/tag' } } },
      $defs: { tag: { enum: ['a', 'b'] } },
    });
    assert.deepEqual(schema.faultsOf({ name: 'x', tags: ['a'] }), []);
    assert.match(schema.faultsOf({}).join(), /name/);
    assert.match(schema.faultsOf({ name: 'x', tags: ['c'] }).join(), /#\/tags\/0/);
    assert.notDeepEqual(schema.faultsOf(null), []);
  });

  it('follows the draft that it names', async () => {
    const tuple = { type: 'array', items: [{ type: 'number' }] };
    const old = await schemaOf({ $schema: 'http://json-schema.org/draft-07/schema#', ...tuple });
    assert.notDeepEqual(old.faultsOf(['x']), []);
  });

  it('is refused where no answer could ever be valid by a mistake in it', async () => {
    const wrong = [
      '[]',
      '{',
      { type: 'objekt' },
      { properties: { a: { type: ['string', 'text'] } } },
      { items: { pattern: '(' } },
      { required: 'name' },
      { $ref: '#/$defs/absent' },
    ];
    for (const value of wrong) {
      await assert.rejects(schemaOf(value), (error) => error instanceof Ended && error.ending.exitCode === 2);
    }
    await assert.rejects(readSchema(folder, 'absent.json'), Ended);
    // Words of schemas as names of properties, and as values.
    await schemaOf({ properties: { type: { type: 'string' }, required: {} }, const: { type: 'objekt' } });
  });
});
