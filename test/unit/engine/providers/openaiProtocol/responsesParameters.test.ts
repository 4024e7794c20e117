import assert from 'node:assert/strict';
import { textMessage } from '../../../../../src/engine/model/request/message';
import { toResponsesParameters } from '../../../../../src/engine/providers/openaiProtocol/responsesParameters';

describe('toResponsesParameters', () => {
  it('names the type of every item, without which llama.cpp refuses an assistant turn', () => {
    const { input } = toResponsesParameters('count', {
      messages: [
        textMessage('user', 'Count.'),
        textMessage('assistant', '1 2 3'),
        { role: 'assistant', parts: [{ type: 'tool-call', id: 'call_1', name: 'add', input: {} }] },
        { role: 'user', parts: [{ type: 'tool-result', callId: 'call_1', text: '4', isError: false }] },
        textMessage('user', 'Go on.'),
      ],
    });
    assert.ok(Array.isArray(input));
    assert.deepEqual(
      input.map(({ type }) => type),
      ['message', 'message', 'function_call', 'function_call_output', 'message'],
    );
  });
});
