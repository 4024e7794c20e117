import assert from 'node:assert/strict';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { count, counts, engine, failsAfter, link, scripted, textShown } from '../../unit/engine/failover/engine';
import { failure } from '../../unit/engine/failover/fixtures';
import { collect, userSays } from './support/fixtures';
import { inMemory } from './support/inMemory';
import { wireProtocols } from './support/protocols';
import { call, host, isChat, json, missing, streamOf } from './support/prefillHost';

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
