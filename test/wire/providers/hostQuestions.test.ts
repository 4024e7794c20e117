import assert from 'node:assert/strict';
import { chatStream, filled, hostOf, infilled, json, ollama, type Sent, server } from './support/completionHost';
import { hostOfUser } from './support/protocols';

describe('a host that has to be asked what it is', () => {
  const paths = (sent: readonly Sent[]): string[] => sent.map(({ url }) => new URL(url).pathname);

  it('is asked once, by both questions at once', async () => {
    const { sent, complete } = hostOf(
      'openai-compatible',
      'm',
      'http://127.0.0.1:8080/v1',
      server('llama.cpp', infilled),
    );
    await complete();
    await complete();
    assert.deepEqual(paths(sent), ['/props', '/version', '/infill', '/infill']);
  });

  it('is asked before, where the provider is prepared', async () => {
    for (const [type, model, baseUrl, answer, asked, completion] of [
      [
        'openai-compatible',
        'm',
        'http://127.0.0.1:8080/v1',
        server('llama.cpp', infilled),
        ['/props', '/version'],
        '/infill',
      ],
      ['ollama', 'qwen2.5-coder:7b', undefined, ollama({ capabilities: ['insert'] }), ['/api/show'], '/api/generate'],
    ] as const) {
      const { sent, provider, complete } = hostOf(type, model, baseUrl, answer);
      await provider.prepare?.(model, { signal: new AbortController().signal });
      assert.deepEqual(paths(sent), asked);
      assert.equal((await complete()).at(-1)?.type, 'done');
      assert.deepEqual(paths(sent), [...asked, completion]);
    }
  });

  it('is not asked by preparing a vendor, whose client is loaded all the same', async () => {
    for (const type of [
      'anthropic',
      'openai',
      'google',
      'bedrock',
      'azure-openai',
      'google-vertex',
      'anthropic-vertex',
    ] as const) {
      const { sent, provider, complete } = hostOf(type, 'm', hostOfUser(type), () => chatStream(type));
      await provider.prepare?.('m', { signal: new AbortController().signal });
      assert.deepEqual(sent, []);
      assert.equal((await complete()).at(-1)?.type, 'done');
    }
  });

  it('and is down prepares nothing, without an error', async () => {
    const { sent, provider } = hostOf('openai-compatible', 'm', 'http://127.0.0.1:8080/v1', () => {
      throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    });
    await provider.prepare?.('m', { signal: new AbortController().signal });
    assert.deepEqual(paths(sent), ['/props', '/version']);
  });

  it('and is down fails the completion by that, and is asked for no other', async () => {
    for (const [type, baseUrl, questions] of [
      ['openai-compatible', 'http://127.0.0.1:8080/v1', ['/props', '/version']],
      ['ollama', 'http://127.0.0.1:11434', ['/api/show']],
    ] as const) {
      const { sent, complete } = hostOf(type, 'qwen2.5-coder:7b', baseUrl, () => {
        throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
      });
      const got = await complete();
      assert.deepEqual(
        got.map((event) => event.type === 'failed' && event.failure.kind),
        ['connect'],
      );
      assert.deepEqual(paths(sent), questions);
    }
  });

  it('and lacks the model says so', async () => {
    const { sent, complete } = hostOf('ollama', 'gone:7b', undefined, () =>
      json(404, { error: "model 'gone:7b' not found" }),
    );
    const [event] = await complete();
    assert.equal(event?.type === 'failed' && event.failure.kind, 'model-missing');
    assert.deepEqual(paths(sent), ['/api/show']);
  });

  it('and only imitates Ollama is asked in words', async () => {
    const { sent, complete } = hostOf('ollama', 'qwen2.5-coder:7b', undefined, ({ url }) =>
      url.endsWith('/api/chat') ? chatStream('ollama') : new Response('404 page not found', { status: 404 }),
    );
    assert.equal((await complete()).at(-1)?.type, 'done');
    assert.deepEqual(paths(sent), ['/api/show', '/api/chat']);
  });

  it('is asked anew when another server answers in its place', async () => {
    let is: 'llama.cpp' | 'vllm' = 'llama.cpp';
    const { sent, complete } = hostOf('openai-compatible', 'starcoder2', 'http://127.0.0.1:8080/v1', (request) => {
      const isInfill = request.url.endsWith('/infill');
      if (isInfill && is === 'vllm') return json(404, { detail: 'Not Found' });
      return server(is, isInfill ? infilled : filled)(request);
    });
    assert.equal((await complete()).at(-1)?.type, 'done');
    is = 'vllm';
    assert.equal((await complete()).at(-1)?.type, 'failed');
    assert.equal((await complete()).at(-1)?.type, 'done');
    assert.deepEqual(paths(sent).slice(2), ['/infill', '/infill', '/props', '/version', '/v1/completions']);
  });
});
