import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Route } from '../../../../../src/engine/model/route/route';
import { readProviders } from '../../../../../src/engine/config/settings/providerSettings';
import { routesOf } from '../../../../../src/engine/providers/registry/routes';
import { moveInWords, testInShort } from '../../../../../src/engine/setup/view/announcements';
import type { LinkView, SetupView } from '../../../../../src/engine/setup/view/protocol';
import { rowIds } from '../../../../../src/engine/setup/view/rowIds';
import type { LinkTest, SetupFacts } from '../../../../../src/engine/setup/view/setupFacts';
import { setupView } from '../../../../../src/engine/setup/view/setupView';

const claude = { id: 'claude', type: 'anthropic', model: 'claude-sonnet-5-5' };
const router = { id: 'router', type: 'openai-compatible', preset: 'openrouter', model: 'anthropic/claude-sonnet-5.5' };
const ollama = { id: 'home', type: 'ollama', model: 'qwen2.5-coder:7b' };
const gateway = { id: 'one', type: 'openai-compatible', baseUrl: 'http://10.0.0.7/v1', model: 'a' };

function view(entries: SetupFacts['entries'], facts: Partial<SetupFacts> = {}): SetupView {
  return setupView({
    entries,
    isListed: true,
    isLooking: false,
    servers: [],
    environment: {},
    keys: new Map(),
    signIns: new Set(),
    routes: new Map(),
    offReasons: new Map(),
    boundary: undefined,
    hasAllowedHosts: false,
    outside: () => undefined,
    tests: new Map(),
    testing: undefined,
    removed: undefined,
    ...facts,
  });
}

function one(entries: readonly unknown[], index: number, facts: Partial<SetupFacts> = {}): LinkView {
  const link = view(entries, facts).links[index];
  assert.ok(link);
  return link;
}

const ok = (entry: unknown): LinkTest => ({ state: 'ok', text: 'It is reachable.', entry });
const stored = (...ids: readonly string[]): Partial<SetupFacts> => ({
  keys: new Map(ids.map((id) => [id, 'stored'] as const)),
});

describe('the view of the set-up, each link', () => {
  it('says what it adds: its place, the same model elsewhere, this machine, the middle, the price', () => {
    const all = [claude, router, ollama];
    assert.deepEqual(one(all, 0).facts, [
      'a place of its own',
      'the same model as OpenRouter, at another place',
      'does not fill in the middle: completions are asked as chat',
      ...one([claude], 0).facts.filter((fact) => fact.startsWith('$')),
    ]);
    assert.ok(one(all, 2).facts.includes('on this machine: it answers without a network'));
    assert.ok(one(all, 2).facts.includes('free'));
    const local = { ...gateway, baseUrl: 'http://127.0.0.1:4000/v1', model: 'gpt-4.1' };
    assert.ok(one([local], 0).facts.includes('at an address of this machine'));
    assert.ok(one([gateway], 0).facts.includes('in your own network'));
    assert.ok(one([gateway], 0).facts.includes('price not known'));
  });

  it('names those that fail with it, without those that are off', () => {
    const two = { ...gateway, id: 'two', label: 'Second', model: 'b' };
    assert.equal(one([gateway, two], 0).facts[0], 'the same place as Second: they fail together');
    assert.equal(one([gateway, { ...two, enabled: false }], 0).facts[0], 'a place of its own');
    assert.deepEqual(one([gateway, { ...two, enabled: false }], 1).facts, ['turned off']);
  });

  it('says how it fills in the middle: what is known of a host, and what a server has said to a test', () => {
    const codestral = { type: 'openai-compatible', preset: 'codestral' };
    assert.ok(one([codestral], 0).facts.includes('fills in the middle'));
    assert.ok(!one([ollama], 0).facts.some((fact) => fact.includes('middle')));
    const tests = new Map([['home', { ...ok(ollama), fim: 'native' } as const]]);
    assert.ok(one([ollama], 0, { tests }).facts.includes('fills in the middle'));
  });

  it('takes the price of the route that is asked, which may be the user’s own', () => {
    const [config] = readProviders([gateway]).configs;
    const { chat } = routesOf(config!);
    const route: Route = { ...chat, traits: { ...chat.traits, price: { input: 1, output: 2 } } };
    const priced = { routes: new Map([['one', route]]) };
    assert.ok(one([gateway], 0, priced).facts.includes('$1 in, $2 out per million tokens'));
    assert.ok(one([{ ...gateway, model: 'other' }], 0, priced).facts.includes('price not known'));
  });

  it('says where its key is, or that it has none', () => {
    assert.deepEqual(one([claude], 0).warnings, ['no key yet']);
    assert.equal(one([claude], 0).isKeyMissing, true);
    assert.equal(one([claude], 0).keyPage, 'platform.claude.com');
    assert.deepEqual(one([claude], 0, stored('claude')).warnings, []);
    assert.ok(one([claude], 0, stored('claude')).facts.includes('key stored in VS Code'));
    assert.deepEqual([one([ollama], 0).keyName, one([ollama], 0).isKeyMissing], ['key', false]);
    assert.equal(one([7], 0).keyName, undefined);
    const signedIn = one([claude], 0, { signIns: new Set(['claude']) });
    assert.deepEqual([signedIn.keyName, signedIn.isKeyMissing], ['sign-in', false]);
  });

  it('says why it is not asked, where it is on', () => {
    const offReasons = new Map([['claude', 'Code stays on this machine.']]);
    assert.ok(one([claude], 0, { offReasons }).warnings.includes('Code stays on this machine.'));
    assert.deepEqual(one([{ ...claude, enabled: false }], 0, { offReasons }).warnings, []);
  });

  it('says what is wrong with an entry, also that its id is taken, and keeps its place', () => {
    const wrong = view([{ ...claude, modle: 'x' }, ollama, { ...gateway, id: 'home' }, 7]);
    assert.match(wrong.links[0]?.problem ?? '', /everpair\.providers\[0\] has an unknown field "modle"/);
    assert.equal(wrong.links[1]?.problem, undefined);
    assert.match(wrong.links[2]?.problem ?? '', /"home" is taken/);
    assert.match(wrong.links[3]?.problem ?? '', /must be an object/);
  });

  it('keeps the result of a test until its entry is another', () => {
    const tests = new Map([['claude', ok(claude)]]);
    assert.deepEqual(one([claude], 0, { tests }).test, { state: 'ok', text: 'It is reachable.' });
    assert.equal(one([{ ...claude, model: 'other' }], 0, { tests }).test, undefined);
  });
});

describe('the view of the set-up', () => {
  it('says of a setting that is no list that it cannot be read, and offers nothing to change', () => {
    const wrong = view(undefined);
    assert.match(wrong.problem ?? '', /is no list/);
    assert.deepEqual([wrong.links, wrong.found, wrong.byKey], [[], [], []]);
    assert.deepEqual(wrong.next.action, { type: 'open-setting' });
  });

  it('offers what is here apart from what needs a key, without what is in the chain', () => {
    const server = {
      type: 'openai-compatible',
      preset: 'lmstudio',
      models: ['a', 'b'],
      usual: { chat: 'a', completion: 'a' },
    };
    const { found, byKey } = view([claude], { servers: [server], environment: { GROQ_API_KEY: 'gsk' } });
    assert.deepEqual(
      found.map(({ label, facts, needsKey }) => [label, facts[0], needsKey]),
      [
        ['LM Studio', '2 models', false],
        ['Groq', 'key from GROQ_API_KEY', false],
      ],
    );
    const mistral = byKey.find(({ label }) => label === 'Mistral');
    assert.deepEqual([mistral?.needsKey, mistral?.keyPage], [true, 'console.mistral.ai']);
    assert.ok(!byKey.some(({ label }) => label === 'Anthropic'));
    const ids = [...found, ...byKey].map(({ offerId }) => offerId);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('says of an offer that a policy would keep it from being asked', () => {
    const outside: SetupFacts['outside'] = ({ trust }) =>
      trust === 'cloud' ? 'code stays on this machine' : undefined;
    const { byKey } = view([], { outside });
    assert.ok(byKey.length > 5 && byKey.every(({ warning }) => warning === 'code stays on this machine'));
  });

  it('shows what limits where code may go, each with its setting', () => {
    assert.deepEqual(view([]).limits, []);
    const { limits } = view([], { boundary: 'code stays on this machine', hasAllowedHosts: true });
    assert.deepEqual(
      limits.map(({ command }) => command),
      ['open-boundary', 'open-allowed-hosts'],
    );
    assert.match(limits[0]?.text ?? '', /code stays on this machine/);
  });

  it('says that links were found, where they stand in no setting', () => {
    assert.match(view([ollama], { isListed: false }).origin ?? '', /were found/);
    assert.equal(view([ollama]).origin, undefined);
    assert.equal(view([], { isListed: false }).origin, undefined);
  });
});

describe('the next step of the set-up', () => {
  const next = (
    entries: readonly unknown[],
    facts: Partial<SetupFacts> = {},
  ): readonly [string, string | undefined] => {
    const { text, action } = view(entries, facts).next;
    return [text, action?.type];
  };
  const tested = (...entries: readonly { readonly id: string }[]): Partial<SetupFacts> => ({
    ...stored('claude', 'router'),
    tests: new Map(entries.map((entry) => [entry.id, ok(entry)])),
  });

  it('leads from nothing to the first question', () => {
    assert.match(next([])[0], /^Choose a vendor/);
    assert.match(next([], { environment: { GROQ_API_KEY: 'gsk' } })[0], /^Add one of those/);
    assert.deepEqual(next([claude]), ['Anthropic has no key yet.', 'set-key']);
    assert.deepEqual(next([claude], stored('claude')), ['Test whether they can be reached.', 'test']);
    assert.match(next([claude], tested(claude))[0], /With a second provider/);
    assert.deepEqual(next([claude, router], tested(claude, router)), [
      'It works. Ask the first question.',
      'open-chat',
    ]);
  });

  it('asks for the test of one that was not tested yet', () => {
    assert.equal(next([claude, router], tested(claude))[1], 'test');
  });

  it('tells of one that could not be reached, and whether others stand in', () => {
    const failed: LinkTest = { state: 'failed', text: 'No.', entry: router };
    const tests = new Map([
      ['claude', ok(claude)],
      ['router', failed],
    ]);
    const keys = stored('claude', 'router');
    assert.match(next([claude, router], { ...keys, tests })[0], /^OpenRouter did not pass the test\. The others/);
    assert.match(next([router], { ...keys, tests })[0], /The reason stands at it/);
    // What a policy holds back has not failed.
    const held = { ...keys, tests, offReasons: new Map([['router', 'Outside.']]) };
    assert.match(next([claude, router], held)[0], /^It works/);
  });

  it('tells why nobody is asked: all off, all wrong, all outside', () => {
    assert.match(next([{ ...claude, enabled: false }])[0], /turned off/);
    assert.deepEqual(next([7])[1], 'open-setting');
    assert.match(next([ollama], { offReasons: new Map([['home', 'No.']]) })[0], /None of them may be asked/);
  });
});

describe('the names of rows', () => {
  it('differ, and go with an entry to another place', () => {
    assert.deepEqual(rowIds([claude, { type: 'x', preset: 'groq' }, claude, 7]), ['claude', 'groq', 'claude#2', '?']);
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 8 }), (entries) => {
        assert.equal(new Set(rowIds(entries)).size, entries.length);
      }),
    );
  });
});

describe('what is read out', () => {
  it('tells the new place of a link, and how a test ended', () => {
    const shown = view([claude, ollama], { tests: new Map([['claude', ok(claude)]]) });
    assert.equal(moveInWords(shown, 'home'), 'Ollama is number 2 of 2 now.');
    assert.equal(moveInWords(shown, 'gone'), undefined);
    assert.equal(testInShort(shown), 'Tested: 1 of 1 can be reached.');
  });
});
