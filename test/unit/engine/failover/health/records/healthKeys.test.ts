import assert from 'node:assert/strict';
import { routesOf } from '../../../../../../src/engine/providers/registry/routes';
import type { ProviderConfig } from '../../../../../../src/engine/model/provider/providerConfig';
import { circuitKey, cooldownKey } from '../../../../../../src/engine/failover/health/records/healthKeys';

const config: ProviderConfig = {
  id: 'a',
  type: 'openai-compatible',
  model: 'm',
  baseUrl: 'https://llm.example.com/v1',
  apiKeyEnv: 'A_KEY',
  label: 'A',
  headers: { 'X-Team': 'compilers', 'X-Other': 'b' },
  enabled: true,
};

/** Every key of a route's health. */
function keysOf(changed: Partial<ProviderConfig> = {}, keyInEnvironment = true): readonly string[] {
  const { chat } = routesOf({ ...config, ...changed }, { keyInEnvironment });
  const circuits = (['endpoint', 'model', 'completionLatency'] as const).map((name) => circuitKey(name, chat));
  return [...circuits, cooldownKey('auth', 'credential', chat), cooldownKey('model-missing', 'route', chat)];
}

describe('healthKeys', () => {
  const changes: readonly (readonly [what: string, keys: readonly string[]])[] = [
    ['address', keysOf({ baseUrl: 'https://llm.example.com' })],
    ['headers', keysOf({ headers: { 'X-Team': 'linkers' } })],
    ['key variable', keysOf({ apiKeyEnv: 'B_KEY' })],
    ['key in the environment', keysOf({}, false)],
    ['type', keysOf({ type: 'openai' })],
  ];
  for (const [what, keys] of changes) {
    it(`are others with another ${what}`, () => {
      for (const key of keysOf()) assert.ok(!keys.includes(key), key);
    });
  }

  it('are the same with headers in another order, another label and another completion model', () => {
    const headers = { 'X-Other': 'b', 'X-Team': 'compilers' };
    assert.deepEqual(keysOf({ headers, label: 'B', completionModel: 'n' }), keysOf());
  });

  it('do not reveal headers or the name of the key variable', () => {
    assert.doesNotMatch(keysOf().join(), /compilers|X-Team|A_KEY/);
  });
});
