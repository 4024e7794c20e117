import assert from 'node:assert/strict';
import { describeUrl } from '../../../../src/engine/localModel/install/describe';
import { systemClock } from '../../../../src/engine/model/async/clock';

describe('a model by its address', () => {
  const fetch = (): Promise<Response> =>
    Promise.resolve(new Response('x'.repeat(10), { headers: { 'Content-Length': '10' } }));

  for (const [name, file] of [
    ['my%20model.gguf', 'my-model.gguf'],
    ['50%.gguf', '50-.gguf'],
    ['%ff%fe.gguf', '-ff-fe.gguf'],
  ] as const) {
    it(`is kept as ${file} where it is called ${name}`, async () => {
      const url = `https://host.example/${name}`;
      const found = await describeUrl(url, { fetch, clock: systemClock }, new AbortController().signal);
      assert.deepEqual(found, { type: 'address', url, file, bytes: 10 });
    });
  }

  for (const name of ['model.bin', '', '..%2f.gguf']) {
    it(`is refused where it is called "${name}"`, async () => {
      const described = describeUrl(
        `https://host.example/${name}`,
        { fetch, clock: systemClock },
        new AbortController().signal,
      );
      await assert.rejects(described, { kind: 'not-gguf' });
    });
  }
});
