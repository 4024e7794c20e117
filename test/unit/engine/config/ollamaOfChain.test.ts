import assert from 'node:assert/strict';
import type { Boundary } from '../../../../src/engine/failover/api/policy';
import { labels, signal, world } from './chainWorld';

describe('an Ollama without an address of the user', () => {
  const models = ['qwen2.5-coder:7b'];
  const hostNames = ['host.docker.internal', '172.17.0.1'];

  it('is asked at its usual place, and where it answers there nowhere else', async () => {
    const made = world({ models, hostNames });
    await made.source.prepare(signal);
    assert.deepEqual(made.asked, ['http://127.0.0.1:11434/api/tags']);
  });

  for (const host of ['[::1]', 'localhost', ...hostNames]) {
    it(`is found at ${host}`, async () => {
      const made = world({ models, hostNames, answersAt: `http://${host}:11434` });
      await made.source.prepare(signal);
      const [link] = made.chains.at(-1)!.links;
      assert.equal(link?.chat.endpoint, `http://${host}:11434`);
      assert.equal(link.chat.trust, hostNames.includes(host) ? 'private' : 'local');
    });
  }

  it('around a container is not contacted outside of the boundary', async () => {
    const made = world({ models, hostNames, answersAt: 'http://host.docker.internal', boundary: 'local' });
    await made.source.prepare(signal);
    assert.equal(made.asked.length, 3);
    assert.deepEqual(labels(made), undefined);
  });

  it('is asked again for models that came since', async () => {
    const options = { models: ['llama3.2:3b'] };
    const made = world(options);
    await made.source.prepare(signal);
    options.models = ['llama3.2:3b', ...models];
    await made.source.prepare(signal);
    assert.equal(made.chains.at(-1)!.links[0]!.chat.model, 'llama3.2:3b');
    await made.source.lookAgain();
    assert.equal(made.chains.at(-1)!.links[0]!.chat.model, models[0]);
    await made.source.lookAgain();
    assert.equal(made.chains.length, 2);
  });
});

describe('an Ollama that the environment puts elsewhere', () => {
  const elsewhere = { models: ['qwen2.5-coder:14b'], ollamaUrl: 'http://ollama.lan:11434' };

  it('is looked for within the boundary', async () => {
    const made = world({ ...elsewhere, boundary: 'private' });
    await made.source.prepare(signal);
    assert.deepEqual(labels(made), ['Ollama']);
    assert.match(made.asked[0] ?? '', /^http:\/\/ollama\.lan:11434\//);
  });

  it('is not contacted outside of it, and found as soon as the boundary is widened', async () => {
    const options: Parameters<typeof world>[0] & { boundary: Boundary } = { ...elsewhere, boundary: 'local' };
    const made = world(options);
    await made.source.prepare(signal);
    assert.deepEqual(made.asked, []);
    options.boundary = 'any';
    await made.source.prepare(signal);
    assert.deepEqual(labels(made), ['Ollama']);
  });
});
