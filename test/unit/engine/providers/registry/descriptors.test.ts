import assert from 'node:assert/strict';
import { ApiKeys } from '../../../../../src/engine/config/apiKeys';
import { type BuiltChain, ChainSource } from '../../../../../src/engine/config/chainSource';
import { readProviders } from '../../../../../src/engine/config/settings/providerSettings';
import { silentLog } from '../../../../../src/engine/model/log';
import { textMessage } from '../../../../../src/engine/model/request/message';
import type { Provider } from '../../../../../src/engine/model/provider/provider';
import type { ProviderConfig } from '../../../../../src/engine/model/provider/providerConfig';
import type { StreamEvent } from '../../../../../src/engine/model/stream/stream';
import { unknownModel } from '../../../../../src/engine/providers/catalogue/models';
import type { ProviderDescriptor } from '../../../../../src/engine/providers/descriptor/providerDescriptor';
import type { AccountDefaults, ProviderDeps } from '../../../../../src/engine/providers/http/account';
import { createProvider } from '../../../../../src/engine/providers/registry/createProvider';
import { descriptorOf, descriptors } from '../../../../../src/engine/providers/registry/descriptors';

/** Answers with the name of the model, its base URL and its key. */
class MadeUpProvider implements Provider {
  readonly type = 'made-up';
  readonly id: string;

  constructor(
    config: ProviderConfig,
    private readonly deps: ProviderDeps,
    private readonly defaults: AccountDefaults,
  ) {
    this.id = config.id;
  }

  async *chat(model: string): AsyncGenerator<StreamEvent> {
    yield { type: 'text', text: `${model} ${this.defaults.baseUrl} ${await this.deps.apiKey()}` };
    yield { type: 'done', reason: 'stop' };
  }

  fim(): AsyncIterable<StreamEvent> {
    return this.chat('none');
  }

  fimSupport(): Promise<'none'> {
    return Promise.resolve('none');
  }

  listModels(): Promise<{ ok: true; models: [] }> {
    return Promise.resolve({ ok: true, models: [] });
  }
}

let loads = 0;

const madeUp: ProviderDescriptor = {
  type: 'made-up',
  label: 'Made Up',
  baseUrl: 'https://api.made-up.example/v2',
  apiKeyEnv: 'MADE_UP_API_KEY',
  needsKey: true,
  usualModels: { chat: 'large', completion: 'small' },
  models: { unknown: unknownModel(1_000, { prefill: true }) },
  address: { endpoints: /\/generate$/, hasVersion: true },
  load: () => {
    loads += 1;
    return MadeUpProvider;
  },
};

const list = [...descriptors, madeUp];

/** The chain of a user with this setting and a key of the made-up vendor in the environment. */
async function chainOf(setting: unknown): Promise<BuiltChain> {
  const environment = { MADE_UP_API_KEY: 'secret' };
  const chains: BuiltChain[] = [];
  const clock = { now: () => 0, monotonicMs: () => 0 };
  const secrets = {
    get: () => Promise.resolve(undefined),
    store: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => undefined }),
  };
  const source = new ChainSource({
    setting: () => setting,
    keys: new ApiKeys({ secrets, environment, onKey: () => undefined, clock, descriptors: list }),
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    clock,
    environment,
    surroundings: () => Promise.resolve({ hostNames: [] }),
    environmentIsUsers: true,
    log: silentLog,
    mayAsk: () => true,
    onChain: (chain) => void chains.push(chain),
    onProblems: (problems) => assert.deepEqual(problems, []),
    descriptors: list,
  });
  await source.rebuild();
  const chain = chains.at(-1);
  assert.ok(chain);
  return chain;
}

async function answerOf(provider: Provider, model: string): Promise<readonly StreamEvent[]> {
  const request = { messages: [textMessage('user', 'Why?')] };
  const events: StreamEvent[] = [];
  const { signal } = new AbortController();
  for await (const event of provider.chat(model, request, { signal })) events.push(event);
  return events;
}

describe('descriptors', () => {
  it('have a type and a label of their own each', () => {
    assert.equal(new Set(descriptors.map(({ type }) => type)).size, descriptors.length);
    assert.equal(new Set(descriptors.map(({ label }) => label)).size, descriptors.length);
    assert.throws(() => descriptorOf('made-up'), TypeError);
  });

  it('are all that a provider needs to be used without a setting, once its key is there', async () => {
    const { links, firstVendor } = await chainOf(undefined);
    const [link] = links;
    assert.ok(link);
    assert.equal(links.length, 1);
    assert.deepEqual([link.label, link.chat.model, link.completion.model], ['Made Up', 'large', 'small']);
    assert.deepEqual(firstVendor, link.chat);
    const { vendor, trust, endpoint, traits } = link.chat;
    assert.deepEqual([vendor, trust, endpoint], ['Made Up', 'cloud', 'https://api.made-up.example']);
    assert.deepEqual(traits, madeUp.models.unknown);
  });

  it('are all that a provider needs to be listed, and to answer with code that is loaded at the first call', async () => {
    const setting = [{ id: 'mine', type: 'made-up', model: 'large', baseUrl: 'made-up.example/v2/generate' }];
    const { links, listed } = await chainOf(setting);
    const [link] = links;
    assert.ok(link);
    assert.deepEqual(listed, [link.chat, link.completion]);
    assert.equal(readProviders(setting, list).configs[0]?.baseUrl, 'https://made-up.example/v2');
    loads = 0;
    const answer = [
      { type: 'text', text: 'large https://api.made-up.example/v2 secret' },
      { type: 'done', reason: 'stop' },
    ];
    assert.deepEqual(await answerOf(link.provider, 'large'), answer);
    assert.deepEqual(await answerOf(link.provider, 'large'), answer);
    assert.equal(loads, 1);
  });

  it('tell which types a setting may name', () => {
    const entry = { id: 'mine', type: 'made-up', model: 'large' };
    assert.match(readProviders([entry]).problems[0]?.message ?? '', /type must be one of "anthropic"/);
    const wrong = readProviders([{ ...entry, type: 'other' }], list).problems[0]?.message ?? '';
    assert.ok(wrong.endsWith('"local", "made-up".'), wrong);
  });
});

describe('createProvider', () => {
  const deps: ProviderDeps = {
    apiKey: () => Promise.resolve(undefined),
    fetch: () => Promise.reject(new TypeError('fetch failed')),
    clock: { now: () => 0, monotonicMs: () => 0 },
  };
  const config = { id: 'a', model: 'm', label: 'A', headers: {}, enabled: true };

  it('refuses a type without a host of its own where no base URL is given', () => {
    assert.throws(() => createProvider({ ...config, type: 'openai-compatible' }, deps), /has no base URL/);
  });

  it('loads the code of each provider there is', () => {
    for (const descriptor of descriptors) {
      const Implementation = descriptor.load();
      const made = new Implementation(
        { ...config, type: descriptor.type, baseUrl: 'http://127.0.0.1:1' },
        deps,
        descriptor,
      );
      assert.equal(made.type, descriptor.type);
    }
  });

  it('warms models up exactly where the server loads them on demand', () => {
    for (const { type, ...descriptor } of descriptors) {
      const made = createProvider({ ...config, type, baseUrl: 'http://127.0.0.1:1' }, deps);
      assert.equal('warmUp' in made && made.warmUp !== undefined, 'loadsOnDemand' in descriptor, type);
    }
  });
});
