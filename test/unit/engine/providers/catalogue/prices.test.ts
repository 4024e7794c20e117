import assert from 'node:assert/strict';
import { modelTable, traitsOf, vendorPrice } from '../../../../../src/engine/providers/catalogue/models';
import { descriptors } from '../../../../../src/engine/providers/registry/descriptors';

/** Input, output and stored input, as the vendors' pages have them. */
const known: Readonly<Record<string, readonly [number, number, number | undefined]>> = {
  'claude-fable-5-2': [8, 40, 0.2],
  'claude-fable-5-1': [10, 50, 0.25],
  'claude-mythos-5': [10, 50, 1],
  'claude-opus-5-5': [4, 20, 0.2],
  'claude-opus-5': [5, 25, 0.5],
  'claude-opus-5-20260724': [5, 25, 0.5],
  'claude-opus-4-8': [5, 25, 0.5],
  'claude-opus-4-1': [15, 75, 1.5],
  'claude-sonnet-5-5': [2, 10, 0.1],
  'claude-sonnet-5': [2, 10, 0.2],
  'claude-sonnet-4-6': [3, 15, 0.3],
  'anthropic/claude-sonnet-4.5': [3, 15, 0.3],
  'claude-haiku-5-5': [0.1, 0.5, 0.01],
  'claude-haiku-4-5-20251001': [1, 5, 0.1],
  'gpt-6.2-astra': [8, 40, 0.4],
  'gpt-6.2-sol': [2, 10, 0.1],
  'gpt-6.1-terra': [1, 5, 0.05],
  'gpt-6-sol': [2, 10, 0.2],
  'gpt-6-luna': [0.1, 0.5, 0.01],
  'gpt-5.6-terra': [2, 12, 0.2],
  'gpt-5.6-luna': [0.2, 1.2, 0.02],
  'gpt-5.5': [5, 30, 0.5],
  'gpt-5.5-2026-04-23': [5, 30, 0.5],
  'gpt-5.5-pro': [30, 180, undefined],
  'gpt-5.4': [2.5, 15, 0.25],
  'gpt-5.4-2026-03-05': [2.5, 15, 0.25],
  'gpt-5.4-mini': [0.75, 4.5, 0.075],
  'gpt-5.4-nano': [0.2, 1.25, 0.02],
  'gpt-5.2': [1.75, 14, 0.175],
  'gpt-5.1': [1.25, 10, 0.125],
  'gpt-5': [1.25, 10, 0.125],
  'gpt-5-2025-08-07': [1.25, 10, 0.125],
  'gpt-5-mini': [0.25, 2, 0.025],
  'gpt-4.1': [2, 8, 0.5],
  'gpt-4.1-nano': [0.1, 0.4, 0.025],
  'gpt-4o': [2.5, 10, 1.25],
  'gpt-4o-2024-08-06': [2.5, 10, 1.25],
  'gpt-4o-mini-2024-07-18': [0.15, 0.6, 0.075],
};

/** Their prices were not found, or sources differ. */
const unknown = [
  'claude-next',
  'claude-3-7-sonnet',
  'claude-opus-6',
  'gpt-5.6-sol',
  'gpt-5.3-codex',
  'gpt-5.1-codex',
  'gpt-5-chat-latest',
  'gpt-5.3',
  'gpt-5.1-mini',
  'gpt-7',
  'gpt-4o-2024-05-13',
  'chatgpt-4o-latest',
  'gpt-5.4-prod',
  'gpt-4o-audio-preview',
  'o1-preview',
  'llama3.2',
];

describe('vendorPrice', () => {
  for (const [model, [input, output, cachedInput]] of Object.entries(known)) {
    it(`knows that of ${model}`, () => {
      const price = vendorPrice(model);
      assert.deepEqual([price?.input, price?.output, price?.cachedInput], [input, output, cachedInput]);
    });
  }

  for (const model of unknown) {
    it(`knows none of ${model}`, () => assert.equal(vendorPrice(model), undefined));
  }

  it('has a source with its date for each price, and rates that a vendor could ask for', () => {
    for (const { price: sourced, pattern } of modelTable) {
      if (!sourced) continue;
      const { value: price, source } = sourced;
      assert.match(
        source.url,
        /^https:\/\/(?:platform\.claude\.com|developers\.openai\.com|ai\.google\.dev)\/(?:docs|api\/docs|gemini-api\/docs)\//,
      );
      assert.match(source.on, /^2026-\d\d-\d\d$/);
      for (const rates of [price, price.long ?? price]) {
        assert.ok(rates.input > 0 && rates.output > rates.input && rates.output <= 360, String(pattern));
        assert.ok((rates.cachedInput ?? 0) <= rates.input / 2, String(pattern));
        assert.ok((rates.cacheWrite ?? rates.input) >= rates.input, String(pattern));
      }
    }
  });

  it('has a row for the models that are used without a setting', () => {
    for (const { usualModels, models } of descriptors.map((each) => ({ usualModels: undefined, ...each }))) {
      for (const model of Object.values(usualModels ?? {})) assert.ok(traitsOf(models, model).price, model);
    }
  });

  it('knows what longer prompts cost', () => {
    assert.deepEqual(vendorPrice('claude-haiku-5-5')?.long?.aboveTokens, 100_000);
    assert.equal(vendorPrice('claude-haiku-5-5')?.long?.output, 2.5);
    const { long } = vendorPrice('gpt-6.2-sol') ?? {};
    assert.deepEqual([long?.aboveTokens, long?.input, long?.output, long?.cachedInput], [272_000, 4, 15, 0.2]);
    assert.equal(vendorPrice('claude-sonnet-5-5')?.long, undefined);
  });
});
