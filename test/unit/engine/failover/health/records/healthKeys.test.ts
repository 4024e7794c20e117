import assert from 'node:assert/strict';
import { routesOf } from '../../../../../../src/engine/providers/catalogue/catalogue';
import type { ProviderConfig } from '../../../../../../src/engine/model/providerConfig';
import { circuitKey, cooldownKey } from '../../../../../../src/engine/failover/health/records/healthTable';

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

/** Everything that a route's health is kept under. */
function keysOf(changed: Partial<ProviderConfig> = {}, keyInEnvironment = true): readonly string[] {
  const { chat } = routesOf({ ...config, ...changed }, keyInEnvironment);
  const circuits = (['endpoint', 'model', 'pace'] as const).map((name) => circuitKey(name, chat));
  return [...circuits, cooldownKey('auth', 'credential', chat), cooldownKey('model-missing', 'route', chat)];
}

describe('the health of a configuration', () => {
  const changes: readonly (readonly [what: string, keys: readonly string[]])[] = [
    ['address', keysOf({ baseUrl: 'https://llm.example.com' })],
    ['headers', keysOf({ headers: { 'X-Team': 'linkers' } })],
    ['key variable', keysOf({ apiKeyEnv: 'B_KEY' })],
    ['key in the environment', keysOf({}, false)],
    ['type', keysOf({ type: 'openai' })],
  ];
  for (const [what, keys] of changes) {
    it(`ends with another ${what}`, () => {
      for (const key of keysOf()) assert.ok(!keys.includes(key), key);
    });
  }

  it('stays where nothing of it changed, whatever its order, name or state', () => {
    const headers = { 'X-Other': 'b', 'X-Team': 'compilers' };
    assert.deepEqual(keysOf({ headers, label: 'B', completionModel: 'n' }), keysOf());
  });

  it('is kept under nothing that tells the headers', () => {
    assert.doesNotMatch(keysOf().join(), /compilers|X-Team|A_KEY/);
  });
});
