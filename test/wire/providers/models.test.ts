import assert from 'node:assert/strict';
import type { ProviderType } from '../../../src/engine/providers/registry/descriptors';
import { providerAt, wireProtocols } from './support/protocols';
import { type Handler, RawServer } from './support/rawServer';

const bodies: Readonly<Record<ProviderType, unknown>> = {
  anthropic: { data: [{ id: 'one', display_name: 'One', max_input_tokens: 1000 }], has_more: false },
  openai: { object: 'list', data: [{ id: 'one' }] },
  google: { models: [{ name: 'models/one', displayName: 'One', supportedGenerationMethods: ['generateContent'] }] },
  'google-vertex': { publisherModels: [{ name: 'publishers/google/models/gemini-one' }] },
  'anthropic-vertex': { publisherModels: [{ name: 'publishers/anthropic/models/claude-one' }] },
  'azure-openai': {
    object: 'list',
    data: [{ id: 'one', model: 'gpt-5.4', object: 'deployment', status: 'succeeded' }],
  },
  bedrock: {
    modelSummaries: [
      {
        modelId: 'one',
        modelName: 'One',
        inputModalities: ['TEXT', 'IMAGE'],
        inferenceTypesSupported: ['ON_DEMAND'],
        responseStreamingSupported: true,
      },
    ],
  },
  'openai-compatible': { object: 'list', data: [{ id: 'one' }] },
  ollama: { models: [{ name: 'one', model: 'one' }] },
  local: { object: 'list', data: [{ id: 'one' }] },
};

for (const protocol of wireProtocols) {
  describe(`${protocol.type} asked for its models`, () => {
    let server: RawServer;
    afterEach(() => server.close());

    async function listOf(handler: Handler, signal = new AbortController().signal) {
      server = await RawServer.start(handler);
      return providerAt(protocol, server.url).listModels(signal);
    }

    it('lists them, whatever type the host calls the JSON', async () => {
      for (const type of ['application/json', 'text/plain']) {
        const list = await listOf((response) =>
          response.writeHead(200, { 'content-type': type }).end(JSON.stringify(bodies[protocol.type])),
        );
        assert.ok(list.ok, JSON.stringify(list));
        assert.deepEqual(
          // Of Vertex's publishers only what is a model of their family.
          list.models.map(({ id }) => id.replace(/^(?:gemini|claude)-/, '')),
          ['one'],
        );
        if (type === 'application/json') await server.close();
      }
    });

    for (const [name, kind, handler] of [
      [
        'a page',
        'not-protocol',
        (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Log in'),
      ],
      ['JSON of another kind', 'not-protocol', (response) => response.end('{"hello":"world"}')],
      ['half a JSON', 'not-protocol', (response) => response.end('{"data":[{"id":')],
      ['a wrong key', 'auth', (response) => response.writeHead(401).end('{"error":{"message":"no"}}')],
      ['a reset', 'connect', (response) => response.socket?.resetAndDestroy()],
      ['a redirect', 'not-protocol', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ] satisfies [string, string, Handler][]) {
      it(`reads ${name} as ${kind}`, async () => {
        const list = await listOf(handler);
        assert.ok(!list.ok);
        assert.equal(list.failure.kind, kind);
      });
    }

    it('gives up at once when it is cancelled', async () => {
      const controller = new AbortController();
      const list = await listOf(() => controller.abort(), controller.signal);
      assert.equal(!list.ok && list.failure.kind, 'cancelled');
      await server.abandoned();
    });
  });
}
