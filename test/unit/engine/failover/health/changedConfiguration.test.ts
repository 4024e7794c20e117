import assert from 'node:assert/strict';
import type { Failure } from '../../../../../src/engine/model/failure/failure';
import type { ProviderConfig } from '../../../../../src/engine/model/provider/providerConfig';
import { routesOf } from '../../../../../src/engine/providers/registry/routes';
import { count, counts, engine, fails, failsAfter, link, type ScriptedProvider, scripted, textShown } from '../engine';
import { failure } from '../fixtures';
import { SharedRecords } from '../../storage/records/sharedRecords';
import { settled } from './healthFixtures';

const configOf = (id: string): ProviderConfig => ({
  id,
  type: 'openai-compatible',
  model: `${id}-large`,
  baseUrl: `https://${id}.example.com/v1`,
  apiKeyEnv: 'KEY',
  label: id.toUpperCase(),
  headers: { 'X-Team': 'compilers' },
  enabled: true,
});

/** As the chain is made of settings: new routes each time. */
function linkOf(provider: ScriptedProvider, changed: Partial<ProviderConfig> = {}) {
  const { chat } = routesOf({ ...configOf(provider.id), ...changed });
  return { ...link(provider), chat, completion: chat };
}

const faults: readonly (readonly [name: string, failure: Failure, times: number])[] = [
  ['a missing model', failure('model-missing', 'model', { status: 404 }), 1],
  ['a wrong address', failure('wrong-address', 'credential', { status: 404 }), 1],
  ['a refused key', failure('auth', 'credential', { status: 401 }), 1],
  ['no credit', failure('quota', 'credential', { status: 402 }), 1],
  ['an open circuit', failure('server', 'endpoint', { status: 500 }), 3],
];

const changes: readonly (readonly [name: string, changed: Partial<ProviderConfig>])[] = [
  ['base URL', { baseUrl: 'https://a.example.com/v2' }],
  ['headers', { headers: { 'X-Team': 'linkers' } }],
  ['key variable', { apiKeyEnv: 'OTHER_KEY' }],
];

describe('health of a provider that is down, when settings change', () => {
  for (const [name, fault, times] of faults) {
    async function down() {
      const [a, b] = [scripted('a', fails(fault)), scripted('b', counts)];
      const tested = engine([linkOf(a), linkOf(b)]);
      for (let turn = 0; turn < times; turn += 1) await tested.ask();
      a.script = counts;
      const asked = a.requests.length;
      await tested.ask();
      assert.equal(a.requests.length, asked, 'it should be down');
      return { ...tested, a, b, asked };
    }

    for (const [what, changed] of changes) {
      it(`is asked with the next request when its ${what} changed: ${name}`, async () => {
        const { manager, ask, a, b } = await down();
        manager.setChain([linkOf(a, changed), linkOf(b)]);
        const others = b.requests.length;
        const events = await ask();
        assert.equal(textShown(events), count(1, 40));
        assert.equal(b.requests.length, others);
        assert.equal(manager.status().providers[0]?.state, 'healthy');
      });

      it(`stays down when the ${what} of another provider changed: ${name}`, async () => {
        const { manager, ask, a, b, asked } = await down();
        manager.setChain([linkOf(a), linkOf(b, changed.baseUrl ? { baseUrl: 'https://b.example.com/v2' } : changed)]);
        await ask();
        assert.equal(a.requests.length, asked);
      });
    }

    it(`stays down when nothing changed: ${name}`, async () => {
      const { manager, ask, a, b, asked } = await down();
      manager.setChain([linkOf(a, { label: 'Another name' }), linkOf(b)]);
      await ask();
      assert.equal(a.requests.length, asked);
    });

    it(`is down again with its old settings: ${name}`, async () => {
      const { manager, ask, a, b, asked } = await down();
      manager.setChain([linkOf(a, { apiKeyEnv: 'OTHER_KEY' }), linkOf(b)]);
      manager.setChain([linkOf(a), linkOf(b)]);
      await ask();
      assert.equal(a.requests.length, asked);
    });

    for (const [what, changed] of [['nothing', {}], ...changes] as const) {
      const isSame = what === 'nothing';
      it(`is ${isSame ? 'still down' : 'asked'} after a restart when ${what} changed: ${name}`, async () => {
        const shared = new SharedRecords();
        const [a, b] = [scripted('a', fails(fault)), scripted('b', counts)];
        const first = engine([linkOf(a), linkOf(b)], { records: shared.window() });
        for (let turn = 0; turn < times; turn += 1) await first.ask();
        await first.clock.advance(2_000);
        first.dispose();
        a.script = counts;
        const asked = a.requests.length;
        const second = engine([linkOf(a, changed), linkOf(b)], { records: shared.window(), clock: first.clock });
        await settled();
        await second.ask();
        assert.equal(a.requests.length - asked, isSame ? 0 : 1);
      });
    }
  }
});

describe('a refused prefill, when settings change', () => {
  it('counts no more under another address, and still under the same', async () => {
    const refused = failure('bad-request', 'request', { repair: 'prefill' });
    const b = scripted('b', counts);
    b.script = async function* (request, call) {
      const isPrefilled = request.messages.at(-1)?.role === 'assistant';
      yield* (isPrefilled ? fails(refused) : counts)(request, call);
    };
    const a = scripted('a', failsAfter(25, failure('stream-cut')));
    const prefilled = (changed: Partial<ProviderConfig> = {}) => {
      const made = linkOf(b, changed);
      const chat = { ...made.chat, traits: { ...made.chat.traits, prefill: true } };
      return { ...made, chat, completion: chat };
    };
    const roles = () => b.requests.splice(0).map(({ messages }) => messages.at(-1)?.role);
    const { manager, ask } = engine([link(a), prefilled()]);
    await ask();
    assert.deepEqual(roles(), ['assistant', 'user']);
    manager.resetHealth('a');
    manager.setChain([link(a), prefilled()]);
    await ask();
    assert.deepEqual(roles(), ['user']);
    manager.resetHealth('a');
    manager.setChain([link(a), prefilled({ baseUrl: 'https://b.example.com/v2' })]);
    await ask();
    assert.deepEqual(roles(), ['assistant', 'user']);
  });
});
