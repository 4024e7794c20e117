import assert from 'node:assert/strict';
import { RequestProblem } from '../../../../src/engine/server/protocols/chatProtocol';
import { readChat } from '../../../../src/engine/server/protocols/openAiChat/readChat';

const messages = [{ role: 'user', content: 'Hi' }];
const read = (fields: object) => readChat({ model: 'auto', messages, ...fields }).request;

describe('a body of Chat Completions', () => {
  it('says which tools may be called', () => {
    const tools = [{ type: 'function', function: { name: 'read' } }];
    assert.equal(read({ tools, tool_choice: 'required' }).toolChoice, 'required');
    assert.deepEqual(read({ tools, tool_choice: { type: 'function', function: { name: 'read' } } }).toolChoice, {
      name: 'read',
    });
    assert.ok(!('toolChoice' in read({})));
  });

  it('says which form the answer has', () => {
    assert.deepEqual(read({ response_format: { type: 'json_object' } }).responseFormat, { type: 'json' });
    const json_schema = { name: 'found', schema: { type: 'object' }, strict: true };
    assert.deepEqual(read({ response_format: { type: 'json_schema', json_schema } }).responseFormat, {
      type: 'json-schema',
      name: 'found',
      schema: { type: 'object' },
      isStrict: true,
    });
    assert.ok(!('responseFormat' in read({ response_format: { type: 'text' } })));
  });

  it('has all instructions as one system prompt, wherever they stand', () => {
    const { system, messages: turns } = readChat({
      model: 'auto',
      messages: [
        { role: 'system', content: 'One.' },
        { role: 'user', content: 'Hi' },
        { role: 'developer', content: [{ type: 'text', text: 'Two.' }] },
      ],
    }).request;
    assert.equal(system, 'One.\n\nTwo.');
    assert.deepEqual(turns, [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }]);
  });

  it('has the results of parallel calls in one turn, and keeps a call whose JSON is broken', () => {
    const call = (id: string, json: string) => ({ id, type: 'function', function: { name: 'read', arguments: json } });
    const { messages: turns } = readChat({
      model: 'auto',
      messages: [
        ...messages,
        { role: 'assistant', content: 'I look.', tool_calls: [call('a', '{"n":1}'), call('b', '{"n":')] },
        { role: 'tool', tool_call_id: 'a', content: 'A' },
        { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'B' }] },
        { role: 'user', content: 'Go on.' },
      ],
    }).request;
    assert.deepEqual(
      turns.map(({ role, parts }) => [
        role,
        parts.map((part) => ('text' in part ? part.text : 'input' in part ? part.input : '')),
      ]),
      [
        ['user', ['Hi']],
        ['assistant', ['I look.', { n: 1 }, { arguments: '{"n":' }]],
        ['user', ['A', 'B']],
        ['user', ['Go on.']],
      ],
    );
  });

  it('has no limit where a client of llama.cpp or LM Studio says -1', () => {
    assert.equal(read({ max_tokens: -1 }).maxOutputTokens, undefined);
  });

  for (const [what, body] of Object.entries({
    'no object': 5,
    'no messages': { model: 'auto', messages: [] },
    'another role': { model: 'auto', messages: [{ role: 'king', content: 'Hi' }] },
    'more than one answer': { model: 'auto', messages, n: 2 },
    'a limit below one': { model: 'auto', messages, max_tokens: 0 },
  })) {
    it(`is refused with ${what}`, () => {
      assert.throws(
        () => readChat(body),
        (error: unknown) => error instanceof RequestProblem && error.problem.status === 400,
      );
    });
  }
});
