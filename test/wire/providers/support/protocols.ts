import { systemClock } from '../../../../src/engine/model/async/clock';
import type { Provider } from '../../../../src/engine/model/provider/provider';
import type { ProviderConfig } from '../../../../src/engine/model/provider/providerConfig';
import { descriptorOf, type ProviderType } from '../../../../src/engine/providers/registry/descriptors';
import type { ProviderDeps } from '../../../../src/engine/providers/http/account';
import { createProvider } from '../../../../src/engine/providers/registry/createProvider';
import { converseEvent, converseException } from '../../../../tools/wire/amazonFrames';

/** One protocol as raw bytes, written from the vendors' references and not by our own code. */
export interface WireProtocol {
  readonly type: ProviderType;
  readonly model: string;
  /** What the base URL has behind the origin. */
  readonly basePath: string;
  readonly contentType: string;
  /** Each character of the frames is a byte of them; without, they are text. */
  readonly encoding?: 'latin1';
  /** Keeps the line alive and says nothing. */
  readonly ping: string | undefined;
  /** Frames before the first text. */
  readonly start: string;
  readonly text: (text: string) => string;
  /** The end of a whole answer. */
  readonly end: string;
  /** An error in mid-stream, with the failure it is. */
  readonly error: { readonly frame: string; readonly kind: string };
  /** An error object that comes with status 200 in the place of a stream. */
  readonly errorBody: { readonly body: string; readonly kind: string };
  readonly malformed: string;
  /** A whole tool call and the end of its answer. */
  readonly toolCall: string;
  /** A tool call whose arguments break off in the middle. */
  readonly halfToolCall: string;
}

/** Frames of the protocol as they are sent. */
export function bytesOf(
  { encoding = 'utf8' }: { readonly encoding?: BufferEncoding },
  frames: string,
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(frames, encoding));
}

export function event(data: { readonly type: string } & Record<string, unknown>): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function chatChunk(delta: unknown, finish_reason: string | null = null): string {
  return data({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason }],
  });
}

const openAiError = {
  error: { message: 'Overloaded.', type: 'service_unavailable_error', code: 'server_is_overloaded' },
};

const googleError = { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } };

function generated(parts: readonly unknown[], finishReason?: string): string {
  return data({
    candidates: [{ index: 0, content: { role: 'model', parts }, ...(finishReason ? { finishReason } : {}) }],
    modelVersion: 'gemini-3.8-flash',
  });
}

const openAi: WireProtocol = {
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

const vertexPath = '/v1/projects/p/locations/global';

const messages: WireProtocol = {
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

const gemini: WireProtocol = {
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

const chatCompletions: WireProtocol = {
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
const ownServer: WireProtocol = {
  ...chatCompletions,
  type: 'local',
  ping: ':\n\n',
  error: { frame: data({ error: { code: 500, message: 'Oops.', type: 'server_error' } }), kind: 'server' },
  errorBody: {
    body: JSON.stringify({ error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }),
    kind: 'overloaded',
  },
};

export const wireProtocols: readonly WireProtocol[] = [
  messages,
  openAi,
  // The same by the reference, at other paths: https://learn.microsoft.com/azure/ai-foundry/openai/latest.
  { ...openAi, type: 'azure-openai', basePath: '' },
  // https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference and …/partner-models/claude.
  { ...gemini, type: 'google-vertex', basePath: vertexPath },
  { ...messages, type: 'anthropic-vertex', basePath: vertexPath },
  gemini,
  {
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
  },
  chatCompletions,
  ownServer,
  {
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
  },
];

/** Where each has its host. */
export const baseUrls: Readonly<Record<ProviderType, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com/v1',
  google: 'https://generativelanguage.googleapis.com',
  bedrock: 'https://bedrock-runtime.us-east-1.amazonaws.com',
  'azure-openai': 'https://contoso.openai.azure.com',
  'google-vertex': 'https://aiplatform.googleapis.com/v1/projects/p/locations/global',
  'anthropic-vertex': 'https://aiplatform.googleapis.com/v1/projects/p/locations/global',
  'openai-compatible': 'https://host.example.com/v1',
  ollama: 'http://127.0.0.1:11434',
  local: 'http://127.0.0.1:8080/v1',
};

/** For a configuration at the vendor's own host: only types without one name it. */
export function hostOfUser(type: ProviderType): string | undefined {
  return descriptorOf(type).baseUrl === undefined ? baseUrls[type] : undefined;
}

export function providerAt(
  protocol: Pick<WireProtocol, 'type' | 'model' | 'basePath'>,
  origin: string,
  more: { readonly config?: Partial<ProviderConfig>; readonly deps?: Partial<ProviderDeps> } = {},
): Provider {
  const config: ProviderConfig = {
    id: 'p',
    type: protocol.type,
    model: protocol.model,
    baseUrl: `${origin}${protocol.basePath}`,
    label: 'Provider',
    headers: {},
    enabled: true,
    ...more.config,
  };
  return createProvider(config, { apiKey: () => Promise.resolve('test-key'), fetch, clock: systemClock, ...more.deps });
}
