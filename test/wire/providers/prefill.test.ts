import assert from 'node:assert/strict';
import { textMessage } from '../../../src/engine/model/message';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { count, counts, engine, failsAfter, link, scripted, textShown } from '../../unit/engine/failover/engine';
import { failure } from '../../unit/engine/failover/fixtures';
import { collect, textOfEvents, userSays } from './support/fixtures';
import { inMemory } from './support/inMemory';
import { wireProtocols } from './support/protocols';

interface Sent {
  readonly url: string;
  readonly body: Record<string, unknown> & { readonly messages?: readonly Record<string, unknown>[] };
}

type Answer = (sent: Sent) => Response;

/** A host that answers each request as told, and what it was sent. */
function host(answer: Answer): { readonly fetch: typeof fetch; readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const answering: typeof fetch = (input, init) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Sent['body']) : {};
    const request = { url: input instanceof Request ? input.url : String(input), body };
    sent.push(request);
    return Promise.resolve(answer(request));
  };
  return { fetch: answering, sent };
}

function streamOf(type: ProviderType, text: string): Response {
  const protocol = wireProtocols.find((each) => each.type === type)!;
  return new Response(protocol.start + protocol.text(text) + protocol.end, {
    headers: { 'content-type': protocol.contentType },
  });
}

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const missing = (): Response => json(404, { error: { message: 'Not Found' } });
const isChat = ({ url }: Sent): boolean => url.includes('/chat/completions');

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

const call = () => ({ signal: new AbortController().signal });

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

const noPrefill =
  'This model does not support assistant message prefill. The conversation must end with a user message.';

const refusals: readonly (readonly [name: string, type: ProviderType, body: unknown, baseUrl?: string])[] = [
  ['Anthropic', 'anthropic', { type: 'error', error: { type: 'invalid_request_error', message: noPrefill } }],
  [
    'a gateway to Bedrock',
    'openai-compatible',
    { message: `ValidationException: ${noPrefill}` },
    'https://api.mistral.ai/v1',
  ],
  [
    'OpenRouter',
    'openai-compatible',
    {
      error: {
        code: 400,
        message: 'Provider returned error',
        metadata: { provider_name: 'Google', raw: JSON.stringify({ error: { message: noPrefill } }) },
      },
    },
    'https://openrouter.ai/api/v1',
  ],
  ['Ollama', 'ollama', { error: 'Cannot have 2 or more assistant messages at the end of the list.' }],
];

describe('a prefill that is refused', () => {
  for (const [name, type, body, baseUrl] of refusals) {
    it(`by ${name} is asked for again in a turn of its own, and not a word is lost`, async () => {
      const { fetch, sent } = host(({ body: { messages } }) => {
        const last = messages?.at(-1);
        if (last?.role === 'assistant') return json(400, body);
        // The last words of what was shown, which the model is asked to begin with.
        const words = /\n\n([^\n"\\]+)$/.exec(textIn(last))?.[1] ?? '';
        const next = Number(/\d+$/.exec(words)?.[0]) + 1;
        return streamOf(type, words + count(next, 40));
      });
      const model = 'claude-haiku-4-5';
      const provider = inMemory({ type, baseUrl, model }, fetch);
      await collect(provider.chat(model, userSays('hi'), call()));
      sent.length = 0;
      const first = scripted('a', failsAfter(25, failure('stream-cut')));
      const { ask } = engine([link(first), link(provider, { model, traits: { prefill: true } })]);
      assert.equal(textShown(await ask()), count(1, 40));
      const roles = sent.map(({ body: { messages } }) => messages?.at(-1)?.role);
      assert.deepEqual(roles, ['assistant', 'user']);
    });
  }
});

describe('a lone host of this machine that cannot go on from a begun answer', () => {
  const lmStudio = { type: 'openai-compatible', baseUrl: 'http://127.0.0.1:1234/v1', model: 'm' } as const;
  const local = { model: 'm', trust: 'local', endpoint: 'http://127.0.0.1:1234', traits: { prefill: true } } as const;
  /** Numbers up to the 25th, without an end. */
  const cut = (): Response => {
    const protocol = wireProtocols.find(({ type }) => type === lmStudio.type)!;
    return new Response(protocol.start + protocol.text(count(1, 25)), {
      headers: { 'content-type': protocol.contentType },
    });
  };
  /** Breaks off the first `breaks` answers, and goes on with them as it is asked to. */
  function breaking(breaks: number) {
    let chats = 0;
    return host((request) => {
      if (!isChat(request)) return missing();
      chats += 1;
      if (chats <= breaks) return cut();
      const words = /\n\n([^\n"\\]+)$/.exec(textIn(request.body.messages?.at(-1)))?.[1] ?? '';
      return streamOf(lmStudio.type, words + count(Number(/\d+$/.exec(words)?.[0] ?? 0) + 1, 40));
    });
  }
  const asked = ({ sent }: ReturnType<typeof host>) =>
    sent.filter(isChat).map(({ body: { messages } }) => messages?.at(-1)?.role);
  const atIt = (fetch: typeof globalThis.fetch) => inMemory(lmStudio, fetch);
  /** In virtual time nothing is loaded. */
  before(() => collect(atIt(breaking(0).fetch).chat('m', userSays('hi'), call())));

  for (const [name, earlier] of [
    ['that was never asked before', 0],
    ['that served well lately', 1],
  ] as const) {
    it(`is asked at once to go on in a turn of its own: one ${name}`, async () => {
      const good = breaking(0);
      const broken = breaking(1);
      let now = good;
      const provider = atIt((...request) => now.fetch(...request));
      const { ask, manager } = engine([link(provider, local)]);
      for (let turn = 0; turn < earlier; turn += 1) await ask();
      now = broken;
      const events = await ask();
      assert.equal(events.at(-1)?.type, 'done', JSON.stringify(events.at(-1)));
      assert.equal(textShown(events), count(1, 40));
      assert.deepEqual(asked(broken), ['user', 'user']);
      assert.equal(manager.status().providers[0]?.state === 'down', false);
    });
  }

  it('is asked so as its one retry, also while it is down', async () => {
    const { fetch, sent } = breaking(4);
    const { ask } = engine([link(atIt(fetch), local)]);
    assert.equal((await ask()).at(-1)?.type, 'failed');
    assert.equal((await ask()).at(-1)?.type, 'failed');
    assert.deepEqual(asked({ fetch, sent }), ['user', 'user', 'user', 'user']);
    assert.equal(textShown(await ask()), count(1, 40));
  });

  it('is asked so in place of one that stands behind it', async () => {
    const good = breaking(0);
    const broken = breaking(1);
    let now = good;
    const provider = atIt((...request) => now.fetch(...request));
    const b = scripted('b', counts);
    const { ask } = engine([link(provider, local), link(b)]);
    await ask();
    now = broken;
    assert.equal(textShown(await ask()), count(1, 40));
    assert.deepEqual(asked(broken), ['user', 'user']);
    assert.equal(b.requests.length, 0);
  });
});

/** Of a message in any of the protocols. */
function textIn(message: Record<string, unknown> | undefined): string {
  const content = message?.content;
  if (typeof content === 'string') return content;
  return (Array.isArray(content) ? (content as { readonly text?: string }[]) : [])
    .map(({ text }) => text ?? '')
    .join('');
}
