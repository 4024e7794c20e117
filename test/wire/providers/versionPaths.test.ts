import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../src/engine/model/stream/stream';
import { collect, userSays } from './support/fixtures';
import { inMemory } from './support/inMemory';
import { chatText, chunk } from './taxonomy/row';

const model = 'm1';
const good = (): Response =>
  new Response(`${chatText}${chunk({}, 'stop')}data: [DONE]\n\n`, { headers: { 'content-type': 'text/event-stream' } });
const notFound = (): Response => new Response('404 page not found', { status: 404 });

/** A host whose API is at one path, asked at a base URL; every path that was asked is noted. */
function hostAt(base: string, answers: (path: string) => Response) {
  const asked: string[] = [];
  const provider = inMemory({ type: 'openai-compatible', baseUrl: base, model }, (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    asked.push(pathname);
    return Promise.resolve(answers(pathname));
  });
  const ask = async (): Promise<StreamEvent | undefined> =>
    (await collect(provider.chat(model, userSays('hi'), { signal: new AbortController().signal }))).at(-1);
  return { ask, asked };
}

describe('a base URL without its version, or with one too much', () => {
  const right = '/v1/chat/completions';
  const bare = '/chat/completions';

  for (const [base, first, second] of [
    ['http://10.0.0.7:9000', bare, right],
    ['http://10.0.0.7:9000/v1', right, bare],
  ] as const) {
    it(`${base} is asked at ${second} where it has no ${first}, and from then on at once`, async () => {
      const { ask, asked } = hostAt(base, (path) => (path === second ? good() : notFound()));
      assert.equal((await ask())?.type, 'done');
      assert.deepEqual(asked, [first, second]);
      assert.equal((await ask())?.type, 'done');
      assert.deepEqual(asked, [first, second, second]);
    });
  }

  it('is a wrong address where neither is there, and is looked for anew each time', async () => {
    const { ask, asked } = hostAt('http://10.0.0.7:9000', notFound);
    for (let times = 0; times < 2; times += 1) {
      const last = await ask();
      assert.ok(last?.type === 'failed');
      assert.equal(last.failure.kind, 'wrong-address');
      assert.match(last.failure.message, /"baseUrl" in the setting everpair\.providers/);
    }
    assert.deepEqual(asked, [bare, right, bare, right]);
  });

  it('is not doubted by a model that is missing or a server that fails', async () => {
    for (const answer of [
      () => new Response(JSON.stringify({ error: "model 'm1' not found" }), { status: 404 }),
      () => new Response('oops', { status: 500 }),
    ]) {
      const { ask, asked } = hostAt('http://10.0.0.7:9000', answer);
      assert.equal((await ask())?.type, 'failed');
      assert.deepEqual(asked, [bare]);
    }
  });
});
