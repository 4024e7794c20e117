import assert from 'node:assert/strict';
import type { OptionalParameter } from '../../../../../../src/engine/model/failure/optionalParameter';
import type { ProviderType } from '../../../../../../src/engine/providers/registry/descriptors';
import { parametersIn, withoutParameters } from '../../../../../../src/engine/providers/messages/parameterRemoval';
import { classifiers, context, response } from '../../fixtures';

const responses = {
  model: 'm',
  stream: true,
  store: false,
  instructions: 'Be brief.',
  max_output_tokens: 500,
  temperature: 0,
  reasoning: { effort: 'none' },
  input: [
    {
      type: 'message',
      role: 'user',
      content: [{ type: 'input_text', text: 'Why?', prompt_cache_breakpoint: { mode: 'explicit' } }],
    },
  ],
};

const messages = {
  model: 'm',
  stream: true,
  max_tokens: 500,
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  temperature: 0,
  stop_sequences: ['x'],
  thinking: { type: 'disabled' },
  output_config: { effort: 'low' },
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Why?' }] }],
};

const generateContent = {
  model: 'm',
  systemInstruction: { parts: [{ text: 'Be brief.' }] },
  contents: [{ role: 'user', parts: [{ text: 'Why?' }] }],
  tools: [{ functionDeclarations: [{ name: 'read', parametersJsonSchema: {} }] }],
  generationConfig: {
    maxOutputTokens: 500,
    temperature: 0,
    stopSequences: ['x'],
    thinkingConfig: { thinkingLevel: 'MINIMAL' },
  },
};

/** A request with every optional parameter of its protocol. */
const compatible = {
  model: 'm',
  stream: true,
  stream_options: { include_usage: true },
  max_tokens: 500,
  temperature: 0,
  reasoning_effort: 'low',
  stop: ['\n\n'],
  tools: [{ type: 'function', function: { name: 'read', parameters: {} } }],
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Why does the system stop?' },
  ],
};

const full = {
  'openai-compatible': compatible,
  local: compatible,
  openai: responses,
  'azure-openai': responses,
  anthropic: messages,
  'anthropic-vertex': messages,
  google: generateContent,
  'google-vertex': generateContent,
  ollama: {
    model: 'm',
    stream: true,
    keep_alive: '10m',
    think: false,
    options: { num_ctx: 8_192, num_predict: 500, temperature: 0, stop: ['x'] },
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Why?' },
    ],
  },
  bedrock: {
    // The model stands in the path.
    requestMetadata: { team: 'm' },
    system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }],
    messages: [{ role: 'user', content: [{ text: 'Why?' }, { cachePoint: { type: 'default' } }] }],
    inferenceConfig: { maxTokens: 500, temperature: 0, stopSequences: ['x'] },
    toolConfig: { tools: [{ toolSpec: { name: 'read', inputSchema: { json: {} } } }] },
    additionalModelRequestFields: { thinking: { type: 'disabled' }, output_config: { effort: 'low' } },
  },
} satisfies Record<ProviderType, object>;

function refusedBy(type: ProviderType, status: number, body: unknown, sent: object = full[type]): readonly string[] {
  const failure = classifiers[type](response(status, body), { ...context, sent: JSON.stringify(sent) });
  if (failure.repair !== 'parameter') return [];
  assert.equal(failure.kind, 'bad-request');
  return failure.refusedParameters ?? ['unnamed'];
}

const message = (words: string) => ({
  error: { message: words, type: 'invalid_request_error', param: null, code: null },
});

const refusals: readonly (readonly [OptionalParameter, number, unknown])[] = [
  ['stream_options', 400, { code: '20015', error: 'Argument not supported on this model: stream_options' }],
  ['stream_options', 400, message("Extra inputs are not permitted, field: 'stream_options'")],
  ['stream_options', 400, message('Unrecognized request argument supplied: stream_options')],
  ['stream_options', 422, { detail: [{ loc: ['body', 'stream_options'], msg: 'extra fields not permitted' }] }],
  [
    'stream_options',
    422,
    { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options', 'include_usage'], msg: 'no', input: true }] },
  ],
  ['stream_options', 400, message("property 'stream_options' is unsupported")],
  ['stream_options', 400, message('Unknown field stream_options')],
  ['stream_options', 400, message("Completions.create() got an unexpected keyword argument 'stream_options'")],
  ['stream_options', 500, { error: "create() got an unexpected keyword argument 'stream_options'" }],
  ['stream_options', 400, 'json: unknown field "stream_options"'],
  ['stream_options', 400, message('Invalid JSON payload received. Unknown name "streamOptions": Cannot find field.')],
  [
    'stream_options',
    400,
    { detail: "Extra parameters ['stream_options'] are not allowed when extra-parameters is not set" },
  ],
  [
    'stream_options',
    400,
    { errors: [{ code: 'unrecognized_keys', keys: ['stream_options'], path: [], message: 'no' }] },
  ],
  ['stream_options', 400, { title: 'One or more errors occurred.', errors: { stream_options: ['Not allowed.'] } }],
  [
    'stream_options',
    400,
    { message: 'must NOT have additional properties', params: { additionalProperty: 'stream_options' } },
  ],
  ['stream_options', 400, { msg: 'stream_options: is not allowed', code: 1 }],
  ['stream_options', 501, message('`stream_options` is not implemented')],
  [
    'stream_options',
    400,
    message(
      "Unknown field 'stream_options'. Allowed fields are: model, messages, max_tokens, temperature, stop, tools.",
    ),
  ],
  ['stream_options', 400, message("[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options'), 'msg': 'Extra'}]")],
  ['stream_options', 400, message('不支持的参数: stream_options')],
  [
    'max_tokens',
    400,
    {
      error: {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        type: 'invalid_request_error',
        param: 'max_tokens',
        code: 'unsupported_parameter',
      },
    },
  ],
  ['max_tokens', 400, message('max_tokens: Extra inputs are not permitted')],
  ['temperature', 400, message("Unsupported value: 'temperature' does not support 0 with this model.")],
  ['temperature', 400, message('temperature may only be set to 1 when thinking is enabled')],
  ['reasoning_effort', 400, message('Thinking is not supported by this model')],
  ['temperature', 400, { error: { message: 'No.', param: 'temperature', code: 'unsupported_value' } }],
  ['reasoning_effort', 400, message('Unrecognized request argument supplied: reasoning_effort')],
  ['reasoning_effort', 400, message('The model `m` does not support reasoning effort.')],
  ['stop', 400, message("'stop' is not supported with this model.")],
  ['stop', 422, { detail: [{ loc: ['body', 'stop'], msg: 'Extra inputs are not permitted', input: 'x' }] }],
  ['tools', 400, { error: 'registry.ollama.ai/library/gemma:7b does not support tools' }],
  ['tools', 400, message('"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set')],
  ['system', 400, message('System role not supported')],
  ['system', 500, message('Only user and assistant roles are supported!')],
  ['system', 400, message('Developer instruction is not enabled for models/gemma-3-27b-it')],
  ['system', 400, message("role 'system' is not supported on this model")],
  ['system', 400, message('Conversation roles must alternate user/assistant/user/assistant/...')],
  ['system', 400, { errors: [{ loc: ['body', 'messages', 0, 'role'], msg: "Input should be 'user' or 'assistant'" }] }],
  [
    'system',
    400,
    {
      error: {
        message: "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
        param: 'messages[0].role',
        code: 'unsupported_value',
      },
    },
  ],
];

describe('refusedParameters', () => {
  for (const [name, status, body] of refusals) {
    it(`is ${name} in ${status} ${JSON.stringify(body).slice(0, 150)}`, () =>
      assert.deepEqual(refusedBy('openai-compatible', status, body), [name]));
  }

  const others: readonly (readonly [ProviderType, OptionalParameter, string])[] = [
    ['openai', 'reasoning', "Unsupported parameter: 'reasoning.effort' is not supported with this model."],
    ['azure-openai', 'reasoning', "Unsupported parameter: 'reasoning.summary' is not supported with this model."],
    ['openai', 'store', "Unknown parameter: 'store'."],
    ['openai', 'max_output_tokens', 'Unsupported parameter: max_output_tokens'],
    ['openai', 'system', 'Developer instruction is not enabled for this model'],
    ['openai', 'prompt_cache_breakpoint', "Unknown parameter: 'input[0].content[0].prompt_cache_breakpoint'."],
    ['anthropic', 'temperature', '`temperature` is deprecated for this model.'],
    ['anthropic', 'thinking', 'thinking.type: Input should be a known tag'],
    ['anthropic', 'output_config', 'output_config: Extra inputs are not permitted'],
    ['anthropic', 'cache_control', 'system.0.cache_control: Extra inputs are not permitted'],
    ['anthropic', 'stop_sequences', 'stop_sequences: this model does not take them'],
    ['google', 'thinkingConfig', 'Thinking level MINIMAL is not supported for this model.'],
    [
      'google',
      'thinkingConfig',
      'Invalid JSON payload received. Unknown name "thinkingConfig" at \'generation_config\': Cannot find field.',
    ],
    ['google', 'temperature', 'temperature is not supported for this model.'],
    ['google', 'stopSequences', 'stop_sequences is not supported by this model'],
    ['ollama', 'think', '"m" does not support thinking'],
    ['ollama', 'keep_alive', 'json: unknown field "keep_alive"'],
    ['ollama', 'num_ctx', 'invalid option provided: num_ctx'],
  ];
  for (const [type, name, words] of others) {
    it(`is ${name} at ${type}: ${words}`, () => {
      const body = type === 'ollama' ? { error: words } : message(words);
      assert.deepEqual(refusedBy(type, 400, body), [name]);
    });
  }

  it('is several at once where the host lists them', () => {
    const detail = ['stream_options', 'temperature'].map((name) => ({ loc: ['body', name], msg: 'extra' }));
    assert.deepEqual(refusedBy('openai-compatible', 422, { detail }), ['stream_options', 'temperature']);
  });

  const nothing: readonly (readonly [string, number, unknown])[] = [
    ['no parameter', 400, message('Your request was malformed.')],
    ['a text of the conversation', 400, message('messages.0.content: text content blocks must be non-empty')],
    ['an overload that speaks of tokens', 503, message('max_tokens queue is full, stop sending requests')],
    ['a rate limit', 429, message("Rate limit reached for 'max_tokens' per minute.")],
    ['a wrong key', 401, message("Invalid 'store' key")],
    ['a full window', 400, message("This model's maximum context length is 4096 tokens, reduce max_tokens.")],
    ['the whole request, repeated', 400, message(`Bad request: ${JSON.stringify(full['openai-compatible'])}`)],
    ['an everyday word', 400, message('Something is wrong; please stop and look at the options of your system.')],
  ];
  for (const [what, status, body] of nothing) {
    it(`is not seen in ${what}`, () => assert.deepEqual(refusedBy('openai-compatible', status, body), []));
  }

  it('is never one that was not sent, or that the protocol cannot do without', () => {
    const without = withoutParameters(full['openai-compatible'], new Set(['stream_options']));
    const body = message('Unrecognized request argument supplied: stream_options');
    assert.deepEqual(refusedBy('openai-compatible', 400, body, without), []);
    assert.deepEqual(refusedBy('anthropic', 400, message('max_tokens: 500 > 8, which is the maximum')), []);
  });
});

describe('withoutParameters', () => {
  for (const type of Object.keys(full) as ProviderType[]) {
    it(`of ${type} holds each parameter no longer, and all else as before`, () => {
      for (const name of parametersIn(full[type])) {
        const rest = withoutParameters(full[type] as Record<string, unknown>, new Set([name]));
        assert.ok(!parametersIn(rest).includes(name), name);
        const asked = JSON.stringify(rest);
        for (const words of ['"m"', 'Why', 'Be brief.']) assert.ok(asked.includes(words), `${name}: ${asked}`);
      }
    });
  }

  it('says the limit of the answer under its other name, and not at all where both are refused', () => {
    const body = full['openai-compatible'];
    const renamed: Record<string, unknown> = withoutParameters(body, new Set(['max_tokens']));
    assert.equal(renamed.max_completion_tokens, 500);
    const none = withoutParameters(body, new Set(['max_tokens', 'max_completion_tokens']));
    assert.doesNotMatch(JSON.stringify(none), /max_/);
  });

  it('has the system prompt in the first question', () => {
    const { messages } = withoutParameters(full['openai-compatible'], new Set(['system']));
    assert.deepEqual(messages, [{ role: 'user', content: 'Be brief.\n\nWhy does the system stop?' }]);
    const { input } = withoutParameters(full.openai, new Set(['system']));
    assert.deepEqual(input[0]?.content[0], { type: 'input_text', text: 'Be brief.' });
    const anthropic = withoutParameters(full.anthropic, new Set(['system']));
    assert.deepEqual(anthropic.messages[0]?.content[0], { type: 'text', text: 'Be brief.' });
  });

  it('keeps its tools where the conversation has calls of them', () => {
    const call = { role: 'assistant', content: '', tool_calls: [{ id: '1' }] };
    const body = { ...full['openai-compatible'], messages: [{ role: 'user', content: 'a' }, call] };
    assert.ok(!parametersIn(body).includes('tools'));
  });
});
