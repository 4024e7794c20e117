import assert from 'node:assert/strict';
import { outputLimitIn } from '../../../../../src/engine/providers/errors/refusals/outputLimit';
import { contextWindowIn, contextWindowInProps } from '../../../../../src/engine/providers/catalogue/contextWindows';
import { classifiers, context, response } from '../fixtures';

describe('contextWindowIn', () => {
  const listed: readonly (readonly [string, unknown, number | undefined])[] = [
    ['OpenRouter', { id: 'm', context_length: 131_072, top_provider: { context_length: 32_768 } }, 32_768],
    [
      'OpenRouter without a word of its host',
      { id: 'm', context_length: 8_192, top_provider: { context_length: null } },
      8_192,
    ],
    ['vLLM', { id: 'm', max_model_len: 40_960 }, 40_960],
    ['Groq', { id: 'm', context_window: 131_072, active: true }, 131_072],
    ['Mistral', { id: 'm', max_context_length: 262_144 }, 262_144],
    ['LM Studio', { id: 'm', max_context_length: 131_072, loaded_context_length: 4_096 }, 4_096],
    ['llama.cpp', { id: 'm', meta: { n_ctx_train: 32_768 } }, 32_768],
    ['OpenAI, which says none', { id: 'm', object: 'model', owned_by: 'openai' }, undefined],
    ['a host that says nonsense', { id: 'm', context_length: 'large', max_model_len: -1 }, undefined],
  ];
  for (const [host, model, window] of listed) {
    it(`is read from ${host}`, () => assert.equal(contextWindowIn(model), window));
  }

  it('is what a slot holds where llama.cpp tells of itself', () => {
    assert.equal(contextWindowInProps('{"default_generation_settings":{"n_ctx":8192},"total_slots":4}'), 8_192);
    assert.equal(contextWindowInProps('no JSON'), undefined);
  });
});

describe('outputLimitIn', () => {
  const messages: readonly (readonly [string, number | undefined])[] = [
    [
      'This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, but can only afford 30104.',
      28_598,
    ],
    ['max_tokens: 64000 > 8192, which is the maximum allowed number of output tokens for m', 8_192],
    ['max_tokens is too large: 128000. This model supports at most 16384 completion tokens', 16_384],
    ['You requested up to 500 tokens, but can only afford 12.', undefined],
    ['Insufficient credits.', undefined],
  ];
  for (const [message, tokens] of messages)
    it(`are read from: ${message}`, () => assert.equal(outputLimitIn(message), tokens));

  it('come with the refusal, whose account is not empty', () => {
    const failure = classifiers['openai-compatible'](
      response(402, { error: { code: 402, message: messages[0]![0] } }),
      context,
    );
    assert.deepEqual([failure.kind, failure.outputLimitTokens], ['quota', 28_598]);
  });
});
