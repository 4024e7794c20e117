import assert from 'node:assert/strict';
import { LocalServerSetup } from '../../../src/engine/config/local/localServerSetup';
import { thisMachine } from '../../../src/engine/config/local/thisMachine';
import { type Clock, systemClock } from '../../../src/engine/model/async/clock';
import type { ProviderConfig } from '../../../src/engine/model/provider/providerConfig';
import { PullingOllama } from '../../../tools/lab/pullingOllama';

const { signal } = new AbortController();
const gib = 1_073_741_824;
const claude: ProviderConfig = {
  id: 'anthropic',
  type: 'anthropic',
  model: 'c',
  completionModel: 'h',
  label: 'Anthropic',
  headers: {},
  enabled: true,
};

interface Options {
  readonly setting?: () => unknown;
  readonly freeDiskBytes?: number;
  readonly mayAsk?: boolean;
  /** Whether something listens there. */
  readonly reached?: (url: URL) => boolean;
  readonly clock?: Clock;
}

describe('local servers of models', () => {
  let ollama: PullingOllama;
  beforeEach(async () => (ollama = await PullingOllama.start(1_000, 100)));
  afterEach(() => ollama.close());

  /** Without the usual ports, at which anything may listen where this runs. */
  function local(options: Options = {}): LocalServerSetup {
    const environment = { OLLAMA_HOST: ollama.url };
    return new LocalServerSetup({
      fetch: (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input.toString());
        const isReached = (options.reached?.(url) ?? true) && url.origin === ollama.url;
        return isReached ? fetch(input, init) : Promise.reject(new TypeError('fetch failed'));
      },
      clock: options.clock ?? systemClock,
      environment,
      mayAsk: () => options.mayAsk ?? true,
      setting: options.setting ?? (() => undefined),
      unset: () => Promise.resolve([claude]),
      lookAgain: () => Promise.resolve(),
      machine: {
        ...thisMachine(environment),
        totalBytes: 16 * gib,
        freeBytes: 10 * gib,
        run: () => Promise.resolve(undefined),
        read: () => Promise.resolve(undefined),
        exists: () => Promise.resolve(false),
        freeDiskBytes: () => Promise.resolve(options.freeDiskBytes),
      },
    });
  }

  it('are an Ollama without models, with those that fit this machine', async () => {
    const { ollamas, start, others } = await local().look(signal);
    assert.deepEqual([ollamas.length, start.type, others], [1, 'not-installed', []]);
    assert.deepEqual(ollamas[0]!.installed, []);
    assert.deepEqual([ollamas[0]!.offered[0]!.model.name, ollamas[0]!.offered[0]!.fit], ['qwen2.5-coder:7b', 'fits']);
  });

  it('tell of what is installed whether it fills in the middle, and offer it no more', async () => {
    ollama.installed.add('qwen2.5-coder:7b');
    const [found] = (await local().look(signal)).ollamas;
    assert.deepEqual(found?.installed, [{ name: 'qwen2.5-coder:7b', fillsIn: true }]);
    assert.ok(found.offered.every(({ model }) => model.name !== 'qwen2.5-coder:7b'));
  });

  it('are not asked outside of the boundary', async () => {
    const { ollamas } = await local({ mayAsk: false }).look(signal);
    assert.deepEqual([ollamas, ollama.asked], [[], []]);
  });

  it('load a model for who asks twice, so that each sees how far it is and can leave it', async () => {
    const servers = local();
    const [found] = (await servers.look(signal)).ollamas;
    ollama.limitBytes = 300;
    const leaving = new AbortController();
    const first = servers.pull(found!, 'm', signal, () => undefined);
    const second = servers.pull(found!, 'm', leaving.signal, ({ loadedBytes }) => {
      if (loadedBytes === 300) leaving.abort();
    });
    assert.deepEqual(await second, { type: 'cancelled' });
    ollama.limitBytes = Infinity;
    assert.deepEqual(await first, { type: 'loaded' });
  });

  it('are waited for where Ollama starts, and nothing else is asked meanwhile', async () => {
    const hosts = new Set<string>();
    let refusals = 2;
    const servers = local({
      reached: (url) => {
        hosts.add(url.host);
        return (refusals -= 1) < 0;
      },
      clock: { ...systemClock, setTimeout: (callback) => setTimeout(callback, 0) },
    });
    assert.equal(await servers.awaitOllama(signal), true);
    assert.deepEqual([...hosts], [new URL(ollama.url).host]);
  });

  it('are waited for no longer than the user wants', async () => {
    const leaving = new AbortController();
    const setTimer = (): void => queueMicrotask(() => leaving.abort());
    const servers = local({ reached: () => false, clock: { ...systemClock, setTimeout: setTimer } });
    assert.equal(await servers.awaitOllama(leaving.signal), false);
  });

  it('of another kind are looked for at a port that only another host is listed with', async () => {
    const asked: string[] = [];
    const at = (id: string, baseUrl: string): unknown => ({ id, type: 'openai-compatible', model: 'm', baseUrl });
    const reached = (url: URL): boolean => asked.push(url.host) < 0;
    const listed = [at('a', 'http://192.168.1.20:8080/v1'), at('b', 'http://localhost:8000/v1')];
    await local({ setting: () => listed, reached }).look(signal);
    assert.deepEqual(asked.filter((host) => /:(?:8080|1234|8000)$/.test(host)).sort(), [
      '127.0.0.1:1234',
      '127.0.0.1:8080',
    ]);
  });

  it('say how much room the disk lacks', async () => {
    const [found] = (await local().look(signal)).ollamas;
    assert.equal(await local({ freeDiskBytes: 3e9 }).missingDiskBytes(found!, 4e9), 2e9);
    assert.equal(await local({ freeDiskBytes: 6e9 }).missingDiskBytes(found!, 4e9), undefined);
    assert.equal(await local().missingDiskBytes(found!, 4e9), undefined);
    assert.equal(await local({ freeDiskBytes: 0 }).missingDiskBytes({ ...found!, isHere: false }, 4e9), undefined);
  });

  const entry = { id: 'ollama', type: 'ollama', model: 'm' };

  it('are added behind what is used without a setting, or behind what is listed, under an id of their own', async () => {
    assert.deepEqual(await local().added(entry), [
      { id: 'anthropic', type: 'anthropic', model: 'c', completionModel: 'h' },
      entry,
    ]);
    const listed = [{ id: 'ollama', strange: 1 }, null];
    assert.deepEqual(await local({ setting: () => listed }).added(entry), [...listed, { ...entry, id: 'ollama-2' }]);
  });

  it('change the models of the entry at their address alone', () => {
    const listed = [{ ...entry, id: 'a', baseUrl: 'http://127.0.0.1:1' }, entry];
    const servers = local({ setting: () => listed });
    assert.deepEqual(servers.changed('http://127.0.0.1:11434', { completionModel: 'n' }), [
      listed[0],
      { ...entry, completionModel: 'n' },
    ]);
    assert.equal(servers.changed('http://127.0.0.1:2', { model: 'n' }), undefined);
  });
});
