import assert from 'node:assert/strict';
import { textMessage } from '../../../src/engine/model/request/message';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { inMemory } from './support/inMemory';
import { type Answer, call, host, isChat, json, missing, streamOf } from './support/prefillHost';

const partial = 'The answer that was begun is';
const begun = {
  ...userSays('Why?'),
  messages: [textMessage('user', 'Why?'), textMessage('assistant', `${partial} \n`)],
};

interface Case {
  readonly name: string;
  readonly type: ProviderType;
  readonly baseUrl?: string;
  readonly model: string;
  readonly url: string;
  /** The last message as it is sent. */
  readonly last: Record<string, unknown>;
  readonly also?: Record<string, unknown>;
  /** What it says on paths other than the chat's. */
  readonly says?: Answer;
  /** The host repeats the prefill. */
  readonly echoes?: true;
}

const turn = { role: 'assistant', content: partial };
const llamaProps: Answer = ({ url }) =>
  url.endsWith('/props') ? json(200, { default_generation_settings: {} }) : missing();
const vllmVersion: Answer = ({ url }) => (url.endsWith('/version') ? json(200, { version: '0.15.0' }) : missing());

const cases: readonly Case[] = [
  {
    name: 'Claude up to 4.5',
    type: 'anthropic',
    model: 'claude-haiku-4-5',
    url: 'https://api.anthropic.com/v1/messages',
    last: { role: 'assistant', content: [{ type: 'text', text: partial }] },
  },
  {
    name: 'Mistral',
    type: 'openai-compatible',
    baseUrl: 'https://api.mistral.ai/v1',
    model: 'mistral-large-latest',
    url: 'https://api.mistral.ai/v1/chat/completions',
    last: { ...turn, prefix: true },
    echoes: true,
  },
  {
    name: 'DeepSeek, at its beta path',
    type: 'openai-compatible',
    baseUrl: 'https://api.deepseek.com',
    model: 'deepseek-chat',
    url: 'https://api.deepseek.com/beta/chat/completions',
    last: { ...turn, prefix: true },
  },
  {
    name: 'Ollama',
    type: 'ollama',
    model: 'qwen2.5-coder:7b',
    url: 'http://127.0.0.1:11434/api/chat',
    last: turn,
  },
  {
    name: 'llama.cpp',
    type: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:8080/v1',
    model: 'local-model',
    url: 'http://127.0.0.1:8080/v1/chat/completions',
    last: turn,
    says: llamaProps,
    echoes: true,
  },
  {
    name: 'vLLM',
    type: 'openai-compatible',
    baseUrl: 'http://10.0.0.7:8000/v1',
    model: 'served-model',
    url: 'http://10.0.0.7:8000/v1/chat/completions',
    last: turn,
    also: { continue_final_message: true, add_generation_prompt: false },
    says: vllmVersion,
  },
  {
    name: 'Claude up to 4.5 behind OpenRouter',
    type: 'openai-compatible',
    baseUrl: 'https://openrouter.ai/api/v1',
    model: 'anthropic/claude-sonnet-4.5',
    url: 'https://openrouter.ai/api/v1/chat/completions',
    last: turn,
  },
];

function planned({ type, baseUrl, model }: Pick<Case, 'type' | 'baseUrl' | 'model'>): boolean {
  const config = { id: 'p', type, baseUrl, model, label: 'Provider', headers: {}, enabled: true };
  return routesOf(config).chat.traits.prefill;
}

describe('an answer that was begun is gone on from', () => {
  for (const { name, type, baseUrl, model, url, last, also, says, echoes } of cases) {
    it(`by ${name}`, async () => {
      assert.ok(planned({ type, baseUrl, model }));
      const text = echoes ? `${partial} 42.` : ' 42.';
      const { fetch, sent } = host((request) => (says && !isChat(request) ? says(request) : streamOf(type, text)));
      const provider = inMemory({ type, baseUrl, model }, fetch);
      assert.equal(textOfEvents(await collect(provider.chat(model, begun, call()))), ' 42.');
      const request = sent.at(-1)!;
      assert.equal(request.url.replace(/\?.*$/, ''), url);
      assert.deepEqual(request.body.messages?.at(-1), last);
      const marks = ['continue_final_message', 'add_generation_prompt'].filter((mark) => mark in request.body);
      assert.deepEqual(Object.fromEntries(marks.map((mark) => [mark, request.body[mark]])), also ?? {});
    });
  }

  it('without the mark where nothing was begun', async () => {
    for (const { type, baseUrl, model } of cases) {
      const { fetch, sent } = host(() => streamOf(type, 'fine'));
      await collect(inMemory({ type, baseUrl, model }, fetch).chat(model, userSays('hi'), call()));
      assert.equal(sent.length, 1);
      assert.doesNotMatch(JSON.stringify(sent[0]), /prefix|beta|continue_final/);
    }
  });

  const never: readonly Pick<Case, 'name' | 'type' | 'baseUrl' | 'model'>[] = [
    { name: 'Claude from 4.6 on', type: 'anthropic', model: 'claude-opus-4-6' },
    { name: 'Claude 5', type: 'anthropic', model: 'claude-sonnet-5-5' },
    { name: 'a Claude that is not known yet', type: 'anthropic', model: 'claude-opus-7' },
    { name: 'OpenAI', type: 'openai', model: 'gpt-5.6-terra' },
    { name: 'OpenAI in Azure', type: 'azure-openai', baseUrl: 'https://contoso.openai.azure.com', model: 'gpt-5.4' },
    {
      name: 'Gemini',
      type: 'openai-compatible',
      baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
      model: 'gemini-3-pro',
    },
    {
      name: 'Claude 5 behind OpenRouter',
      type: 'openai-compatible',
      baseUrl: 'https://openrouter.ai/api/v1',
      model: 'anthropic/claude-sonnet-5',
    },
    {
      name: 'DeepSeek behind OpenRouter',
      type: 'openai-compatible',
      baseUrl: 'https://openrouter.ai/api/v1',
      model: 'deepseek/deepseek-chat',
    },
    {
      name: 'a gateway in the cloud',
      type: 'openai-compatible',
      baseUrl: 'https://gateway.example.com/v1',
      model: 'mistral-large',
    },
    { name: 'a model that thinks first', type: 'ollama', model: 'gpt-oss:20b' },
  ];
  for (const { name, ...route } of never) it(`never by ${name}`, () => assert.equal(planned(route), false));

  it('by no server that says it is another, which is told without asking its model', async () => {
    const { fetch, sent } = host(missing);
    const route = { type: 'openai-compatible', baseUrl: 'http://127.0.0.1:1234/v1', model: 'm' } as const;
    const events = await collect(inMemory(route, fetch).chat('m', begun, call()));
    assert.ok(events[0]?.type === 'failed' && events[0].failure.repair === 'prefill', JSON.stringify(events));
    assert.ok(!sent.some(isChat));
  });
});
