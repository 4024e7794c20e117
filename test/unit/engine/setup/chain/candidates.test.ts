import assert from 'node:assert/strict';
import type { LocalServers } from '../../../../../src/engine/config/local/localServerSetup';
import { readProviders } from '../../../../../src/engine/config/settings/providerSettings';
import { candidates, withFreeId } from '../../../../../src/engine/setup/chain/candidates';
import { type FoundServer, foundServers } from '../../../../../src/engine/setup/chain/foundServers';

const ollama: FoundServer = {
  type: 'ollama',
  models: ['qwen2.5-coder:7b'],
  usual: { chat: 'qwen2.5-coder:7b', completion: 'qwen2.5-coder:7b' },
};
const value = 'sk-a-value-that-nobody-must-see';

describe('what can be added to the chain', () => {
  it('are servers that answer, then vendors with a key in the environment, then the others', () => {
    const all = candidates([], { servers: [ollama], environment: { GROQ_API_KEY: value, OPENAI_API_KEY: '  ' } });
    assert.deepEqual(
      all.slice(0, 3).map(({ label, by }) => [label, by.kind]),
      [
        ['Ollama', 'server'],
        ['Groq', 'variable'],
        ['Anthropic', 'key'],
      ],
    );
    assert.ok(all.some(({ label, by }) => label === 'OpenAI' && by.kind === 'key'));
  });

  it('name variables and never show what they hold', () => {
    const all = candidates([], { servers: [], environment: { GROQ_API_KEY: value } });
    const groq = all.find(({ label }) => label === 'Groq');
    assert.deepEqual(groq?.by, { kind: 'variable', name: 'GROQ_API_KEY' });
    assert.ok(!JSON.stringify(all).includes(value));
  });

  it('are not what the chain asks already, however it is written there', () => {
    const existing = [
      { id: 'home', type: 'ollama', model: 'other', baseUrl: 'http://localhost:11434' },
      { type: 'openai-compatible', preset: 'groq', model: 'other' },
      { id: 'claude', type: 'anthropic', model: 'claude-sonnet-5-5' },
    ];
    const labels = candidates(existing, { servers: [ollama], environment: {} }).map(({ label }) => label);
    assert.deepEqual(
      ['Ollama', 'Groq', 'Anthropic'].filter((label) => labels.includes(label)),
      [],
    );
    assert.ok(labels.includes('OpenAI'));
  });

  it('are entries that the setting takes', () => {
    const all = candidates([], { servers: [ollama], environment: {} });
    assert.ok(all.length > 10);
    assert.deepEqual(readProviders(all.map(({ entry }) => entry)).problems, []);
  });

  it('get an id that no other entry has, nor the stored key of another host', async () => {
    const entry = { id: 'groq', type: 'openai-compatible', preset: 'groq', model: 'm' };
    const isStored = (id: string): Promise<boolean> => Promise.resolve(id === 'groq-2');
    const { id } = await withFreeId(entry, { existing: [{ id: 'groq', type: 'ollama', model: 'm' }], isStored });
    assert.equal(id, 'groq-3');
  });
});

describe('servers that were found', () => {
  it('become entries at the address where they answered, with the best of their models', () => {
    const at = (baseUrl: string, ...names: readonly string[]): LocalServers['ollamas'][number] => ({
      baseUrl,
      host: new URL(baseUrl).host,
      isHere: true,
      installed: names.map((name) => ({ name, fillsIn: undefined })),
      offered: [],
    });
    const servers = foundServers({
      ollamas: [at('http://127.0.0.1:11434', 'nomic-embed-text', 'qwen2.5-coder:7b'), at('http://10.0.0.7:11434')],
      start: { kind: 'absent' } as unknown as LocalServers['start'],
      others: [{ kind: 'lm-studio', origin: 'http://127.0.0.1:1234', models: ['devstral', 'other'] }],
    });
    const entries = candidates([], { servers, environment: {} }).flatMap(({ entry, by }) =>
      by.kind === 'server' ? entry : [],
    );
    assert.deepEqual(entries, [
      { id: 'ollama', type: 'ollama', model: 'qwen2.5-coder:7b' },
      { id: 'lmstudio', type: 'openai-compatible', preset: 'lmstudio', model: 'devstral' },
    ]);
  });
});
