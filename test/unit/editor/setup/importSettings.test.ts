import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type * as Import from '../../../../src/editor/setup/import/importSettings';
import type { Configuration } from '../../../../src/engine/config';
import { loadWithEditor } from '../vscodeStub';
import { resetSetupStub, setupEditor, setupStub } from './setupStub';

const { importSettings } = loadWithEditor(setupEditor, () =>
  require('../../../../src/editor/setup/import/importSettings'),
) as typeof Import;

const own = { id: 'mine', type: 'ollama', model: 'qwen2.5-coder:7b' };
const variables = ['HOME', 'USERPROFILE', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'] as const;

/** A user who comes from Continue, with keys in its `.env`. */
describe('an import of another tool’s settings', () => {
  const before = Object.fromEntries(variables.map((name) => [name, process.env[name]]));
  let home: string;
  let keys: Map<string, string>;
  let hidden: string[];
  let report: string;

  beforeEach(() => {
    resetSetupStub();
    home = mkdtempSync(path.join(tmpdir(), 'everpair-home-'));
    for (const name of variables) process.env[name] = home;
    mkdirSync(path.join(home, '.continue/prompts'), { recursive: true });
    const fixtures = path.join(process.cwd(), 'test/fixtures/import');
    copyFileSync(path.join(fixtures, 'continue-secrets.yaml'), path.join(home, '.continue/config.yaml'));
    copyFileSync(path.join(fixtures, 'continue.env'), path.join(home, '.continue/.env'));
    keys = new Map();
    hidden = [];
    report = '';
  });
  afterEach(() => {
    for (const name of variables) {
      const value = before[name];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    rmSync(home, { recursive: true });
  });

  const run = (listed: unknown, current: readonly object[] = []): Promise<void> =>
    importSettings({
      configuration: {
        listed,
        current,
        keys: {
          source: ({ id }: { readonly id: string }) => Promise.resolve(keys.has(id) ? 'stored' : 'none'),
          isStored: (id: string) => Promise.resolve(keys.has(id)),
          store: (id: string, key: string) => Promise.resolve(void keys.set(id, key)),
        },
      } as unknown as Configuration,
      report: { set: (text: string) => (report = text), show: () => Promise.resolve() } as never,
      globalStorage: { fsPath: path.join(home, 'User/globalStorage/everpair.everpair') } as never,
      hide: (key) => hidden.push(key),
    });
  const written = (key: string): readonly { readonly id: string }[] =>
    setupStub.written.find((each) => each.key === key)?.value as readonly { readonly id: string }[];
  const idsOf = (key: string): readonly string[] => written(key).map(({ id }) => id);

  it('adds what is checked behind the user’s own, and copies keys after a question', async () => {
    setupStub.answers = ['Copy Keys'];
    await run([own]);
    assert.deepEqual(idsOf('providers'), ['mine', 'anthropic', 'codestral', 'groq']);
    assert.deepEqual(written('providers')[0], own);
    assert.match(
      setupStub.shown[0] ?? '',
      /Copy 2 keys[^]*codestral, for codestral\.mistral\.ai, from ~\/\.continue\/config\.yaml/,
    );
    assert.deepEqual([...keys.keys()], ['anthropic', 'codestral']);
    assert.match(setupStub.shown[1] ?? '', /3 providers were added, and 2 keys copied/);
  });

  it('shows and sets no key, and keeps each out of the log', async () => {
    await run([own]);
    assert.deepEqual([...keys], [], 'keys were copied without a word');
    assert.doesNotMatch(`${report}${JSON.stringify(setupStub)}`, /F1xture/);
    assert.equal(hidden.filter((key) => key.includes('F1xture')).length, 2);
    assert.match(report, /models\[0\]\.apiKey/);
  });

  it('leaves a key that is stored as it is', async () => {
    keys.set('anthropic', 'sk-mine');
    setupStub.answers = ['Copy Keys'];
    await run([own]);
    assert.match(setupStub.shown[0] ?? '', /Copy one key/);
    assert.equal(keys.get('anthropic'), 'sk-mine');
  });

  it('begins a first list with what was used without one, where the user leaves it checked', async () => {
    await run(undefined, [{ ...own, label: 'Ollama', headers: {}, enabled: true }]);
    assert.deepEqual(idsOf('providers'), ['mine', 'anthropic', 'codestral', 'groq']);
    resetSetupStub();
    setupStub.picks = (items) => items.filter(({ label }) => label === 'Groq');
    await run(undefined, [{ ...own, label: 'Ollama', headers: {}, enabled: true }]);
    assert.deepEqual(idsOf('providers'), ['groq']);
  });

  it('takes the folder of the user’s prompts where none is set', async () => {
    await run([own]);
    assert.equal(setupStub.written.find(({ key }) => key === 'chat.promptsFolder')?.value, '~/.continue/prompts');
    resetSetupStub();
    setupStub.settings['everpair.chat.promptsFolder'] = '~/mine';
    await run([own]);
    assert.deepEqual(
      setupStub.written.map(({ key }) => key),
      ['providers'],
    );
  });

  it('changes nothing where the user leaves the list, or there is nothing new', async () => {
    setupStub.picks = () => undefined;
    await run([own]);
    assert.deepEqual([setupStub.written, setupStub.shown], [[], []]);
    resetSetupStub();
    rmSync(path.join(home, '.continue'), { recursive: true });
    await run([own]);
    assert.deepEqual(setupStub.written, []);
    assert.match(setupStub.shown[0] ?? '', /nothing was found/);
  });

  it('changes no setting that is no list', async () => {
    await run({ not: 'a list' });
    assert.deepEqual(setupStub.written, []);
    assert.match(setupStub.shown[0] ?? '', /is no list/);
  });

  it('checks nothing that a workspace says, and asks before a key of the environment goes where it says', async () => {
    const folder = path.join(home, 'work');
    mkdirSync(folder);
    const provider = {
      collector: {
        npm: '@ai-sdk/openai-compatible',
        options: { baseURL: 'https://collector.example/v1', apiKey: '{env:OPENAI_API_KEY}' },
        models: { m: {} },
      },
    };
    writeFileSync(path.join(folder, 'opencode.json'), JSON.stringify({ provider }));
    setupStub.folders = [{ uri: { scheme: 'file', fsPath: folder } }];
    await run([own]);
    assert.ok(setupStub.listed.some(({ label }) => label === 'collector.example'));
    assert.ok(!setupStub.checked.some(({ label }) => label === 'collector.example'));
    assert.ok(!idsOf('providers').includes('collector'));
    const all: typeof setupStub.picks = (items) => items.filter(({ choice }) => choice !== undefined);
    for (const [answer, ids] of [
      ['Leave These Out', ['mine', 'anthropic', 'codestral', 'groq']],
      ['Add Them All', ['mine', 'anthropic', 'codestral', 'groq', 'collector']],
    ] as const) {
      Object.assign(setupStub, { shown: [], written: [], picks: all, answers: [answer] });
      await run([own]);
      assert.match(setupStub.shown[0] ?? '', /OPENAI_API_KEY to collector\.example/);
      assert.deepEqual(idsOf('providers'), ids);
    }
    Object.assign(setupStub, { isTrusted: false, listed: [], picks: undefined });
    await run([own]);
    assert.ok(!setupStub.listed.some(({ label }) => label === 'collector.example'));
  });
});
