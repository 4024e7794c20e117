import assert from 'node:assert/strict';
import type { AnswerEvent } from '../../src/engine/failover/api/answer';
import { createEngine } from '../../src/engine/failover/createEngine';
import { defaultPolicy, type Policy } from '../../src/engine/failover/api/policy';
import { systemClock } from '../../src/engine/model/async/clock';
import { silentLog } from '../../src/engine/model/log';
import { textMessage } from '../../src/engine/model/request/message';
import type { ProviderConfig } from '../../src/engine/model/provider/providerConfig';
import { routesOf } from '../../src/engine/providers/registry/routes';
import { ForwardedModels } from '../../src/engine/providers/catalogue/forwardedModels';
import { createProvider } from '../../src/engine/providers/registry/createProvider';
import { descriptors, type ProviderType } from '../../src/engine/providers/registry/descriptors';

const types: readonly ProviderType[] = descriptors.map(({ type }) => type);

/** One cloud provider whose key is read when the test says so. */
function world(type: ProviderType, { answers = true } = {}) {
  const baseUrl = type === 'openai-compatible' ? 'https://cloud.example/v1' : 'https://cloud.example';
  const config: ProviderConfig = {
    ...{ id: 'cloud', type, model: 'm', baseUrl, label: 'Cloud', headers: {}, enabled: true },
  };
  let policy: Policy = defaultPolicy;
  let agreed = true;
  const sent: string[] = [];
  const key: { asked?: () => void; give?: (key: string) => void } = {};
  const asked = new Promise<void>((resolve) => (key.asked = resolve));
  const engine = createEngine({
    clock: systemClock,
    random: () => 0,
    log: silentLog,
    consent: { decided: () => agreed, ask: () => Promise.resolve(agreed) },
    policy: () => policy,
  });
  const { manager } = engine;
  const provider = createProvider(config, {
    apiKey: () => {
      key.asked?.();
      return new Promise((resolve) => (key.give = resolve));
    },
    fetch: (input, init) => {
      sent.push(input instanceof Request ? input.url : String(input));
      if (answers) return Promise.reject(new TypeError('fetch failed'));
      return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    },
    clock: systemClock,
    forwarding: new ForwardedModels(() => undefined).notesFor(new URL(baseUrl).origin, ['m']),
  });
  const links = [{ provider, label: 'Cloud', ...routesOf(config) }];
  manager.setChain(links);
  const chat = async (): Promise<AnswerEvent | undefined> => {
    let last: AnswerEvent | undefined;
    const { signal } = new AbortController();
    for await (const event of manager.chat({ messages: [textMessage('user', 'Hi')] }, { signal })) last = event;
    return last;
  };
  const changes = {
    'the boundary is narrowed': () => (policy = { ...policy, boundary: 'local' }),
    'consent is taken back': () => (agreed = false),
    'the provider is taken out of the settings': () => manager.setChain([]),
  };
  return { chat, sent, asked, key, changes, dispose: () => engine.dispose(), tell: () => manager.setChain(links) };
}

describe('a request that waits for its key', () => {
  for (const type of types) {
    for (const change of Object.keys(world(type).changes) as (keyof ReturnType<typeof world>['changes'])[]) {
      it(`to ${type} does not leave once ${change}`, async () => {
        const made = world(type);
        const answer = made.chat();
        await made.asked;
        made.changes[change]();
        made.key.give?.('test-key');
        const last = await answer;
        assert.deepEqual(made.sent, []);
        assert.equal(last?.type === 'failed' && last.failure.attempts[0]?.failure?.kind, 'not-allowed');
        made.dispose();
      });
    }
  }

  it('ends at once when the user forbids it, though the key never comes', async () => {
    const made = world('anthropic');
    const answer = made.chat();
    await made.asked;
    made.changes['consent is taken back']();
    made.tell();
    assert.equal((await answer)?.type, 'failed');
    assert.deepEqual(made.sent, []);
    made.dispose();
  });

  it('ends at once when the user forbids it while its host is asked about the model alone', async () => {
    const made = world('ollama', { answers: false });
    const answer = made.chat();
    await made.asked;
    made.key.give?.('test-key');
    while (made.sent.length === 0) await new Promise(setImmediate);
    made.changes['the boundary is narrowed']();
    made.tell();
    const last = await answer;
    assert.deepEqual(made.sent, ['https://cloud.example:443/api/show']);
    assert.equal(last?.type === 'failed' && last.failure.attempts[0]?.failure?.kind, 'not-allowed');
    made.dispose();
  });
});
