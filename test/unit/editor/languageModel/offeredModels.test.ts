import assert from 'node:assert/strict';
import { offeredModels } from '../../../../src/editor/languageModel/provider/offeredModels';
import type { ProviderStatus } from '../../../../src/engine/failover/api/providerManager';
import { route, type RouteOptions } from '../../engine/failover/fixtures';
import { provider, statusOf } from '../fixtures';

function of(label: string, options: RouteOptions = {}, more: Partial<ProviderStatus> = {}): ProviderStatus {
  const known = provider(label);
  return { ...known, link: { ...known.link, chat: route(label.toLowerCase(), { label, ...options }) }, ...more };
}

describe('offeredModels', () => {
  it('offers the chain and each of its chat models, in the user’s order', () => {
    const models = offeredModels(statusOf([of('Alpha', { model: 'a/1' }), of('Beta')]));
    assert.deepEqual(
      models.map(({ id, name, family, choice }) => [id, name, family, choice]),
      [
        ['auto', 'Everpair (auto)', 'auto', undefined],
        ['alpha/a/1', 'a/1 (Alpha)', 'a/1', { providerId: 'alpha', model: 'a/1' }],
        ['beta/beta-large', 'beta-large (Beta)', 'beta-large', { providerId: 'beta', model: 'beta-large' }],
      ],
    );
  });

  it('divides a window into question and answer, and says of the chain what its largest model can', () => {
    const small = of(
      'Small',
      { traits: { maxOutputTokens: 8_000, tools: false, images: false } },
      { contextWindow: 16_000 },
    );
    const large = of('Large', { traits: { maxOutputTokens: 64_000, images: undefined } }, { contextWindow: 200_000 });
    const [auto, first, second] = offeredModels(statusOf([small, large]));
    const facts = (model = auto) => [
      model?.maxInputTokens,
      model?.maxOutputTokens,
      model?.capabilities.imageInput,
      model?.capabilities.toolCalling,
    ];
    assert.deepEqual(facts(first), [12_000, 4_000, false, false]);
    assert.deepEqual(facts(second), [150_000, 50_000, true, true]);
    assert.deepEqual(facts(auto), [150_000, 50_000, true, true]);
  });

  it('takes a model whose window is not known for a usual one, and the user’s settings for true', () => {
    const [, model] = offeredModels(statusOf([of('Alpha', { settings: { maxOutputTokens: 1_000, images: false } })]));
    assert.equal(model?.maxInputTokens, 127_000);
    assert.equal(model.maxOutputTokens, 1_000);
    assert.equal(model.capabilities.imageInput, false);
  });

  it('leaves out providers that must not be asked, and all where none may', () => {
    const off = of('Off', {}, { state: 'off', offReason: 'Outside your boundary.' });
    const down = of('Down', {}, { state: 'down' });
    assert.deepEqual(
      offeredModels(statusOf([off, down])).map(({ id }) => id),
      ['auto', 'down/down-large'],
    );
    assert.deepEqual(offeredModels(statusOf([off])), []);
    assert.deepEqual(offeredModels(statusOf([])), []);
  });

  it('keeps a provider whose budget is used up: it is back with the next month', () => {
    const usedUp = { provider: 'used', limit: 1 } as unknown as ProviderStatus['usedUp'];
    const spent = of('Spent', {}, { state: 'off', usedUp });
    assert.deepEqual(
      offeredModels(statusOf([spent])).map(({ id }) => id),
      ['auto', 'spent/spent-large'],
    );
  });
});
