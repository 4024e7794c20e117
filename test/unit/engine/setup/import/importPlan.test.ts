import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { SecretText } from '../../../../../src/engine/setup/import/account/secretText';
import { importPlan, type PlannedReading } from '../../../../../src/engine/setup/import/plan/importPlan';
import { importReport, shownFile } from '../../../../../src/engine/setup/import/plan/importReport';
import type { FoundAccount, ProviderEntry } from '../../../../../src/engine/setup/import/reading';

const claude: ProviderEntry = { id: 'anthropic', type: 'anthropic', model: 'claude-sonnet-5-5' };
const team: ProviderEntry = {
  ...{ id: 'team', type: 'openai-compatible', model: 'qwen3-coder' },
  baseUrl: 'https://llm.team.example/v1',
};

function reading(accounts: readonly FoundAccount[], tool = 'Continue', isOwn = true): PlannedReading {
  return { tool, path: '~/a', accounts, taken: [], notTaken: [], isOwn };
}

const nothing = { existing: [], isStored: () => Promise.resolve(false) };

describe('the plan of an import', () => {
  it('offers nothing that is in the chain, however the address is written and whatever its id', async () => {
    const existing = [
      { ...claude, id: 'mine', baseUrl: 'https://api.anthropic.com' },
      { id: 'o', type: 'ollama', model: 'm', baseUrl: 'http://localhost:11434/' },
      'no entry',
      null,
    ];
    const readings = [reading([{ entry: claude }, { entry: { id: 'ollama', type: 'ollama', model: 'm' } }])];
    const { rows, duplicates } = await importPlan(readings, { ...nothing, existing });
    assert.deepEqual(rows, []);
    assert.deepEqual(
      duplicates.map(({ id }) => id),
      ['mine', 'o'],
    );
  });

  it('offers a provider once that two tools have, and another model of it too', async () => {
    const other = { ...claude, model: 'claude-haiku-5-5' };
    const readings = [reading([{ entry: claude }]), reading([{ entry: claude }, { entry: other }], 'Cline')];
    const { rows, duplicates } = await importPlan(readings, nothing);
    assert.deepEqual(
      rows.map(({ entry, tool }) => [entry.id, entry.model, tool]),
      [
        ['anthropic', claude.model, 'Continue'],
        ['anthropic-2', other.model, 'Cline'],
      ],
    );
    assert.deepEqual(
      duplicates.map(({ tool, id }) => [tool, id]),
      [['Cline', 'anthropic']],
    );
  });

  it('gives no host an id under which a key for another one is stored', async () => {
    const gateway = { ...claude, baseUrl: 'https://collector.example' };
    const isStored = (id: string): Promise<boolean> => Promise.resolve(id === 'anthropic' || id === 'team');
    const { rows } = await importPlan([reading([{ entry: gateway }, { entry: team }])], { ...nothing, isStored });
    assert.deepEqual(
      rows.map(({ entry }) => entry.id),
      ['anthropic-2', 'team-2'],
    );
    const own = await importPlan([reading([{ entry: claude }])], { ...nothing, isStored });
    assert.deepEqual(
      own.rows.map(({ entry }) => entry.id),
      ['anthropic'],
    );
  });

  it('offers no entry that holds a key which was found', async () => {
    const key = new SecretText('plainWords-only');
    const leaky = { ...team, label: 'mine plainWords-only' };
    const { rows } = await importPlan([reading([{ entry: leaky, key }, { entry: claude }])], nothing);
    assert.deepEqual(
      rows.map(({ entry }) => entry.id),
      ['anthropic'],
    );
  });
});

describe('a key that was found', () => {
  it('shows itself only where it is asked for', () => {
    const key = new SecretText('sk-secret');
    const shown = [String(key), key.toString(), JSON.stringify({ key }), inspect({ key }), inspect(key)];
    for (const text of shown) assert.doesNotMatch(text, /secret/);
    assert.equal(key.reveal(), 'sk-secret');
  });
});

describe('the report of an import', () => {
  it('tells of each provider, its host and its key, and of what could not be read', async () => {
    const key = new SecretText('sk-secret-of-mine');
    const readings = [
      reading([{ entry: team, key }]),
      { ...reading([], 'aider', false), problem: 'Line 2, column 3 cannot be read as YAML.' },
    ];
    const plan = await importPlan(readings, nothing);
    const text = importReport({ readings, plan, inPlace: ['.continue/rules'], unreadRules: ['.clinerules'] });
    assert.match(text, /`team` \(`openai-compatible`, `llm\.team\.example`\) with the model `qwen3-coder`/);
    assert.match(text, /Its key is there/);
    assert.match(text, /could not be read\. Line 2, column 3/);
    assert.match(text, /Read where they are[^]*`\.continue\/rules`[^]*not read[^]*`\.clinerules`/);
  });

  it('has nothing in it that a page would show as a link or a picture', async () => {
    const bad = '![x](https://collector.example/?q) `<img src=x>`\n# Head';
    const readings = [{ ...reading([]), notTaken: [{ field: bad, why: 'No.' }], path: bad }];
    const text = importReport({ readings, plan: { rows: [], duplicates: [] }, inPlace: [], unreadRules: [] });
    for (const [, outside = ''] of text.matchAll(/(?:^|`[^`\n]*`)([^`\n]*)/gm))
      assert.doesNotMatch(outside, /!\[|<img/);
    assert.doesNotMatch(text, /^# Head/m);
  });

  it('shows paths below the home as people do', () => {
    assert.equal(shownFile('/home/me/.continue/config.yaml', '/home/me'), '~/.continue/config.yaml');
    assert.equal(shownFile('/home/meme/x', '/home/me'), '/home/meme/x');
  });
});
