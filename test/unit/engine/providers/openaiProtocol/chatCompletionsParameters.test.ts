import assert from 'node:assert/strict';
import { type Message, textMessage } from '../../../../../src/engine/model/request/message';
import { toChatParameters } from '../../../../../src/engine/providers/openaiProtocol/chatCompletionsParameters';
import { hostOf } from '../../../../../src/engine/providers/catalogue/hosts';

const afterTools: readonly Message[] = [
  textMessage('user', 'Why?'),
  { role: 'assistant', parts: [{ type: 'tool-call', id: 'toolu_01ABCDEF', name: 'read', input: {} }] },
  {
    role: 'user',
    parts: [
      { type: 'tool-result', callId: 'toolu_01ABCDEF', text: 'x', isError: false },
      { type: 'text', text: 'Hurry.' },
    ],
  },
];

function rolesAt(baseUrl: string): readonly string[] {
  return toChatParameters('m', { messages: afterTools }, hostOf(baseUrl).dialect).messages.map(({ role }) => role);
}

describe('toChatParameters, of a question behind the results of tools', () => {
  it('has an answer before it with Mistral, which takes it in no other place', () => {
    assert.deepEqual(rolesAt('https://api.mistral.ai/v1'), ['user', 'assistant', 'tool', 'assistant', 'user']);
  });

  it('follows them with all others', () => {
    assert.deepEqual(rolesAt('https://api.deepseek.com'), ['user', 'assistant', 'tool', 'user']);
  });

  it('keeps the call and its result together under an id that the host takes', () => {
    const { messages } = toChatParameters('m', { messages: afterTools }, hostOf('https://api.mistral.ai/v1').dialect);
    const [, answer, result] = messages;
    const id = answer?.role === 'assistant' ? answer.tool_calls?.[0]?.id : undefined;
    assert.match(id ?? '', /^[A-Za-z0-9]{9}$/);
    assert.equal(result?.role === 'tool' && result.tool_call_id, id);
  });
});
