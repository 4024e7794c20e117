import { data, line, type WireProtocol } from './wireProtocol';

function chatChunk(delta: unknown, finish_reason: string | null = null): string {
  return data({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason }],
  });
}

export const openAiError = {
  error: { message: 'Overloaded.', type: 'service_unavailable_error', code: 'server_is_overloaded' },
};

export const chatCompletions: WireProtocol = {
  type: 'openai-compatible',
  model: 'some-model',
  basePath: '/v1',
  contentType: 'text/event-stream',
  ping: ': OPENROUTER PROCESSING\n\n',
  start: chatChunk({ role: 'assistant', content: '' }),
  text: (text) => chatChunk({ content: text }),
  end:
    chatChunk({}, 'stop') +
    data({ id: 'c', choices: [], usage: { prompt_tokens: 7, completion_tokens: 5 } }) +
    'data: [DONE]\n\n',
  error: { frame: data({ ...openAiError, choices: [] }), kind: 'overloaded' },
  errorBody: { body: JSON.stringify(openAiError), kind: 'overloaded' },
  malformed: 'data: {"id":"c","choices":[{"ind\n\n',
  toolCall:
    chatChunk({
      tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'read', arguments: '{"path":' } }],
    }) +
    chatChunk({ tool_calls: [{ index: 0, function: { arguments: '"ä.ts"}' } }] }) +
    chatChunk({}, 'tool_calls') +
    'data: [DONE]\n\n',
  halfToolCall: chatChunk({
    tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'read', arguments: '{"path":"a' } }],
  }),
};

/** The server that Everpair runs: https://github.com/ggml-org/llama.cpp/tree/master/tools/server. */
export const ownServer: WireProtocol = {
  ...chatCompletions,
  type: 'local',
  ping: ':\n\n',
  error: { frame: data({ error: { code: 500, message: 'Oops.', type: 'server_error' } }), kind: 'server' },
  errorBody: {
    body: JSON.stringify({ error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
    kind: 'overloaded',
  },
};

export const ollama: WireProtocol = {
  type: 'ollama',
  model: 'qwen2.5-coder:7b',
  basePath: '',
  contentType: 'application/x-ndjson',
  ping: undefined,
  start: '',
  text: (text) => line({ model: 'm', message: { role: 'assistant', content: text }, done: false }),
  end: line({
    model: 'm',
    message: { role: 'assistant', content: '' },
    done: true,
    done_reason: 'stop',
    prompt_eval_count: 7,
    eval_count: 5,
  }),
  error: { frame: line({ error: 'llama runner process has terminated' }), kind: 'server' },
  errorBody: { body: JSON.stringify({ error: 'server busy, please try again' }), kind: 'overloaded' },
  malformed: '{"model":"m","message":{"role":"assist\n',
  toolCall:
    line({
      model: 'm',
      message: {
        role: 'assistant',
        content: '',
        tool_calls: [{ function: { name: 'read', arguments: { path: 'ä.ts' } } }],
      },
      done: false,
    }) + line({ model: 'm', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop' }),
  // Ollama sends a call in one line, so that half of one is half a line.
  halfToolCall: '{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"na',
};
