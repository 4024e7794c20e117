import assert from 'node:assert/strict';
import { identifyServer } from '../../../src/engine/config/local/identifyServer';
import { type Handler, RawServer } from '../providers/support/rawServer';

const signal = new AbortController().signal;

interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers by path; all other paths as `otherwise`. */
function site(
  replies: Readonly<Record<string, Reply>>,
  otherwise: Reply = { status: 404, body: { error: 'none' } },
): Handler {
  return (response, { path }) => {
    const { status = 200, type = 'application/json', body, headers } = replies[path] ?? otherwise;
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const listOf = (owned_by: string, ...ids: readonly string[]): Reply => ({
  body: { object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by })) },
});
const llamaCpp = {
  '/v1/models': listOf('llamacpp', '/models/a.gguf'),
  '/props': { body: { default_generation_settings: {} } },
};
const page: Reply = { type: 'text/html', body: '<!doctype html><title>Jenkins</title>' };

const cases: readonly {
  readonly name: string;
  readonly site: Handler;
  readonly found: { readonly kind: string; readonly models: readonly string[] } | undefined;
}[] = [
  { name: "llama.cpp's server", site: site(llamaCpp), found: { kind: 'llama.cpp', models: ['/models/a.gguf'] } },
  {
    name: "llama.cpp's server that wants a key",
    site: site({ ...llamaCpp, '/props': { status: 401, body: { error: { code: 401 } } } }),
    found: { kind: 'llama.cpp', models: ['/models/a.gguf'] },
  },
  {
    name: 'vLLM',
    site: site({ '/v1/models': listOf('vllm', 'Qwen/Qwen2.5-Coder-7B'), '/version': { body: { version: '0.19.0' } } }),
    found: { kind: 'vllm', models: ['Qwen/Qwen2.5-Coder-7B'] },
  },
  {
    name: 'LM Studio, without its models for embeddings',
    site: site(
      {
        '/v1/models': listOf('organization_owner', 'qwen2.5-coder-7b-instruct', 'text-embedding-nomic'),
        '/api/v0/models': {
          body: {
            object: 'list',
            data: [
              { id: 'qwen2.5-coder-7b-instruct', object: 'model', type: 'llm', state: 'not-loaded' },
              { id: 'text-embedding-nomic', object: 'model', type: 'embeddings', state: 'not-loaded' },
            ],
          },
        },
      },
      { body: { error: 'Unexpected endpoint or method. (GET /)' } },
    ),
    found: { kind: 'lm-studio', models: ['qwen2.5-coder-7b-instruct'] },
  },
  { name: 'a page for every path', site: site({}, page), found: undefined },
  { name: 'the same JSON for every path', site: site({}, { body: { status: 'ok', data: [] } }), found: undefined },
  { name: 'the same list for every path', site: site({}, listOf('vllm', 'm')), found: undefined },
  {
    name: 'a list that calls itself the one of llama.cpp alone',
    site: site({ '/v1/models': listOf('llamacpp', 'm') }),
    found: undefined,
  },
  {
    name: 'a shop with models of cars',
    site: site({ '/v1/models': { body: { data: [{ id: 'x5' }] } } }),
    found: undefined,
  },
  {
    name: 'a gateway of somebody else',
    site: site({ '/v1/models': listOf('openai', 'gpt-5.6'), '/version': { body: { version: '1' } } }),
    found: undefined,
  },
  { name: 'a list without a model', site: site({ ...llamaCpp, '/v1/models': listOf('llamacpp') }), found: undefined },
  { name: 'JSON that is none', site: site({}, { body: '{"data":[' }), found: undefined },
  { name: 'a page that says it is JSON', site: site({}, { body: '<html>' }), found: undefined },
  { name: 'a wall that wants a key', site: site({}, { status: 401, body: {} }), found: undefined },
  {
    name: 'an answer without end',
    site: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        if (!response.destroyed) response.write(' '.repeat(65_536), () => setImmediate(more));
      };
      more();
    },
    found: undefined,
  },
];

describe('a server at a usual port', () => {
  let server: RawServer | undefined;
  afterEach(() => server?.close());

  for (const { name, site: answers, found } of cases) {
    it(`that is ${name} is ${found ? 'known' : 'left alone'}`, async () => {
      server = await RawServer.start(answers);
      const identified = await identifyServer(server.url, fetch, signal);
      assert.deepEqual(identified, found && { ...found, origin: server.url });
      assert.ok(server.requests.every(({ method, body }) => method === 'GET' && body === ''));
    });
  }

  it('is not followed to another host', async () => {
    const other = await RawServer.start(site(llamaCpp));
    try {
      server = await RawServer.start((response, { path }) =>
        response.writeHead(307, { location: `${other.url}${path}` }).end(),
      );
      assert.equal(await identifyServer(server.url, fetch, signal), undefined);
      assert.deepEqual(other.requests, []);
    } finally {
      await other.close();
    }
  });

  it('is not waited for where it is silent', async () => {
    const controller = new AbortController();
    server = await RawServer.start(() => controller.abort());
    assert.equal(await identifyServer(server.url, fetch, controller.signal), undefined);
  });

  it('is nothing where nothing listens', async () => {
    server = await RawServer.start(() => undefined);
    const { url } = server;
    await server.close();
    server = undefined;
    assert.equal(await identifyServer(url, fetch, signal), undefined);
  });
});
