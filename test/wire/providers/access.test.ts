import assert from 'node:assert/strict';
import type { Provider } from '../../../src/engine/model/provider';
import { collect, userSays } from './support/fixtures';
import { providerAt, wireProtocols } from './support/protocols';
import { RawServer } from './support/rawServer';

const environment = {
  ANTHROPIC_API_KEY: 'env-secret',
  ANTHROPIC_AUTH_TOKEN: 'env-secret',
  ANTHROPIC_BASE_URL: 'http://127.0.0.1:1/env-secret',
  ANTHROPIC_CUSTOM_HEADERS: 'X-Env: env-secret\nAuthorization: env-secret',
  OPENAI_API_KEY: 'env-secret',
  OPENAI_ADMIN_KEY: 'env-secret',
  OPENAI_ORG_ID: 'env-secret',
  OPENAI_PROJECT_ID: 'env-secret',
  OPENAI_BASE_URL: 'http://127.0.0.1:1/env-secret',
  OPENAI_CUSTOM_HEADERS: 'X-Env: env-secret\nAuthorization: env-secret',
  OLLAMA_API_KEY: 'env-secret',
};

for (const protocol of wireProtocols) {
  describe(`${protocol.type} and its key`, () => {
    let server: RawServer;

    beforeEach(async () => {
      server = await RawServer.start((response) =>
        response
          .writeHead(200, { 'content-type': protocol.contentType })
          .end(protocol.start + protocol.text('fine') + protocol.end),
      );
    });
    afterEach(() => server.close());

    const ask = (provider: Provider) =>
      collect(provider.chat(protocol.model, userSays('hi'), { signal: new AbortController().signal }));
    const withKey = (key: string | undefined, headers: Record<string, string> = {}): Provider =>
      providerAt(protocol, server.url, { config: { headers }, deps: { apiKey: () => Promise.resolve(key) } });
    const needsKey = protocol.type === 'anthropic' || protocol.type === 'openai';

    it('sends the key in its header and nowhere else', async () => {
      await ask(withKey('the-key'));
      const request = server.requests[0]!;
      const expected = protocol.type === 'anthropic' ? 'the-key' : 'Bearer the-key';
      assert.equal(request.headers[protocol.type === 'anthropic' ? 'x-api-key' : 'authorization'], expected);
      assert.ok(!`${request.path}${request.body}`.includes('the-key'));
    });

    it('trims a key that was pasted with white space', async () => {
      await ask(withKey(' the-key\n'));
      assert.equal((await ask(withKey(' the-key\n'))).at(-1)?.type, 'done');
    });

    it(needsKey ? 'says how to set a missing key, without a request' : 'works without a key', async () => {
      for (const key of [undefined, '', '  ']) {
        const last = (await ask(withKey(key))).at(-1);
        if (needsKey) {
          assert.ok(last?.type === 'failed');
          assert.deepEqual([last.failure.kind, last.failure.scope], ['auth', 'credential']);
          assert.match(last.failure.message, /Set API Key/);
        } else assert.equal(last?.type, 'done');
      }
      assert.equal(server.requests.length, needsKey ? 0 : 3);
      assert.ok(server.requests.every(({ headers }) => !('authorization' in headers)));
    });

    it('says that a key cannot be one, without a request and without the key', async () => {
      const events = await ask(withKey('sk-ünïcode'));
      assert.ok(events[0]?.type === 'failed' && events[0].failure.kind === 'auth');
      assert.ok(!events[0].failure.message.includes('nïcode'));
      assert.equal(server.requests.length, 0);
    });

    it('says so when the key cannot be read', async () => {
      const deps = { apiKey: () => Promise.reject(new Error('keyring locked')) };
      const events = await ask(providerAt(protocol, server.url, { deps }));
      assert.ok(events.length === 1 && events[0]?.type === 'failed' && events[0].failure.kind === 'auth');
    });

    it('is cancelled while the key cannot be read', async () => {
      const deps = { apiKey: () => new Promise<string>(() => undefined) };
      const controller = new AbortController();
      const provider = providerAt(protocol, server.url, { deps });
      setTimeout(() => controller.abort(), 5);
      const events = await collect(provider.chat(protocol.model, userSays('hi'), { signal: controller.signal }));
      assert.ok(events[0]?.type === 'failed' && events[0].failure.kind === 'cancelled');
      const list = await provider.listModels(controller.signal);
      assert.equal(!list.ok && list.failure.kind, 'cancelled');
    });

    it('uses a key from the moment it is set', async () => {
      let key = 'old';
      const provider = providerAt(protocol, server.url, { deps: { apiKey: () => Promise.resolve(key) } });
      await ask(provider);
      key = 'new';
      await ask(provider);
      const sent = server.requests.map(({ headers }) => headers['x-api-key'] ?? headers.authorization);
      assert.deepEqual(
        sent.map((value) => String(value).replace('Bearer ', '')),
        ['old', 'new'],
      );
    });

    it('sends the headers of the settings, but lets none of them replace the key', async () => {
      await ask(
        withKey('the-key', { 'X-Team': 'compilers', Authorization: 'mine', 'X-Api-Key': 'mine', Host: 'other' }),
      );
      const { headers } = server.requests[0]!;
      assert.equal(headers['x-team'], 'compilers');
      assert.ok(!JSON.stringify(headers).includes('mine'));
      assert.notEqual(headers.host, 'other');
    });

    it('sends the key in the headers that ask for it, and then nowhere else', async () => {
      await ask(withKey('the-key', { 'X-Gateway-Key': '${apiKey}', 'X-Team': 'compilers' }));
      await ask(withKey('the-key', { Authorization: 'Token ${apiKey}' }));
      const [gateway, own] = server.requests.map(({ headers }) => headers);
      assert.deepEqual([gateway?.['x-gateway-key'], gateway?.['x-team']], ['the-key', 'compilers']);
      assert.deepEqual([gateway?.authorization, gateway?.['x-api-key']], [undefined, undefined]);
      assert.deepEqual([own?.authorization, own?.['x-api-key']], ['Token the-key', undefined]);
    });

    it('names the header that cannot be sent, without its value', async () => {
      const events = await ask(withKey('the-key', { 'X-Team': 'gehëim\u2603' }));
      assert.ok(events.length === 1 && events[0]?.type === 'failed');
      assert.equal(events[0].failure.kind, 'bad-request');
      assert.match(events[0].failure.message, /X-Team/);
      assert.ok(!events[0].failure.message.includes('gehëim'));
      assert.equal(server.requests.length, 0);
    });

    it('sends nothing that it finds in the environment, and no telemetry', async () => {
      const before = process.env;
      process.env = { ...before, ...environment };
      try {
        await ask(withKey('the-key'));
        await withKey('the-key').listModels(new AbortController().signal);
      } finally {
        process.env = before;
      }
      assert.equal(server.requests.length, 2);
      assert.ok(!JSON.stringify(server.requests).includes('env-secret'));
      for (const { headers } of server.requests) {
        assert.deepEqual(
          Object.keys(headers).filter((name) => name.startsWith('x-stainless') || name === 'traceparent'),
          [],
        );
      }
    });
  });
}
