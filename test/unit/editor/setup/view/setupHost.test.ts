import assert from 'node:assert/strict';
import type * as SetupHostModule from '../../../../../src/editor/setup/view/setupHost';
import type { SetupHostMessage, SetupMessage, SetupView } from '../../../../../src/engine/setup/view/protocol';
import { loadWithEditor } from '../../vscodeStub';
import { resetSetupStub, setupEditor, setupStub } from '../setupStub';

const { SetupHost } = loadWithEditor(
  setupEditor,
  () => require('../../../../../src/editor/setup/view/setupHost') as unknown,
) as typeof SetupHostModule;

const first = { id: 'mine', type: 'anthropic', model: 'claude-sonnet-5-5', headers: { 'x-team': '7' } };
const second = { id: 'home', type: 'ollama', model: 'qwen2.5-coder:7b' };
const third = { id: 'team', type: 'openai-compatible', baseUrl: 'https://llm.team.example/v1', model: 'a' };

interface TestEnd {
  readonly id: string;
  readonly ok: boolean;
}

/** A host of the page, in an editor that keeps what is written. */
describe('the host of the set-up page', () => {
  let listed: unknown;
  let current: readonly object[];
  let stored: Map<string, string>;
  let posted: SetupHostMessage[];
  let ends: TestEnd[];
  let asked: (string | undefined)[];
  let signals: AbortSignal[];
  let keyChanged: (id: string) => void;
  let hangs: boolean;
  let looked: () => Promise<object>;
  let host: SetupHostModule.SetupHost;
  const errors: unknown[] = [];

  const nothing = (): { dispose: () => void } => ({ dispose: () => undefined });
  const configuration = {
    get listed() {
      return setupStub.written.length > 0 ? setupStub.written.at(-1)?.value : listed;
    },
    get current() {
      return current;
    },
    policy: { boundary: 'any' },
    prepare: () => Promise.resolve(),
    localServerSetup: { look: () => looked() },
    reload: () => Promise.resolve(),
    signInScopes: () => undefined,
    onDidChangeChain: nothing,
    onDidChangeKey: (listener: (id: string) => void) => {
      keyChanged = listener;
      return nothing();
    },
    keys: {
      isStored: (id: string) => Promise.resolve(stored.has(id)),
      source: ({ id }: { readonly id: string }) => Promise.resolve(stored.has(id) ? 'stored' : 'none'),
      store: (id: string, key: string) => Promise.resolve(void stored.set(id, key)),
    },
  };
  const manager = {
    status: () => ({ providers: [] }),
    onDidChange: nothing,
    resetHealth: () => undefined,
    async *test(signal: AbortSignal, only?: string) {
      asked.push(only);
      signals.push(signal);
      for (const { id, ok } of ends) {
        if (only !== undefined && only !== id) continue;
        if (hangs) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        const provider = { id, fimSupport: () => Promise.resolve('native') };
        const link = { label: id, provider, completion: { model: 'm' } };
        yield ok ? { link, ok, ms: 12, models: 3 } : { link, ok, failure: { message: `${id} is down.` } };
      }
    },
  };

  const send = (message: SetupMessage): Promise<void> => host.handle(message);
  const view = (): SetupView => {
    const last = posted.findLast((message) => message.type === 'view');
    assert.ok(last?.type === 'view');
    return last.view;
  };
  const told = (): readonly string[] => posted.flatMap((message) => (message.type === 'tell' ? message.text : []));
  const lists = (): readonly unknown[] => setupStub.written.map(({ value }) => value);
  const labels = (): readonly string[] => view().links.map(({ label }) => label);

  beforeEach(async () => {
    resetSetupStub();
    listed = [first, second, third];
    current = [];
    stored = new Map();
    posted = [];
    ends = [];
    asked = [];
    signals = [];
    hangs = false;
    looked = () => Promise.resolve({ ollamas: [], start: {}, others: [] });
    errors.length = 0;
    host = new SetupHost({
      configuration: configuration as never,
      manager: manager as never,
      post: (message) => posted.push(message),
      onError: (error) => errors.push(error),
    });
    await send({ type: 'ready' });
  });
  afterEach(() => {
    host.dispose();
    assert.deepEqual(errors, []);
  });

  it('shows the chain, and looks for servers once', () => {
    assert.deepEqual(labels(), ['Anthropic', 'Ollama', 'team']);
    const views = posted.flatMap((message) => (message.type === 'view' ? message.view : []));
    assert.equal(views[0]?.isLooking, true);
    assert.equal(view().isLooking, false);
  });

  it('moves an entry and leaves all as they were written, by presses that come faster than they are done', async () => {
    await Promise.all([
      send({ type: 'move', rowId: 'mine', by: 1 }),
      send({ type: 'move', rowId: 'mine', by: 1 }),
      send({ type: 'move', rowId: 'team', by: -2 }),
    ]);
    assert.deepEqual(lists(), [
      [second, first, third],
      [second, third, first],
      [third, second, first],
    ]);
    assert.deepEqual(labels(), ['team', 'Ollama', 'Anthropic']);
    assert.equal(told()[0], 'Anthropic is number 2 of 3 now.');
  });

  it('removes an entry, and brings it back to its place', async () => {
    await send({ type: 'remove', rowId: 'home' });
    assert.deepEqual(lists().at(-1), [first, third]);
    assert.equal(view().removed, 'Ollama');
    await send({ type: 'undo' });
    assert.deepEqual(lists().at(-1), [first, second, third]);
    assert.equal(view().removed, undefined);
    await send({ type: 'undo' });
    assert.equal(lists().length, 2);
  });

  it('turns a link off and on', async () => {
    await send({ type: 'enable', rowId: 'mine', isEnabled: false });
    assert.deepEqual(lists().at(-1), [{ ...first, enabled: false }, second, third]);
    assert.equal(view().links[0]?.isEnabled, false);
    await send({ type: 'enable', rowId: 'mine', isEnabled: true });
    assert.deepEqual(lists().at(-1), [first, second, third]);
  });

  it('adds a vendor once its key was typed into VS Code’s box, and never shows the key', async () => {
    const offerId = view().byKey.find(({ label }) => label === 'Groq')?.offerId ?? '';
    await send({ type: 'add', offerId });
    assert.deepEqual([lists(), [...stored]], [[], []]);
    setupStub.typed = ' gsk-a-key ';
    await send({ type: 'add', offerId });
    assert.deepEqual([...stored], [['groq', 'gsk-a-key']]);
    assert.deepEqual(labels(), ['Anthropic', 'Ollama', 'team', 'Groq']);
    assert.ok(view().links[3]?.facts.includes('key stored in VS Code'));
    assert.ok(!JSON.stringify(posted).includes('gsk-a-key'));
    assert.equal(told().at(-1), 'Groq was added at the end.');
  });

  it('writes what was found as well, where there is no setting yet', async () => {
    listed = undefined;
    current = [{ ...second, label: 'Ollama', headers: {}, enabled: true }];
    await send({ type: 'look-again' });
    assert.match(view().origin ?? '', /were found/);
    setupStub.typed = 'gsk-a-key';
    await send({ type: 'add', offerId: view().byKey.find(({ label }) => label === 'Groq')?.offerId ?? '' });
    const [list] = lists() as [readonly { readonly id: string }[]];
    assert.deepEqual(
      list.map(({ id }) => id),
      ['home', 'groq'],
    );
  });

  it('tests all and keeps how each ended, with how it fills in the middle', async () => {
    stored.set('mine', 'k');
    ends = [
      { id: 'home', ok: true },
      { id: 'mine', ok: false },
      { id: 'team', ok: true },
    ];
    await send({ type: 'test' });
    assert.deepEqual(asked, [undefined]);
    const shown = view();
    assert.deepEqual(
      shown.links.map(({ test }) => test?.state),
      ['failed', 'ok', 'ok'],
    );
    assert.equal(shown.links[0]?.test?.text, 'mine is down.');
    assert.ok(shown.links[2]?.facts.includes('fills in the middle'));
    assert.equal(shown.test, undefined);
    assert.equal(told().at(-1), 'Tested: 2 of 3 can be reached.');
    const during = posted.flatMap((message) => (message.type === 'view' ? (message.view.test ?? []) : []));
    assert.deepEqual(during[0], { ended: 0, all: 3 });
    // Another key, another result.
    keyChanged('mine');
    await send({ type: 'look-again' });
    assert.equal(view().links[0]?.test, undefined);
  });

  it('tests one, and asks no other', async () => {
    ends = [
      { id: 'home', ok: true },
      { id: 'team', ok: true },
    ];
    await send({ type: 'test', rowId: 'team' });
    assert.deepEqual(asked, ['team']);
    assert.deepEqual(
      view().links.map(({ test }) => test?.state),
      [undefined, undefined, 'ok'],
    );
  });

  it('leaves earlier results as they were where a test is cancelled, and begins no second one meanwhile', async () => {
    ends = [{ id: 'home', ok: true }];
    await send({ type: 'test', rowId: 'home' });
    hangs = true;
    const running = send({ type: 'test' });
    await send({ type: 'test' });
    await send({ type: 'look-again' });
    assert.equal(view().links[1]?.test?.state, 'running');
    await send({ type: 'cancel-test' });
    await running;
    assert.equal(asked.length, 2);
    assert.ok(signals[1]?.aborted);
    assert.deepEqual(
      view().links.map(({ test }) => test?.state),
      [undefined, 'ok', undefined],
    );
    assert.equal(view().test, undefined);
  });

  it('does nothing for a row that is not there any more', async () => {
    await send({ type: 'move', rowId: 'gone', by: 1 });
    await send({ type: 'remove', rowId: 'gone' });
    await send({ type: 'add', offerId: 'gone' });
    assert.deepEqual(lists(), []);
  });

  it('changes nothing where the setting was changed since it was shown', async () => {
    listed = [second, first, third];
    await send({ type: 'remove', rowId: 'mine' });
    assert.deepEqual(lists(), []);
    assert.match(setupStub.shown.join(), /was changed meanwhile/);
    assert.deepEqual(labels(), ['Ollama', 'Anthropic', 'team']);
  });

  it('says of a setting that is no list that it cannot be read', async () => {
    listed = 'nonsense';
    await send({ type: 'look-again' });
    assert.match(view().problem ?? '', /is no list/);
  });

  it('stops looking for servers where that fails', async () => {
    looked = () => Promise.reject(new Error('no disk'));
    await assert.rejects(send({ type: 'look-again' }), /no disk/);
    assert.equal(view().isLooking, false);
  });

  it('tells of nothing that was not added', async () => {
    const offerId = view().byKey.find(({ label }) => label === 'Groq')?.offerId ?? '';
    setupStub.typed = 'gsk-a-key';
    listed = 'nonsense';
    await send({ type: 'add', offerId });
    assert.deepEqual([told(), [...stored]], [[], []]);
    assert.match(setupStub.shown.join(), /is no list/);
  });

  it('opens the page where keys are made, and what the buttons are for', async () => {
    await send({ type: 'open-key-page', of: { rowId: 'mine' } });
    await send({
      type: 'open-key-page',
      of: { offerId: view().byKey.find(({ label }) => label === 'Groq')?.offerId ?? '' },
    });
    assert.deepEqual(setupStub.opened, ['https://platform.claude.com/settings/keys', 'https://console.groq.com/keys']);
    for (const command of ['import', 'set-up-ollama', 'set-up-local-model', 'open-chat', 'open-boundary'] as const)
      await send({ type: 'run', command });
    assert.deepEqual(setupStub.commands, [
      'everpair.importSettings',
      'everpair.setUpOllama',
      'everpair.setUpLocalModel',
      'everpair.openChat',
      'workbench.action.openSettings',
    ]);
  });
});
