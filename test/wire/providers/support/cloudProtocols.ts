import { converseEvent, converseException } from '../../../../tools/wire/amazonFrames';
import { openAiError } from './serverProtocols';
import { data, event, type WireProtocol } from './wireProtocol';

const googleError = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };

function generated(parts: readonly unknown[], finishReason?: string): string {
  return data({
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(finishReason ? { finishReason } : {}) }],
    modelVersion: 'gemini-3.8-flash',
  });
}

export const openAi: WireProtocol = {
  type: 'openai',
  model: 'gpt-5.6-terra',
  basePath: '/v1',
  contentType: 'text/event-stream; charset=utf-8',
  ping: ': keep-alive\n\n',
  start: event({ type: 'response.created', response: { id: 'r', status: 'in_progress' } }),
  text: (text) => event({ type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: text }),
  end: event({
    type: 'response.completed',
    response: { id: 'r', status: 'completed', usage: { input_tokens: 7, output_tokens: 5 } },
  }),
  error: {
    frame: event({ type: 'error', code: 'server_is_overloaded', message: 'Overloaded.', param: null }),
    kind: 'overloaded',
  },
  errorBody: { body: JSON.stringify(openAiError), kind: 'overloaded' },
  malformed: 'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","del\n\n',
  toolCall:
    event({
      type: 'response.output_item.added',
      output_index: 1,
      item: { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'read', arguments: '' },
    }) +
    event({ type: 'response.function_call_arguments.delta', output_index: 1, delta: '{"path":' }) +
    event({ type: 'response.function_call_arguments.delta', output_index: 1, delta: '"ä.ts"}' }) +
    event({ type: 'response.completed', response: { id: 'r', status: 'completed' } }),
  halfToolCall:
    event({
      type: 'response.output_item.added',
      output_index: 1,
      item: { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'read', arguments: '' },
    }) + event({ type: 'response.function_call_arguments.delta', output_index: 1, delta: '{"path":"a' }),
};

export const messages: WireProtocol = {
  type: 'anthropic',
  model: 'claude-sonnet-5-5',
  basePath: '',
  contentType: 'text/event-stream; charset=utf-8',
  ping: event({ type: 'ping' }),
  start:
    event({
      type: 'message_start',
      message: { id: 'msg', role: 'assistant', content: [], usage: { input_tokens: 7, output_tokens: 1 } },
    }) + event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  text: (text) => event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }),
  end:
    event({ type: 'content_block_stop', index: 0 }) +
    event({ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } }) +
    event({ type: 'message_stop' }),
  error: {
    frame: event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }),
    kind: 'overloaded',
  },
  errorBody: {
    body: JSON.stringify({ type: 'error', error: { type: 'rate_limit_error', message: 'Slow down' } }),
    kind: 'rate-limited',
  },
  malformed: 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"de\n\n',
  toolCall:
    event({
      type: 'content_block_start',
      index: 1,
      content_block: { type: 'tool_use', id: 'toolu_1', name: 'read', input: {} },
    }) +
    event({ type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"path":' } }) +
    event({ type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '"ä.ts"}' } }) +
    event({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 5 } }) +
    event({ type: 'message_stop' }),
  halfToolCall:
    event({
      type: 'content_block_start',
      index: 1,
      content_block: { type: 'tool_use', id: 'toolu_1', name: 'read', input: {} },
    }) +
    event({ type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"path":"a' } }),
};

export const gemini: WireProtocol = {
  type: 'google',
  model: 'gemini-3.8-flash',
  basePath: '',
  contentType: 'text/event-stream',
  ping: ': keep-alive\n\n',
  start: '',
  text: (text) => generated([{ text }]),
  end: data({
    candidates: [{ index: 0, content: { role: 'model', parts: [{ text: '' }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 5, totalTokenCount: 12 },
    modelVersion: 'gemini-3.8-flash',
  }),
  error: { frame: data(googleError), kind: 'overloaded' },
  errorBody: { body: JSON.stringify(googleError), kind: 'overloaded' },
  malformed: 'data: {"candidates":[{"content":{"pa\n\n',
  toolCall: generated([{ functionCall: { id: 'call_1', name: 'read', args: { path: 'ä.ts' } } }], 'STOP'),
  // A whole call comes in one event; in pieces it comes where that is asked for.
  halfToolCall: generated([{ functionCall: { name: 'read', willContinue: true } }]),
};

export const bedrock: WireProtocol = {
  type: 'bedrock',
  model: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
  basePath: '',
  contentType: 'application/vnd.amazon.eventstream',
  encoding: 'latin1',
  ping: undefined,
  start: converseEvent('messageStart', { role: 'assistant', p: 'abcd' }),
  text: (text) => converseEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: 'abcdefg' }),
  end:
    converseEvent('contentBlockStop', { contentBlockIndex: 0, p: 'ab' }) +
    converseEvent('messageStop', { stopReason: 'end_turn', p: 'abc' }) +
    converseEvent('metadata', {
      usage: { inputTokens: 7, outputTokens: 5, totalTokens: 12 },
      metrics: { latencyMs: 501 },
    }),
  error: { frame: converseException('serviceUnavailableException'), kind: 'overloaded' },
  errorBody: { body: JSON.stringify({ __type: 'ThrottlingException', message: 'Slow down' }), kind: 'rate-limited' },
  // Its checksum is wrong.
  malformed: converseEvent('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'x' } }).replace('"x"', '"y"'),
  toolCall:
    converseEvent('contentBlockStart', {
      contentBlockIndex: 1,
      start: { toolUse: { toolUseId: 'tooluse_1', name: 'read' } },
    }) +
    converseEvent('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"path":' } } }) +
    converseEvent('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '"ä.ts"}' } } }) +
    converseEvent('contentBlockStop', { contentBlockIndex: 1 }) +
    converseEvent('messageStop', { stopReason: 'tool_use' }) +
    converseEvent('metadata', { usage: { inputTokens: 7, outputTokens: 5, totalTokens: 12 } }),
  halfToolCall:
    converseEvent('contentBlockStart', {
      contentBlockIndex: 1,
      start: { toolUse: { toolUseId: 'tooluse_1', name: 'read' } },
    }) + converseEvent('contentBlockDelta', { contentBlockIndex: 1, delta: { toolUse: { input: '{"path":"a' } } }),
};
