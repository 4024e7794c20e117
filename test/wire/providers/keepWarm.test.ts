import assert from 'node:assert/strict';
import type { Provider } from '../../../src/engine/model/provider/provider';
import { collect, userSays } from './support/fixtures';
import { providerAt, wireProtocols } from './support/protocols';
import { type Handler, RawServer } from './support/rawServer';

const protocol = wireProtocols.find(({ type }) => type === 'ollama')!;
const { model } = protocol;
const { signal } = new AbortController();
const halfAnHourMs = 30 * 60_000;

/**
 * The memory of an Ollama as its source has it (server/routes.go and server/sched.go, August 2026): an empty prompt loads a model, or
 * unloads it where `keep_alive` is 0, each request sets the time until which it stays, and `/api/ps` tells that with nanoseconds.
 */
class Memory {
  /** Milliseconds since the epoch, by model. */
  readonly expiresAt = new Map<string, number>();
  readonly handler: Handler = (response, { path, body }) => {
    response.setHeader('content-type', path === '/api/chat' ? protocol.contentType : 'application/json');
    if (path === '/api/ps') response.end(JSON.stringify({ models: this.models() }));
    else if (path === '/api/show') response.end(JSON.stringify({ capabilities: ['completion'], model_info: {} }));
    else
      response.end(
        this.run(path, JSON.parse(body) as { readonly model: string; readonly keep_alive: string | number }),
      );
  };

  private run(path: string, { model: name, keep_alive }: { model: string; keep_alive: string | number }): string {
    const seconds =
      typeof keep_alive === 'number' ? keep_alive : parseInt(keep_alive, 10) * (/m$/.test(keep_alive) ? 60 : 1);
    if (seconds === 0) this.expiresAt.delete(name);
    else this.expiresAt.set(name, Date.now() + seconds * 1_000);
    const done = { model: name, done: true, done_reason: seconds === 0 ? 'unload' : 'load' };
    const line = { model: name, message: { role: 'assistant', content: 'one' }, done: false };
    if (path !== '/api/chat') return JSON.stringify({ ...done, response: '' });
    return `${JSON.stringify(line)}\n${JSON.stringify({ ...done, done_reason: 'stop' })}\n`;
  }

  private models(): object[] {
    return [...this.expiresAt].map(([name, at]) => {
      const expires_at = new Date(at).toISOString().replace('Z', '123456Z');
      return { name, model: name, size: 5e9, digest: 'ab', details: {}, expires_at, size_vram: 5e9 };
    });
  }
}

describe('a model that was warmed up on an Ollama', () => {
  let server: RawServer;
  let memory: Memory;
  let provider: Provider;

  beforeEach(async () => {
    memory = new Memory();
    server = await RawServer.start(memory.handler);
    provider = providerAt(protocol, server.url);
  });
  afterEach(() => server.close());

  /** When it will leave the memory. */
  async function warmUp(): Promise<number> {
    assert.equal(await provider.warmUp?.(model, halfAnHourMs, signal), true);
    return Date.now() + halfAnHourMs;
  }

  it('stays in memory for as long as was asked for, and leaves it when it is unloaded', async () => {
    const expiresAt = await warmUp();
    assert.ok(Math.abs((memory.expiresAt.get(model) ?? 0) - expiresAt) < 10_000);
    assert.equal(await provider.unload?.(model, expiresAt, signal), true);
    assert.deepEqual([...memory.expiresAt.keys()], []);
    const { path, body } = server.requests.at(-1)!;
    assert.equal(path, '/api/generate');
    assert.deepEqual(JSON.parse(body), { model, prompt: '', stream: false, keep_alive: 0 });
  });

  it('is left there where somebody has used it since', async () => {
    const expiresAt = await warmUp();
    await collect(provider.chat(model, userSays('hi'), { signal }));
    assert.equal(await provider.unload?.(model, expiresAt, signal), false);
    assert.deepEqual([...memory.expiresAt.keys()], [model]);
  });

  it('is found by the name that Ollama gives it, and never taken for another', async () => {
    const expiresAt = await warmUp();
    memory.expiresAt.set('other:latest', expiresAt);
    memory.expiresAt.delete(model);
    assert.equal(await provider.unload?.(model, expiresAt, signal), false);
    assert.equal(await provider.unload?.('other', expiresAt, signal), true);
  });

  const answers: readonly (readonly [title: string, answer: string, status?: number])[] = [
    ['has no such path', '404 page not found', 404],
    ['says nothing', ''],
    ['answers with a page', '<html>hello</html>'],
    ['answers with another type', '[3]'],
    ['lists something else', '{"models":[null,3,{"name":7}]}'],
    ['tells no time', `{"models":[{"name":"${model}"}]}`],
    ['tells a time that is none', `{"models":[{"name":"${model}","expires_at":"soon"}]}`],
    ['tells a number for a time', `{"models":[{"name":"${model}","expires_at":1796000000}]}`],
  ];
  for (const [title, answer, status = 200] of answers) {
    it(`is left there where the host ${title}`, async () => {
      const expiresAt = await warmUp();
      server.handler = (response, { path }) => {
        assert.equal(path, '/api/ps');
        response.writeHead(status).end(answer);
      };
      assert.equal(await provider.unload?.(model, expiresAt, signal), false);
      assert.deepEqual([...memory.expiresAt.keys()], [model]);
    });
  }

  it('is left there where the question is given up', async () => {
    const expiresAt = await warmUp();
    const controller = new AbortController();
    server.handler = () => controller.abort();
    assert.equal(await provider.unload?.(model, expiresAt, controller.signal), false);
  });
});
