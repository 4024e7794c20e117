import assert from 'node:assert/strict';
import type { Provider } from '../../../src/engine/model/provider/provider';
import { collect, userSays } from './support/fixtures';
import { providerAt, wireProtocols } from './support/protocols';
import { bytesOf } from './support/wireProtocol';
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
  AZURE_OPENAI_API_KEY: 'env-secret',
  AZURE_OPENAI_AD_TOKEN: 'env-secret',
  AZURE_OPENAI_ENDPOINT: 'http://127.0.0.1:1/env-secret',
  OPENAI_API_VERSION: 'env-secret',
  OPENAI_CUSTOM_HEADERS: 'X-Env: env-secret\nAuthorization: env-secret',
  OLLAMA_API_KEY: 'env-secret',
  GEMINI_API_KEY: 'env-secret',
  GOOGLE_API_KEY: 'env-secret',
  GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:1/env-secret',
  GOOGLE_GENAI_USE_VERTEXAI: 'true',
  AWS_BEARER_TOKEN_BEDROCK: 'env-secret',
  AWS_ACCESS_KEY_ID: 'env-secret',
  AWS_SECRET_ACCESS_KEY: 'env-secret',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1/env-secret',
  GOOGLE_VERTEX_BASE_URL: 'http://127.0.0.1:1/env-secret',
  GOOGLE_CLOUD_PROJECT: 'env-secret',
  GOOGLE_CLOUD_LOCATION: 'env-secret',
  ANTHROPIC_VERTEX_PROJECT_ID: 'env-secret',
};

/** Of a machine that has no credentials for AWS. */
const bare = { HOME: '/nowhere', PATH: '' };

/** Where a protocol has the key; the others as a bearer token. */
const keyHeaders: Readonly<Record<string, string>> = {
  anthropic: 'x-api-key',
  google: 'x-goog-api-key',
  'azure-openai': 'api-key',
};

for (const protocol of wireProtocols) {
  describe(`${protocol.type} and its key`, () => {
    let server: RawServer;

    beforeEach(async () => {
      server = await RawServer.start((response) =>
        response
          .writeHead(200, { 'content-type': protocol.contentType })
          .end(bytesOf(protocol, protocol.start + protocol.text('fine') + protocol.end)),
      );
    });
    afterEach(() => server.close());

    const ask = (provider: Provider) =>
      collect(provider.chat(protocol.model, userSays('hi'), { signal: new AbortController().signal }));
    const withKey = (key: string | undefined, headers: Record<string, string> = {}): Provider =>
      providerAt(protocol, server.url, {
        config: { headers },
        deps: { apiKey: () => Promise.resolve(key), environment: bare },
      });
    const needsKey = !['openai-compatible', 'ollama', 'local'].includes(protocol.type);
    const hasMachines = protocol.type.endsWith('-vertex');

    it('sends the key in its header and nowhere else', async () => {
      await ask(withKey('the-key'));
      const request = server.requests[0]!;
      const header = keyHeaders[protocol.type];
      assert.equal(request.headers[header ?? 'authorization'], header ? 'the-key' : 'Bearer the-key');
      assert.ok(!`${request.path}${request.body}`.includes('the-key'));
    });

    it('trims a key that was pasted with white space', async () => {
      await ask(withKey(' the-key\n'));
      assert.equal((await ask(withKey(' the-key\n'))).at(-1)?.type, 'done');
    });

    it(needsKey ? 'says how to set a missing key, without a request' : 'works without a key', async function () {
      // The machine's credentials take its place: vertex.test.ts.
      if (hasMachines) this.skip();
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
      const sent = server.requests.map(({ headers }) => headers[keyHeaders[protocol.type] ?? 'authorization']);
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
