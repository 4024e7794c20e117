import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readProviders } from '../../../src/engine/config/settings/providerSettings';
import { importPlan } from '../../../src/engine/setup/import/plan/importPlan';
import { importReport } from '../../../src/engine/setup/import/plan/importReport';
import type { Reading, SourceText } from '../../../src/engine/setup/import/reading';
import { readAider } from '../../../src/engine/setup/import/tools/aider';
import { readChosenFile } from '../../../src/engine/setup/import/tools/chosenFile';
import { readClineProviders } from '../../../src/engine/setup/import/tools/clineProviders';
import { readClineState } from '../../../src/engine/setup/import/tools/clineState';
import { readContinueJson } from '../../../src/engine/setup/import/tools/continueJson';
import { readContinueYaml } from '../../../src/engine/setup/import/tools/continueYaml';
import { readCopilotModels, readCopilotSetting } from '../../../src/engine/setup/import/tools/copilotModels';
import { readOpencode } from '../../../src/engine/setup/import/tools/opencodeConfig';
import { readRooProfiles } from '../../../src/engine/setup/import/tools/rooProfiles';
import { readChainFile } from '../../../src/engine/setup/share/chainFile';

type Reader = (source: SourceText) => Promise<readonly Reading[]>;

const one =
  (read: (source: SourceText) => Promise<Reading>): Reader =>
  async (source) => [await read(source)];

const readers: Readonly<Record<string, { readonly read: Reader; readonly write: (value: unknown) => string }>> = {
  continueYaml: { read: one(readContinueYaml), write: stringify },
  continueJson: { read: one(readContinueJson), write: JSON.stringify },
  clineProviders: { read: one(readClineProviders), write: JSON.stringify },
  clineState: { read: (source) => readClineState(source, source), write: JSON.stringify },
  roo: { read: one(readRooProfiles), write: JSON.stringify },
  opencode: { read: (source) => readOpencode(source, source), write: JSON.stringify },
  aider: { read: (source) => readAider(source, undefined), write: stringify },
  copilot: { read: one(readCopilotModels), write: JSON.stringify },
  copilotSetting: { read: one(readCopilotSetting), write: JSON.stringify },
};

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.split('');
const random = fc
  .array(fc.constantFrom(...alphabet), { minLength: 36, maxLength: 48 })
  .map((chars) => `7${chars.join('')}`);
const key = fc
  .tuple(
    fc.constantFrom('sk-ant-api03-', 'sk-proj-', 'sk-or-v1-', 'gsk_', 'AIza', 'xai-', 'hf_', '', 'Bearer sk-'),
    random,
  )
  .map(([prefix, rest]) => `${prefix}${rest}`);

/** Names that the readers look for, at any place. */
const names = fc.constantFrom(
  ...[
    'models',
    'model',
    'provider',
    'providers',
    'apiKey',
    'apiBase',
    'title',
    'name',
    'roles',
    'requestOptions',
    'headers',
  ],
  ...[
    'Authorization',
    'X-Auth',
    'settings',
    'baseUrl',
    'auth',
    'key',
    'type',
    'options',
    'baseURL',
    'npm',
    'limit',
    'id',
    'url',
  ],
  ...[
    'vendor',
    'apiType',
    'providerProfiles',
    'apiConfigs',
    'apiProvider',
    'openAiBaseUrl',
    'openAiApiKey',
    'openAiModelId',
  ],
  ...[
    'openAiHeaders',
    'apiModelId',
    'actModeApiProvider',
    'planModeApiProvider',
    'actModeOpenAiModelId',
    'api-key',
    'set-env',
  ],
  ...[
    'openai-api-key',
    'openai-api-base',
    'anthropic',
    'groq',
    'openai',
    'contextWindow',
    'maxInputTokens',
    '__proto__',
  ],
);
const words = fc.constantFrom(
  ...[
    'openai',
    'anthropic',
    'ollama',
    'mistral',
    'azure',
    'bedrock',
    'openai/gpt-5',
    'anthropic/claude',
    'qwen3',
    'chat',
  ],
  ...[
    'autocomplete',
    'https://llm.example/v1',
    'http://127.0.0.1:1234',
    '@ai-sdk/openai-compatible',
    'api',
    'messages',
  ],
);
const text = fc.oneof(
  words,
  key,
  fc.string({ maxLength: 12 }),
  key.map((secret) => `gemini=${secret}`),
  key.map((secret) => `https://a:${secret}@b.example/`),
);
const value = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(names, names, names, key, fc.string({ maxLength: 8 })), tie('value'), { maxKeys: 6 }),
  ),
})).value;

/** The random part of each key that is in a text. */
function secretsIn(source: string): readonly string[] {
  return [...source.matchAll(/7[A-Za-z0-9]{36,48}/g)].map(([found]) => found);
}

describe('an import', () => {
  for (const [name, { read, write }] of Object.entries(readers)) {
    it(`of any values as ${name} never throws, shows no key and sets nothing that is wrong`, async () => {
      await fc.assert(
        fc.asyncProperty(value, async (drawn) => {
          const source = { path: 'p', text: write(drawn) };
          const readings = (await read(source)).map((reading) => ({ ...reading, isOwn: true }));
          const plan = await importPlan(readings, { existing: [], isStored: () => Promise.resolve(false) });
          const shown = importReport({ readings, plan, inPlace: [], unreadRules: [] });
          const all = shown + JSON.stringify([plan, readings]);
          for (const secret of secretsIn(source.text)) assert.ok(!all.includes(secret), secret);
          assert.deepEqual(readProviders(plan.rows.map(({ entry }) => entry)).problems, []);
          const said = readings.some(({ taken, notTaken, problem }) => problem ?? [...taken, ...notTaken].length > 0);
          if (typeof drawn === 'object' && drawn !== null && Object.keys(drawn).length > 0) assert.ok(said);
        }),
        { numRuns: 150 },
      );
    });
  }

  it('of any text never throws', async () => {
    const file = fc.constantFrom('config.yaml', '.aider.conf.yml', 'a.json', 'auth.json', '.env', 'x');
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string(), fc.json()),
        async (path, drawn) => {
          const readings = await readChosenFile({ path, text: drawn });
          assert.ok(readings.length > 0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a chain file', () => {
  it('of any values never throws, and proposes nothing that is wrong or holds a key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 4 }), async (providers) => {
        const source = JSON.stringify({ version: 1, providers });
        const { entries, problems } = await readChainFile(source);
        assert.ok(entries.length + problems.length > 0 || providers.length === 0);
        const all = JSON.stringify([entries, problems]);
        for (const secret of secretsIn(source)) assert.ok(!all.includes(secret), secret);
        assert.ok(entries.every((entry) => readProviders([entry]).problems.length === 0));
      }),
      { numRuns: 150 },
    );
  });
});
