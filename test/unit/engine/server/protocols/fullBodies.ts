import type { JsonObject } from '../../../../../src/engine/model/request/message';

/** The smallest PNG. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const schema: JsonObject = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] };

/** Bodies that have a field of every kind that is read, by the origin of each protocol. */
export const fullBodies = {
  anthropic: {
    model: 'claude-opus-5-5',
    max_tokens: 1_000,
    temperature: 0.5,
    stream: true,
    stop_sequences: ['END'],
    system: [{ type: 'text', text: 'You help.', cache_control: { type: 'ephemeral' } }],
    thinking: { type: 'adaptive' },
    output_config: { format: { type: 'json_schema', schema } },
    tool_choice: { type: 'tool', name: 'read' },
    tools: [
      { name: 'read', description: 'Reads a file.', input_schema: schema },
      { type: 'custom', name: 'late', description: 'Comes late.', input_schema: schema, defer_loading: true },
    ],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look.', cache_control: { type: 'ephemeral' } },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
          { type: 'document', title: 'Notes', source: { type: 'text', media_type: 'text/plain', data: 'A note.' } },
        ],
      },
      { role: 'system', content: [{ type: 'text', text: 'Be short.' }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Hm.', signature: 'c2lnbmVk' },
          { type: 'redacted_thinking', data: 'x' },
          { type: 'tool_use', id: 'toolu_1', name: 'read', input: { path: 'a.ts' } },
          { type: 'tool_use', id: 'toolu_2', name: 'read', input: { path: 'b.ts' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'toolu_1', content: 'text of a', is_error: false },
          {
            type: 'tool_result',
            tool_use_id: 'toolu_2',
            content: [
              { type: 'text', text: 'text of b' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
              { type: 'tool_reference', tool_name: 'late' },
            ],
          },
        ],
      },
      {
        role: 'system',
        content: [
          { type: 'tool_removal', tool: { type: 'tool_reference', name: 'late' } },
          {
            type: 'tool_addition',
            tool: { type: 'tool_definition', definition: { name: 'new', input_schema: schema } },
          },
        ],
      },
    ],
  },
  openai: {
    model: 'auto',
    instructions: 'You help.',
    stream: true,
    max_output_tokens: 1_000,
    temperature: 0.5,
    reasoning: { summary: 'auto' },
    text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } },
    tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'read' }] },
    tools: [
      { type: 'function', name: 'read', description: 'Reads a file.', parameters: schema, strict: false },
      { type: 'custom', name: 'patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' } },
      { type: 'namespace', name: 'agents', description: 'Agents.', tools: [{ type: 'function', name: 'spawn' }] },
      { type: 'web_search' },
    ],
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Be short.' }] },
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'Look.' },
          { type: 'input_image', image_url: `data:image/png;base64,${png}` },
        ],
      },
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: 'c2ln' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'I look.' }] },
      { type: 'function_call', call_id: 'call_1', name: 'read', arguments: '{"path":"a.ts"}' },
      { type: 'function_call', call_id: 'call_2', name: 'spawn', namespace: 'agents', arguments: '' },
      { type: 'function_call_output', call_id: 'call_1', output: 'text of a' },
      { type: 'function_call_output', call_id: 'call_2', output: [{ type: 'input_text', text: 'done' }] },
      { type: 'custom_tool_call', call_id: 'call_3', name: 'patch', input: 'x' },
      { type: 'custom_tool_call_output', call_id: 'call_3', output: 'ok' },
      { type: 'additional_tools', role: 'developer', tools: [{ type: 'function', name: 'more' }] },
    ],
  },
  google: {
    systemInstruction: { parts: [{ text: 'You help.' }] },
    tools: [{ functionDeclarations: [{ name: 'read', description: 'Reads a file.', parametersJsonSchema: schema }] }],
    toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['read'] } },
    generationConfig: {
      maxOutputTokens: 1_000,
      temperature: 0.5,
      stopSequences: ['END'],
      responseMimeType: 'application/json',
      responseSchema: { type: 'OBJECT', properties: { path: { type: 'STRING', nullable: true } } },
      thinkingConfig: { includeThoughts: true },
    },
    contents: [
      { role: 'user', parts: [{ text: 'Look.' }, { inlineData: { mimeType: 'image/png', data: png } }] },
      {
        role: 'model',
        parts: [
          { text: 'Hm.', thought: true },
          { functionCall: { name: 'read', args: { path: 'a.ts' } }, thoughtSignature: 'c2lnbmVk' },
          { functionCall: { id: 'b', name: 'read', args: { path: 'b.ts' } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'b', name: 'read', response: { error: 'No such file.' } } },
          {
            functionResponse: {
              name: 'read',
              response: { output: 'text of a' },
              parts: [{ inlineData: { mimeType: 'image/png', data: png } }],
            },
          },
        ],
      },
    ],
  },
} satisfies Readonly<Record<string, JsonObject>>;
