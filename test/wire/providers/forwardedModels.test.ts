import assert from 'node:assert/strict';
import type { Failure } from '../../../src/engine/model/failure/failure';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { routesOf } from '../../../src/engine/providers/registry/routes';
import { ForwardedModels } from '../../../src/engine/providers/catalogue/forwardedModels';
import { createProvider } from '../../../src/engine/providers/registry/createProvider';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import { textMessage } from '../../../src/engine/model/request/message';
import { wireProtocols } from './support/protocols';

const endpoint = 'http://127.0.0.1:11434';
const config: ProviderConfig = {
  ...{ id: 'ollama', type: 'ollama', model: 'fast', baseUrl: endpoint, label: 'Ollama', headers: {}, enabled: true },
};
const elsewhere = { remote_host: 'https://ollama.com:443', remote_model: 'gpt-oss:120b' };
const signal = new AbortController().signal;

/** An Ollama whose one model is what `shown` tells at the moment. */
function ollama(shown: () => object | Response, listed = config) {
  const asked: string[] = [];
  let nowMs = 0;
  const models = new ForwardedModels(() => undefined);
  const fetch: typeof globalThis.fetch = (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    asked.push(pathname);
    if (pathname === '/api/show') {
      const told = shown();
      return Promise.resolve(told instanceof Response ? told : Response.json(told));
    }
    const spoken = wireProtocols.find(({ type }) => type === listed.type);
    if (spoken && listed.type !== 'ollama') {
      const { start, text, end, contentType } = spoken;
      return Promise.resolve(new Response(start + text('Hello.') + end, { headers: { 'content-type': contentType } }));
    }
    const line = { message: { role: 'assistant', content: 'Hello.' }, response: 'x', done: true, done_reason: 'stop' };
    return Promise.resolve(new Response(`${JSON.stringify(line)}\n`));
  };
  /** As a chain that is built now has it. */
  const built = () => {
    const { chat } = routesOf(listed, { forwardedTo: (at, model) => models.get(at, model) });
    const provider = createProvider(listed, {
      apiKey: () => Promise.resolve(listed.type === 'ollama' ? undefined : 'test-key'),
      fetch,
      clock: { now: () => nowMs, monotonicMs: () => nowMs },
      forwarding: models.notesFor(new URL(listed.baseUrl ?? endpoint).origin, ['fast']),
    });
    const ask = async (events: AsyncIterable<StreamEvent>): Promise<StreamEvent | undefined> => {
      let last: StreamEvent | undefined;
      for await (const event of events) last = event;
      return last;
    };
    const hole = { prefix: 'a', suffix: 'b', maxOutputTokens: 10, temperature: 0, stop: [] };
    return {
      route: chat,
      chat: () => ask(provider.chat('fast', { messages: [textMessage('user', 'Hi')] }, { signal })),
      fim: () => ask(provider.fim('fast', hole, { signal })),
    };
  };
  return { asked, built, after: (ms: number) => (nowMs += ms) };
}

function refusal(event: StreamEvent | undefined): Failure['kind'] | undefined {
  return event?.type === 'failed' ? event.failure.kind : undefined;
}

describe('a model under a name that tells nothing, which Ollama hands on', () => {
  it('is sent neither a chat nor a hole while it counts as local', async () => {
    const { asked, built } = ollama(() => ({ ...elsewhere, capabilities: ['insert'] }));
    const { route, chat, fim } = built();
    assert.equal(route.trust, 'local');
    assert.deepEqual([refusal(await chat()), refusal(await fim())], ['not-allowed', 'not-allowed']);
    assert.ok(asked.every((path) => path === '/api/show'));
  });

  it('is a route of the host that it is handed on to as soon as Ollama has said so, and is asked then', async () => {
    const { built } = ollama(() => elsewhere);
    await built().chat();
    const { route, chat } = built();
    assert.deepEqual([route.trust, route.vendor], ['cloud', 'ollama.com']);
    assert.equal((await chat())?.type, 'done');
  });

  it('stays unasked by a chain that was built before', async () => {
    const { built } = ollama(() => elsewhere);
    const before = built();
    await before.chat();
    built();
    assert.equal(refusal(await before.chat()), 'not-allowed');
  });

  it('is noticed when the name is given to it later', async () => {
    let shown: object = {};
    const { built, after } = ollama(() => shown);
    const { chat } = built();
    assert.equal((await chat())?.type, 'done');
    shown = elsewhere;
    after(30_001);
    assert.equal(refusal(await chat()), 'not-allowed');
  });

  it('is not asked when it goes to another host than the user knows of', async () => {
    let shown: object = elsewhere;
    const { built, after } = ollama(() => shown);
    await built().chat();
    const { chat } = built();
    shown = { remote_host: 'https://other.example' };
    after(30_001);
    assert.equal(refusal(await chat()), 'not-allowed');
  });
});

describe('a model that the user chose for a request, and which Ollama hands on', () => {
  it('has one route in a chain, and a new one in the chain that is built when its host is known', () => {
    const models = new ForwardedModels(() => undefined);
    const before = models.notesFor(endpoint);
    const routeFor = (notes: typeof before) =>
      routesOf(config, { forwardedTo: (_endpoint, model) => notes.route(model) }).routeFor('other');
    assert.equal(routeFor(before).trust, 'local');
    before.note('other', 'ollama.com');
    assert.equal(routeFor(before).trust, 'local');
    assert.equal(before.asRouted('other'), undefined);
    const after = models.notesFor(endpoint);
    assert.deepEqual([routeFor(after).trust, routeFor(after).vendor], ['cloud', 'ollama.com']);
    assert.equal(after.asRouted('other'), 'ollama.com');
  });
});

const otherwise: readonly ProviderConfig[] = [
  { ...config, type: 'openai-compatible', baseUrl: `${endpoint}/v1` },
  { ...config, type: 'openai-compatible', baseUrl: 'http://gpu.lan:8080/v1' },
  { ...config, type: 'openai', baseUrl: `${endpoint}/v1` },
  { ...config, type: 'anthropic', baseUrl: endpoint },
];

for (const listed of otherwise) {
  describe(`a model that an Ollama hands on, asked at ${listed.baseUrl} as ${listed.type}`, () => {
    it('is outside by its name', () => {
      const { chat } = routesOf({ ...listed, model: 'gpt-oss:120b-Cloud' });
      assert.deepEqual([chat.trust, chat.vendor], ['cloud', 'ollama.com']);
    });

    it('is sent nothing under another name, until its host is known and agreed to', async () => {
      const { asked, built } = ollama(() => elsewhere, listed);
      const before = built();
      assert.notEqual(before.route.trust, 'cloud');
      assert.deepEqual([refusal(await before.chat()), refusal(await before.fim())], ['not-allowed', 'not-allowed']);
      assert.deepEqual([...new Set(asked)], ['/api/show']);
      const { route, chat } = built();
      assert.deepEqual([route.trust, route.vendor], ['cloud', 'ollama.com']);
      assert.equal((await chat())?.type, 'done');
    });

    it('is asked as the model of a server that is no Ollama, or of one that keeps it', async () => {
      for (const shown of [() => new Response('Not found', { status: 404 }), () => new Response('<p>'), () => ({})]) {
        const { asked, built } = ollama(shown, listed);
        const { chat } = built();
        assert.equal((await chat())?.type, 'done');
        assert.equal((await chat())?.type, 'done');
        assert.equal(asked.filter((path) => path === '/api/show').length, 1);
      }
    });

    it('is noticed when the name is given to it later', async () => {
      let shown: object = {};
      const { built, after } = ollama(() => shown, listed);
      const { chat } = built();
      assert.equal((await chat())?.type, 'done');
      shown = elsewhere;
      after(30_001);
      assert.equal(refusal(await chat()), 'not-allowed');
    });
  });
}

describe('a model of a vendor', () => {
  it('is asked at once: nobody but an own server is asked whether it hands on', async () => {
    const vendor: ProviderConfig = { ...config, type: 'openai-compatible', baseUrl: 'https://vendor.example/v1' };
    const { asked, built } = ollama(() => elsewhere, vendor);
    assert.equal((await built().chat())?.type, 'done');
    assert.ok(!asked.includes('/api/show'));
  });
});
