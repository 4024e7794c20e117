import assert from 'node:assert/strict';
import { type Message, textMessage } from '../../../../../src/engine/model/request/message';
import { toConverseBody } from '../../../../../src/engine/providers/bedrock/bedrockParameters';

const question = textMessage('user', 'Why?');
const sonnet = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const mark = { cachePoint: { type: 'default' } };

describe('toConverseBody', () => {
  it('says system, limits and tools as the API has them', () => {
    const body = toConverseBody(
      sonnet,
      {
        system: 'Be brief.',
        messages: [question],
        maxOutputTokens: 500,
        temperature: 0,
        stop: ['\n', 'END'],
        tools: [{ name: 'read', description: 'Reads', inputSchema: { properties: {} } }],
      },
      64_000,
    );
    assert.deepEqual(body, {
      messages: [{ role: 'user', content: [{ text: 'Why?' }] }],
      system: [{ text: 'Be brief.' }, mark],
      inferenceConfig: { maxTokens: 500, temperature: 0, stopSequences: ['END'] },
      toolConfig: {
        tools: [
          {
            toolSpec: { name: 'read', description: 'Reads', inputSchema: { json: { properties: {}, type: 'object' } } },
          },
        ],
      },
    });
  });

  it('asks for no more tokens than the model writes', () => {
    const most = (maxOutputTokens: number) =>
      toConverseBody(sonnet, { messages: [question], maxOutputTokens }, 4_096).inferenceConfig?.maxTokens;
    assert.deepEqual([most(100_000), most(100)], [4_096, 100]);
  });

  it('asks Claude to think in its own words, and no other model', () => {
    const fields = (model: string, maxOutputTokens?: number) =>
      toConverseBody(model, { messages: [question], maxOutputTokens }, undefined).additionalModelRequestFields;
    assert.deepEqual(fields('global.anthropic.claude-sonnet-5-5'), {
      thinking: { type: 'adaptive', display: 'summarized' },
    });
    assert.deepEqual(fields('global.anthropic.claude-sonnet-5-5', 100), { thinking: { type: 'between_tools' } });
    assert.deepEqual(fields('us.anthropic.claude-opus-5-5', 100), { output_config: { effort: 'low' } });
    assert.equal(fields('openai.gpt-oss-120b-1:0', 100), undefined);
    assert.equal(fields('amazon.nova-pro-v1:0'), undefined);
  });

  it('marks what stands unchanged in the next request, for models that store it', () => {
    const messages = [question, textMessage('assistant', 'So.'), textMessage('user', 'And?')];
    const last = (model: string) => toConverseBody(model, { messages }, undefined).messages.at(-1)?.content;
    assert.deepEqual(last(sonnet), [{ text: 'And?' }, mark]);
    assert.deepEqual(last('eu.amazon.nova-lite-v1:0'), [{ text: 'And?' }, mark]);
    for (const model of ['anthropic.claude-3-haiku-20240307-v1:0', 'mistral.mistral-large-2402-v1:0'])
      assert.deepEqual(last(model), [{ text: 'And?' }], model);
    const [only] = toConverseBody(sonnet, { messages: [question] }, undefined).messages;
    assert.deepEqual(only?.content, [{ text: 'Why?' }]);
  });

  it('gives thoughts back with their signature, and calls with their results', () => {
    const messages: readonly Message[] = [
      question,
      {
        role: 'assistant',
        parts: [
          { type: 'thinking', text: 'Hm.', signature: 'c2ln', origin: 'bedrock' },
          { type: 'tool-call', id: 'tooluse_1', name: 'read', input: { path: 'a.ts' } },
          { type: 'tool-call', id: 'tooluse_2', name: 'list', input: null },
        ],
      },
      {
        role: 'user',
        parts: [
          { type: 'tool-result', callId: 'tooluse_1', text: 'let a;', isError: false },
          { type: 'tool-result', callId: 'tooluse_2', text: '', isError: true },
        ],
      },
    ];
    const body = toConverseBody('anthropic.claude-3-haiku-20240307-v1:0', { messages }, undefined);
    assert.deepEqual(body.messages.slice(1), [
      {
        role: 'assistant',
        content: [
          { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'c2ln' } } },
          { toolUse: { toolUseId: 'tooluse_1', name: 'read', input: { path: 'a.ts' } } },
          { toolUse: { toolUseId: 'tooluse_2', name: 'list', input: {} } },
        ],
      },
      {
        role: 'user',
        content: [
          { toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'let a;' }], status: 'success' } },
          { toolResult: { toolUseId: 'tooluse_2', content: [{ text: '(empty)' }], status: 'error' } },
        ],
      },
    ]);
    // The API refuses calls without the definition of any tool.
    assert.equal(body.toolConfig?.tools.length, 2);
  });
});
