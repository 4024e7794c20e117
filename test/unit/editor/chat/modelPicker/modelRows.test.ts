import assert from 'node:assert/strict';
import type { ListedModel } from '../../../../../src/engine/failover';
import { type ModelRow, modelRows } from '../../../../../src/editor/chat/modelPicker/modelRows';
import type { ProviderModels, ProviderStatus } from '../../../../../src/engine/failover/api/providerManager';
import type { ModelChoice } from '../../../../../src/engine/model/route/route';
import { route } from '../../../engine/failover/fixtures';
import { down, now, provider, statusOf } from '../../fixtures';

/** What the host of the provider lists. */
function listed(status: ProviderStatus, ids: readonly string[], problem?: string): [string, ProviderModels] {
  const { link } = status;
  const models = [link.chat.model, ...ids].map((id, index) => ({
    route: link.routeFor(id),
    isConfigured: index === 0,
  }));
  return [link.provider.id, { provider: status, models, ...(problem === undefined ? {} : { problem }) }];
}

function rowsOf(
  providers: readonly ProviderStatus[],
  lists: readonly [string, ProviderModels][] = [],
  current?: ModelChoice,
): readonly ModelRow[] {
  return modelRows({ status: statusOf(providers), lists: new Map(lists), current, now });
}

const labels = (rows: readonly ModelRow[]): string[] => rows.map(({ label }) => label);

const claude = provider('Claude');
const gpt = provider('GPT');

describe('modelRows', () => {
  it('offers the order of the providers first, then each provider with its state and its models', () => {
    const rows = rowsOf([claude, gpt], [listed(claude, ['one', 'two']), listed(gpt, [])]);
    assert.deepEqual(labels(rows), [
      '$(check) Auto',
      'Claude: Healthy',
      '$(blank) Claude-model',
      '$(blank) one',
      '$(blank) two',
      'GPT: Healthy',
      '$(blank) GPT-model',
    ]);
    assert.deepEqual(rows[3]?.kind === 'model' && rows[3].choice, { providerId: 'claude', model: 'one' });
    assert.equal(rows[0]?.kind === 'model' && rows[0].detail, 'Now: Claude (Claude-model)');
  });

  it('offers the models of the settings until hosts have answered', () => {
    assert.deepEqual(labels(rowsOf([claude])).slice(1), ['Claude: Healthy', '$(blank) Claude-model']);
  });

  it('marks the choice in force and no other, also one that the host does not list', () => {
    const marks = (current: ModelChoice) =>
      rowsOf([claude, gpt], [listed(claude, ['one']), listed(gpt, ['one'])], current)
        .filter((row) => row.kind === 'model' && row.isCurrent)
        .map((row) => [row.label, row.kind === 'model' && row.choice]);
    const one = { providerId: 'gpt', model: 'one' };
    assert.deepEqual(marks(one), [['$(check) one', one]]);
    const gone = { providerId: 'claude', model: 'gone' };
    assert.deepEqual(marks(gone), [['$(check) gone', gone]]);
    assert.deepEqual(marks({ providerId: 'nobody', model: 'one' }), []);
  });

  it('says why a provider is off or its list is missing, and offers nothing there that cannot be asked', () => {
    const off = provider('Off', { state: 'off', offReason: 'Outside your boundary.' });
    const rows = rowsOf([off, gpt], [listed(off, [], 'Off is off.'), listed(gpt, [], 'GPT could not be reached.')]);
    assert.deepEqual(rows[2], { kind: 'note', label: '$(circle-slash) Off', detail: 'Outside your boundary.' });
    assert.deepEqual(labels(rows).slice(3), [
      'GPT: Healthy',
      '$(blank) GPT-model',
      '$(warning) Its models are not known',
    ]);
    assert.equal(rows[5]?.kind === 'note' && rows[5].detail, 'GPT could not be reached.');
  });

  it('tells in what state a provider is', () => {
    const rows = rowsOf([down('Claude', 'overloaded', { status: 529, until: now + 40_000 })]);
    assert.equal(rows[1]?.label, 'Claude: Down: overloaded (529). Asked again in 40 s');
  });

  it('tells the price of the model of the settings, and one that the user has set, before hosts have answered', () => {
    const priced = { ...claude, price: { input: 2, output: 12 } };
    const [, , row] = rowsOf([priced]);
    assert.match(row?.kind === 'model' ? row.detail : '', /\$2 in, \$12 out/);
    const link = {
      ...claude.link,
      routeFor: (model: string) => route('claude', { model, settings: { price: priced.price } }),
    };
    const rows = modelRows({
      status: statusOf([{ ...claude, link }]),
      lists: new Map(),
      current: { providerId: 'claude', model: 'other' },
      now,
    });
    const other = rows.find((each) => each.kind === 'model' && each.label.endsWith('other'));
    assert.match(other?.kind === 'model' ? other.detail : '', /\$2 in, \$12 out/);
  });

  it('tells what is known of a model: how much it holds, its price, whether it sees and thinks', () => {
    const detail = (more: Partial<ListedModel>, reasoning = false): string => {
      const model = {
        route: route('claude', { traits: { reasoning } }),
        contextWindow: 1_000_000,
        ...more,
        isConfigured: false,
        label: 'The One',
      };
      const [, , row] = rowsOf([claude], [['claude', { provider: claude, models: [model] }]]);
      assert.equal(row?.kind === 'model' && row.description, 'The One');
      return row?.kind === 'model' ? row.detail : '';
    };
    assert.equal(
      detail({ price: { input: 2, output: 12.5 }, images: true }, true),
      '1,000,000 tokens · $2 in, $12.50 out per million tokens · sees images · thinks first',
    );
    assert.equal(detail({ price: { input: 0, output: 0 }, images: false }), '1,000,000 tokens · free');
    assert.match(detail({ price: { input: 0.075, output: 0.3 } }), /\$0\.075 in, \$0\.30 out/);
    assert.match(detail({}), /price not known$/);
    assert.equal(
      detail({ maxOutputTokens: 65_536, tools: false, price: { input: 0, output: 0 } }),
      '1,000,000 tokens · answers of 65,536 tokens · free · no tools',
    );
  });
});
