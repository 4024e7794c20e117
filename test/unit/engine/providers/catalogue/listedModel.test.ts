import assert from 'node:assert/strict';
import type { ModelInfo } from '../../../../../src/engine/model/provider/provider';
import { listedModel } from '../../../../../src/engine/providers/catalogue/listedModel';

/** As each host documents an entry of its list, shortened. */
const cases: readonly (readonly [host: string, entry: unknown, expected: Omit<ModelInfo, 'id'>])[] = [
  [
    'OpenRouter',
    {
      context_length: 1_050_000,
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
      pricing: {
        prompt: '0.000002',
        completion: '0.000012',
        request: '0',
        input_cache_read: '0.0000002',
        input_cache_write: '0.0000025',
      },
      top_provider: { context_length: 1_050_000, max_completion_tokens: 128_000, is_moderated: true },
      supported_parameters: ['max_tokens', 'reasoning', 'tools'],
    },
    {
      contextWindow: 1_050_000,
      maxOutputTokens: 128_000,
      images: true,
      tools: true,
      price: { input: 2, output: 12, cachedInput: 0.2, cacheWrite: 2.5 },
    },
  ],
  [
    'OpenRouter, a router whose price depends',
    { pricing: { prompt: '-1', completion: '-1' }, supported_parameters: ['max_tokens'] },
    { tools: false },
  ],
  ['OpenRouter, for nothing', { pricing: { prompt: '0', completion: '0' } }, { price: { input: 0, output: 0 } }],
  [
    'Together',
    { type: 'chat', context_length: 131_072, pricing: { hourly: 0, input: 0.15, output: 0.6, base: 0, finetune: 0 } },
    { contextWindow: 131_072, price: { input: 0.15, output: 0.6 } },
  ],
  [
    'Groq',
    { object: 'model', owned_by: 'OpenAI', active: true, context_window: 131_072, max_completion_tokens: 65_536 },
    { contextWindow: 131_072, maxOutputTokens: 65_536 },
  ],
  [
    'Mistral',
    {
      capabilities: { completion_chat: true, completion_fim: true, function_calling: true, vision: false },
      max_context_length: 131_072,
    },
    { contextWindow: 131_072, images: false, tools: true },
  ],
  [
    'Fireworks',
    { context_length: 131_072, supports_chat: false, supports_image_input: true, supports_tools: false },
    { contextWindow: 131_072, images: true, tools: false, chats: false },
  ],
  [
    'LM Studio',
    { type: 'llm', state: 'not-loaded', max_context_length: 32_768, capabilities: ['tool_use'] },
    { contextWindow: 32_768, tools: true },
  ],
  ['vLLM', { owned_by: 'vllm', root: 'one', max_model_len: 8_192 }, { contextWindow: 8_192 }],
  ['a host that tells nothing', {}, {}],
  ['a host that tells a half of the price', { pricing: { prompt: '0.000002', completion: null } }, {}],
  ['a host whose price is empty', { pricing: { prompt: '', completion: ' ' } }, {}],
  [
    'a host whose stored input has no price',
    { pricing: { prompt: '0.000002', completion: '0.000012', input_cache_read: null } },
    { price: { input: 2, output: 12 } },
  ],
  ['a host of other types', { pricing: { prompt: 'a', completion: null }, top_provider: 'x', capabilities: 3 }, {}],
];

describe('what a host lists of a model', () => {
  for (const [host, entry, expected] of cases) {
    it(`is read of ${host}`, () => {
      assert.deepEqual(listedModel({ id: 'one', ...(entry as object) }), { id: 'one', ...expected });
    });
  }

  const prices: readonly (readonly [title: string, pricing: unknown, price: unknown])[] = [
    ['a negative rate', { prompt: '-0.000001', completion: '0.000002' }, undefined],
    ['a rate that is no number', { prompt: 'NaN', completion: '0.000002' }, undefined],
    ['an empty rate', { prompt: '', completion: '0.000002' }, undefined],
    ['a rate without an end', { prompt: 'Infinity', completion: '0.000002' }, undefined],
    ['a rate that nobody asks for', { prompt: '0.000001', completion: '1' }, undefined],
    ['a list in the place of a rate', { prompt: '0.000001', completion: [2] }, undefined],
    ['one rate alone', { prompt: '0.000001' }, undefined],
    ['numbers for a token', { prompt: 0.000001, completion: 0.000002 }, undefined],
    ['a wrong rate of what is stored', { input: 1, output: 2, cached_input: -1 }, { input: 1, output: 2 }],
    ['what Together does not sell by the token', { hourly: 4.2, input: 0, output: 0 }, undefined],
  ];
  for (const [title, pricing, price] of prices) {
    it(`takes no price from ${title}`, () => assert.deepEqual(listedModel({ id: 'one', pricing }).price, price));
  }

  it('is free at Together where its name says so', () => {
    const pricing = { hourly: 0, input: 0, output: 0 };
    assert.deepEqual(listedModel({ id: 'meta-llama/Llama-Turbo-Free', pricing }).price, { input: 0, output: 0 });
  });

  it('is read of anything without a fault', () => {
    for (const value of [null, 3, 'one', [], { id: 7 }]) assert.deepEqual(listedModel(value), { id: '' });
  });
});
