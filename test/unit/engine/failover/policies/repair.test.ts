import assert from 'node:assert/strict';
import { type Message, type Part, textMessage } from '../../../../../src/engine/model/request/message';
import { repairRequest } from '../../../../../src/engine/failover/policies/repair';

const call = (id: string): Part => ({ type: 'tool-call', id, name: 'read', input: {} });
const result = (callId: string): Part => ({ type: 'tool-result', callId, text: callId, isError: false });
const question = textMessage('user', 'Why?');

const withCalls: readonly Message[] = [
  question,
  { role: 'assistant', parts: [call('toolu_01A'), call('fc_2')] },
  { role: 'user', parts: [result('toolu_01A'), result('fc_2')] },
  { role: 'assistant', parts: [call('toolu_01A')] },
  { role: 'user', parts: [result('toolu_01A')] },
];

describe('repairRequest', () => {
  it('gives ids of nine letters and digits, and each result still belongs to its call', () => {
    const mended = repairRequest({ messages: withCalls }, 'tool-call-id');
    const ids = mended?.messages.map(({ parts }) =>
      parts.map((part) => (part.type === 'tool-call' ? part.id : part.type === 'tool-result' ? part.callId : '')),
    );
    assert.deepEqual(ids, [[''], ['call00000', 'call00001'], ['call00000', 'call00001'], ['call00002'], ['call00002']]);
  });

  it('leaves out reasoning, and turns of reasoning alone', () => {
    const thinking: Part = { type: 'thinking', text: 'Hm.', origin: 'anthropic', signature: 's' };
    const messages: Message[] = [
      question,
      { role: 'assistant', parts: [thinking] },
      { role: 'assistant', parts: [thinking, call('1')] },
    ];
    assert.deepEqual(repairRequest({ messages }, 'thinking-signature')?.messages, [
      question,
      { role: 'assistant', parts: [call('1')] },
    ]);
  });

  it('leaves out the parameters that models refuse', () => {
    const mended = repairRequest(
      { messages: [question], temperature: 0, stop: ['\n'], maxOutputTokens: 9 },
      'parameter',
    );
    assert.deepEqual(mended, { messages: [question], temperature: undefined, stop: undefined, maxOutputTokens: 9 });
  });

  it('leaves a request as it is that needs no more than a larger window', () => {
    const request = { messages: [question], temperature: 0 };
    assert.equal(repairRequest(request, 'window'), request);
  });

  it('repairs nothing where there is nothing to leave out', () => {
    assert.equal(repairRequest({ messages: [question] }, 'parameter'), undefined);
    assert.equal(repairRequest({ messages: [question] }, 'tool-call-id'), undefined);
  });
});
