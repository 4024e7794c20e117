import assert from 'node:assert/strict';
import { type Message, textMessage } from '../../../../../src/engine/model/request/message';
import { toGoogleParameters } from '../../../../../src/engine/providers/google/googleParameters';

const question = textMessage('user', 'Why?');

function contentsOf(messages: readonly Message[]): unknown {
  return toGoogleParameters('gemini-3.8-flash', { messages }).contents;
}

describe('toGoogleParameters', () => {
  it('keeps a thinking model from thinking before a short answer, at the least level that it takes', () => {
    const short = (model: string) => toGoogleParameters(model, { messages: [question], maxOutputTokens: 128 }).config;
    assert.deepEqual(short('gemini-3.8-flash')?.thinkingConfig, { thinkingLevel: 'LOW' });
    assert.deepEqual(short('gemini-3.1-flash-lite')?.thinkingConfig, { thinkingLevel: 'MINIMAL' });
    assert.deepEqual(short('gemini-2.5-flash')?.thinkingConfig, { thinkingBudget: 0 });
    assert.equal(short('gemma-4-31b-it')?.thinkingConfig, undefined);
  });

  it('asks for thoughts before a long answer', () => {
    const { config } = toGoogleParameters('gemini-3.8-flash', { messages: [question] });
    assert.deepEqual(config, { thinkingConfig: { includeThoughts: true } });
  });

  it('sends no more stops than the API takes, and none of white space', () => {
    const stop = ['\n', 'a', 'b', 'c', 'd', 'e', 'f'];
    const { config } = toGoogleParameters('gemini-3.8-flash', { messages: [question], stop });
    assert.deepEqual(config?.stopSequences, ['a', 'b', 'c', 'd', 'e']);
  });

  it('gives a call back with the signature that came before it, and names the tool with the result', () => {
    const contents = contentsOf([
      question,
      {
        role: 'assistant',
        parts: [
          { type: 'thinking', text: '', signature: 'c2ln', origin: 'google' },
          { type: 'tool-call', id: 'call_1', name: 'read', input: { path: 'a.ts' } },
          { type: 'tool-call', id: 'call_2', name: 'list', input: {} },
        ],
      },
      results,
    ]);
    assert.deepEqual(contents, [
      { role: 'user', parts: [{ text: 'Why?' }] },
      {
        role: 'model',
        parts: [
          { functionCall: { id: 'call_1', name: 'read', args: { path: 'a.ts' } }, thoughtSignature: 'c2ln' },
          { functionCall: { id: 'call_2', name: 'list', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'call_1', name: 'read', response: { output: 'let a;' } } },
          { functionResponse: { id: 'call_2', name: 'list', response: { error: 'No.' } } },
        ],
      },
    ]);
  });

  it('says of a call that another model made that it has no signature', () => {
    const contents = contentsOf([
      question,
      {
        role: 'assistant',
        parts: [
          { type: 'thinking', text: 'Hm.', signature: 'other', origin: 'anthropic' },
          { type: 'tool-call', id: 'call_1', name: 'read', input: {} },
          { type: 'tool-call', id: 'call_2', name: 'list', input: {} },
        ],
      },
      results,
    ]);
    const signatures = JSON.stringify(contents).match(/"thoughtSignature":"[^"]*"/g);
    assert.deepEqual(signatures, ['"thoughtSignature":"skip_thought_signature_validator"']);
  });
});

const results: Message = {
  role: 'user',
  parts: [
    { type: 'tool-result', callId: 'call_1', text: 'let a;', isError: false },
    { type: 'tool-result', callId: 'call_2', text: 'No.', isError: true },
  ],
};
