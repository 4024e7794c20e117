import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readProviders } from '../../../src/engine/config/settings/providerSettings';
import { descriptors } from '../../../src/engine/providers/registry/descriptors';
import { settings } from './manifest';

/** The text without the placeholders of a snippet. */
function filled(body: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(body).map(([key, value]) => [key, value.replace(/\$\{\d:([^}]*)\}/g, '$1')] as const);
  return Object.fromEntries(entries);
}

describe('a provider in the settings editor', () => {
  const items = settings['everpair.providers']?.items;
  assert.ok(items);
  const { properties, required, anyOf, defaultSnippets } = items;
  const types = descriptors.map(({ type }) => type);
  const good = { id: 'a', type: 'anthropic', model: 'm' };
  const problemOf = (entry: unknown): string | undefined => readProviders([entry]).problems[0]?.message;

  it('has the fields that the code reads, and no others', () => {
    const known = /There are: (.*)\.$/.exec(problemOf({ ...good, unheardOf: 1 }) ?? '')?.[1];
    assert.equal(Object.keys(properties).sort().join(', '), known?.split(', ').sort().join(', '));
    assert.equal(items.additionalProperties, false);
  });

  it('must have what the code cannot do without', () => {
    assert.equal(problemOf(good), undefined);
    assert.deepEqual(required, ['type']);
    assert.deepEqual(anyOf, [{ required: ['id', 'model'] }, { required: ['preset'] }]);
    for (const field of Object.keys(good)) assert.ok(problemOf({ ...good, [field]: undefined }), field);
    assert.equal(problemOf({ type: 'openai-compatible', preset: 'mistral' }), undefined);
  });

  it('can be of every type there is', () => {
    assert.deepEqual(properties.type?.enum, types);
    assert.equal(properties.type.enumDescriptions?.length, types.length);
  });

  const azure = { ...good, type: 'azure-openai', baseUrl: 'https://contoso.openai.azure.com' };
  const vertex = { ...good, type: 'google-vertex', project: 'shop-123' };
  for (const field of ['id', 'apiKeyEnv', 'apiVersion', 'tenant', 'project', 'location'] as const) {
    it(`has an ${field} that the editor and the code agree on`, () => {
      const pattern = new RegExp(properties[field]?.pattern ?? '');
      const value = fc.oneof(fc.stringMatching(/^[\w.-]{1,62}$/), fc.string({ minLength: 1 }));
      fc.assert(
        fc.property(value, (given) => {
          assert.equal(
            problemOf({ ...(/project|location/.test(field) ? vertex : azure), [field]: given }) === undefined,
            pattern.test(given),
          );
        }),
      );
    });
  }

  it('is right as every snippet writes it', () => {
    const { configs, problems } = readProviders(defaultSnippets.map(({ body }) => filled(body)));
    assert.deepEqual(problems, []);
    const ofTypes = configs.flatMap(({ preset }, index) =>
      preset === undefined ? (defaultSnippets[index] ?? []) : [],
    );
    assert.deepEqual(
      ofTypes.map(({ label }) => label),
      descriptors.map(({ label }) => label),
    );
    assert.deepEqual(configs.map(({ type }) => type).sort(), [...types, 'openai-compatible'].sort());
  });
});
