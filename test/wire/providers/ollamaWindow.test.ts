import assert from 'node:assert/strict';
import { collect, userSays } from './support/fixtures';
import { providerAt, wireProtocols } from './support/protocols';
import { RawServer } from './support/rawServer';

describe('the window of a model on Ollama', () => {
  // ollama/ollama#17889, tinycode#210: without it a prompt is cut to 4096 tokens, and nobody is told.
  it('is named in every request, large enough for what is sent', async () => {
    const protocol = wireProtocols.find(({ type }) => type === 'ollama')!;
    const server = await RawServer.start((response) =>
      response.writeHead(200, { 'content-type': protocol.contentType }).end(protocol.text('one') + protocol.end),
    );
    const provider = providerAt(protocol, server.url);
    const { signal } = new AbortController();
    await collect(provider.chat(protocol.model, userSays('hi'), { signal }));
    await collect(provider.chat(protocol.model, userSays('word '.repeat(12_000)), { signal }));
    const windows = server.requests
      .filter(({ path }) => path === '/api/chat')
      .map(({ body }) => (JSON.parse(body) as { options: { num_ctx: number } }).options.num_ctx);
    assert.equal(windows.length, 2);
    assert.ok(windows[0]! >= 4_096, `${windows[0]}`);
    assert.ok(windows[1]! >= 12_000, `${windows[1]}`);
    await server.close();
  });
});
