import assert from 'node:assert/strict';
import type * as SetUp from '../../../../src/editor/setup/setUp';
import type { Configuration } from '../../../../src/engine/config';
import { loadWithEditor } from '../vscodeStub';
import { resetSetupStub, setupEditor, setupStub } from './setupStub';

const { setUp } = loadWithEditor(setupEditor, () => require('../../../../src/editor/setup/setUp')) as typeof SetUp;

const first = { id: 'mine', type: 'anthropic', model: 'claude-sonnet-5-5', headers: { 'x-team': '7' } };
const second = { id: 'home', type: 'ollama', model: 'qwen2.5-coder:7b' };

/** A user who goes through the set-up by the labels of its rows. */
describe('the set-up', () => {
  let listed: unknown;
  let stored: Map<string, string>;
  let reloads: number;
  let seen: string[][];
  let others: readonly object[];

  /** Each choice is the beginning of a row's label, without its icon; what comes after the last one leaves. */
  const go = async (choices: readonly string[]): Promise<void> => {
    const left = [...choices];
    setupStub.picks = (items) => {
      seen.push(items.map(({ label }) => label));
      if (left[0] === 'wait' && items.some(({ label }) => label.includes('Looking for'))) return 'wait';
      if (left[0] === 'wait') left.shift();
      const wanted = left.shift();
      if (wanted === undefined) return undefined;
      const row = items.find(({ label, action }) => action !== undefined && label.includes(wanted));
      assert.ok(row, `no row ${wanted} among ${items.map(({ label }) => label).join(', ')}`);
      return [row];
    };
    const configuration = {
      get listed() {
        return setupStub.written.at(-1)?.value ?? listed;
      },
      current: [],
      policy: { boundary: 'any' },
      prepare: () => Promise.resolve(),
      localServerSetup: { look: () => Promise.resolve({ ollamas: [], start: {}, others }) },
      reload: () => Promise.resolve(void (reloads += 1)),
      signInScopes: () => undefined,
      keys: {
        source: ({ id }: { readonly id: string }) => Promise.resolve(stored.has(id) ? 'stored' : 'none'),
        isStored: (id: string) => Promise.resolve(stored.has(id)),
        store: (id: string, key: string) => Promise.resolve(void stored.set(id, key)),
      },
    };
    const test = async function* (): AsyncGenerator<object> {
      await Promise.resolve();
      yield { link: { label: 'Anthropic', provider: { id: 'mine' } }, ok: true, ms: 12, models: 3 };
      yield {
        link: { label: 'Ollama', provider: { id: 'home' } },
        ok: false,
        failure: { message: 'Nobody is there.' },
      };
    };
    await setUp({
      configuration: configuration as unknown as Configuration,
      manager: { test, resetHealth: () => {} } as unknown as SetUp.SetUpDeps['manager'],
    });
    assert.deepEqual(left, []);
  };
  const lists = (): readonly unknown[] => setupStub.written.map(({ value }) => value);

  beforeEach(() => {
    resetSetupStub();
    listed = undefined;
    stored = new Map();
    reloads = 0;
    seen = [];
    others = [];
  });

  it('adds a vendor behind the others once its key is there, from the page where keys are made', async () => {
    listed = [first];
    setupStub.typed = ' gsk-a-key ';
    await go(['Groq', 'Open the page', 'Paste the key']);
    assert.deepEqual(setupStub.opened, ['https://console.groq.com/keys']);
    const [list] = lists() as [readonly { readonly preset?: string; readonly id: string }[]];
    assert.deepEqual(list[0], first);
    assert.deepEqual([list.length, list[1]?.preset], [2, 'groq']);
    assert.deepEqual([...stored], [['groq', 'gsk-a-key']]);
    assert.equal(reloads, 1);
    assert.ok(seen.at(-1)?.some((label) => label.startsWith('2. Groq')));
  });

  it('adds nothing where the key was not given', async () => {
    listed = [first];
    await go(['Groq', 'Paste the key']);
    assert.deepEqual([lists(), [...stored]], [[], []]);
  });

  it('shows servers when they have answered, and adds one with the model that is chosen', async () => {
    listed = [first];
    others = [{ kind: 'lm-studio', origin: 'http://127.0.0.1:1234', models: ['devstral', 'qwen3-coder'] }];
    await go(['wait', 'LM Studio', 'qwen3-coder']);
    const added = { id: 'lmstudio', type: 'openai-compatible', preset: 'lmstudio', model: 'qwen3-coder' };
    assert.deepEqual(lists(), [[first, added]]);
    assert.ok(seen.at(-1)?.some((label) => label.startsWith('2. LM Studio')));
  });

  it('changes the order, and nothing of the entries', async () => {
    listed = [first, second];
    await go(['2. Ollama', 'Ask it earlier']);
    assert.deepEqual(lists(), [[second, first]]);
  });

  it('removes a link only when that was confirmed', async () => {
    listed = [first, second];
    await go(['2. Ollama', 'Remove']);
    assert.deepEqual(lists(), []);
    setupStub.answers = ['Remove'];
    await go(['2. Ollama', 'Remove']);
    assert.deepEqual(lists(), [[first]]);
  });

  it('says at each link how its test ended and what it adds', async () => {
    listed = [first, second];
    await go(['Test the chain']);
    const text = setupStub.listed.map((item) => (item as { readonly detail?: string }).detail).join('\n');
    assert.match(text, /Anthropic is reachable \(12 ms\)/);
    assert.match(text, /Nobody is there\./);
    assert.match(text, /a place of its own/);
  });

  it('leads to the first question', async () => {
    listed = [first];
    await go(['ask the first question']);
    assert.deepEqual(setupStub.commands, ['everpair.openChat']);
  });

  it('touches no setting that is no list', async () => {
    listed = 'nonsense';
    await go([]);
    assert.deepEqual(lists(), []);
    assert.match(setupStub.shown.join(), /is no list/);
  });
});
