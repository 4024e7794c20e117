import assert from 'node:assert/strict';
import { identifyServer } from '../../src/engine/config/local/identifyServer';
import { startServers } from './support/servers';

describe("llama.cpp's own server", () => {
  it('is known for what it is, with its model, by questions alone', async () => {
    const [server] = await startServers({});
    const asked: (string | undefined)[] = [];
    const listening: typeof fetch = (input, init) => {
      asked.push(init?.method ?? 'GET');
      return fetch(input, init);
    };
    const found = await identifyServer(server.url, listening, new AbortController().signal);
    assert.equal(found?.kind, 'llama.cpp', JSON.stringify(found));
    assert.equal(found.origin, server.url);
    assert.equal(found.models.length, 1);
    assert.deepEqual([...new Set(asked)], ['GET']);
  });
});
