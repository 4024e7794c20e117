import assert from 'node:assert/strict';
import { ClientPool } from '../../../../../src/engine/providers/http/clientPool';
import { lazy } from '../../../../../src/engine/model/async/lazy';

type Fetch = typeof globalThis.fetch;

/** A call that tells through which fetch a client would send. */
function call(name: string) {
  let whole = (): void => undefined;
  const fetch: Fetch = () => Promise.resolve(new Response(name));
  const access = {
    fetch,
    signal: new AbortController().signal,
    onWhole: (listener: () => void) => (whole = listener),
  };
  return { access, whole: () => whole() };
}

const sends = async (client: { readonly fetch: Fetch }): Promise<string> => (await client.fetch('')).text();

describe('ClientPool', () => {
  let made = 0;
  beforeEach(() => (made = 0));
  const pool = (): ClientPool<{ readonly fetch: Fetch }> =>
    new ClientPool((fetch) => {
      made += 1;
      return Promise.resolve({ fetch });
    });

  it('has one ready that was made before, for the fetch of whoever calls first', async () => {
    const clients = pool();
    await clients.prepare();
    await clients.prepare();
    assert.equal(made, 1);
    assert.equal(await sends(await clients.take(call('first').access)), 'first');
    assert.equal(made, 1);
  });

  it('gives a client again once its answer is whole, with the fetch of the new call', async () => {
    const clients = pool();
    const first = call('first');
    const client = await clients.take(first.access);
    assert.equal(await sends(client), 'first');
    first.whole();
    assert.equal(await clients.take(call('second').access), client);
    assert.equal(await sends(client), 'second');
    assert.equal(made, 1);
  });

  it('gives each of two calls at once its own', async () => {
    const clients = pool();
    const [a, b] = await Promise.all([clients.take(call('a').access), clients.take(call('b').access)]);
    assert.deepEqual([await sends(a), await sends(b)], ['a', 'b']);
    assert.equal(made, 2);
  });

  it('does not give a client again whose call ended in another way, which may still send', async () => {
    const clients = pool();
    const called = await clients.take(call('called off').access);
    const next = await clients.take(call('next').access);
    assert.notEqual(next, called);
    assert.equal(await sends(called), 'called off');
  });
});

describe('lazy', () => {
  it('is loaded by the first who wants it, for all', async () => {
    let loads = 0;
    const load = lazy(() => Promise.resolve((loads += 1)));
    assert.deepEqual(await Promise.all([load(), load()]), [1, 1]);
    assert.equal(await load(), 1);
  });

  it('is loaded again when that failed', async () => {
    let loads = 0;
    const load = lazy(() => {
      loads += 1;
      return loads === 1 ? Promise.reject(new Error('no disk')) : Promise.resolve('loaded');
    });
    await assert.rejects(load(), /no disk/);
    assert.equal(await load(), 'loaded');
  });
});
