import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/engine/model/request/message';
import { closedSchema } from '../../../../../src/engine/providers/anthropic/closedSchema';

describe('closedSchema', () => {
  it('closes every object, and keeps bounds in descriptions', () => {
    const item = { type: 'object', properties: { line: { type: 'integer', minimum: 1 } }, required: ['line'] };
    const schema = { type: 'object', properties: { findings: { type: 'array', items: item } } };
    assert.deepEqual(closedSchema(schema), {
      type: 'object',
      properties: {
        findings: {
          type: 'array',
          items: {
            type: 'object',
            properties: { line: { type: 'integer', description: '{minimum: 1}' } },
            additionalProperties: false,
            required: ['line'],
          },
        },
      },
      additionalProperties: false,
    });
  });

  const others: readonly (readonly [string, JsonObject])[] = [
    ['an object of any names', { type: 'object', additionalProperties: { type: 'string' } }],
    ['an object without names', { type: 'object' }],
    ['a value of any type', { type: 'object', properties: { value: {} } }],
    ['one of several types', { type: 'object', properties: { value: { type: ['string', 'null'] } } }],
    ['definitions at another place', { $ref: '#/definitions/a', definitions: { a: { type: 'string' } } }],
    [
      'properties beside alternatives',
      { type: 'object', properties: { a: { type: 'string' } }, anyOf: [{ type: 'object', properties: {} }] },
    ],
    ['such a part deep inside', { anyOf: [{ type: 'array', items: { type: 'object' } }] }],
  ];
  for (const [what, schema] of others) {
    it(`is none of ${what}`, () => assert.equal(closedSchema(schema), undefined));
  }
});
