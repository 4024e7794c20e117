import assert from 'node:assert/strict';
import type * as Picker from '../../../../../src/editor/chat/modelPicker/modelPicker';
import type { ProviderManager, ProviderModels } from '../../../../../src/engine/failover/api/providerManager';
import { provider, statusOf } from '../../fixtures';
import { loadWithEditor } from '../../vscodeStub';

interface Item {
  readonly label: string;
}

/** As much of a quick pick as the picker touches. */
class QuickPick {
  value = '';
  items: readonly Item[] = [];
  activeItems: readonly Item[] = [];
  selectedItems: readonly Item[] = [];
  buttons: readonly object[] = [];
  busy = false;
  isDisposed = false;
  accept: () => void = () => undefined;
  hide: () => void = () => undefined;
  press: () => void = () => undefined;
  private changed: () => void = () => undefined;
  readonly onDidChangeValue = (listener: () => void): unknown => (this.changed = listener);
  readonly onDidAccept = (listener: () => void): unknown => (this.accept = listener);
  readonly onDidHide = (listener: () => void): unknown => (this.hide = listener);
  readonly onDidTriggerButton = (listener: () => void): unknown => (this.press = listener);
  show(): void {
    this.isShown = true;
  }
  dispose(): void {
    this.isDisposed = true;
  }
  isShown = false;

  get labels(): readonly string[] {
    return this.items.map(({ label }) => label);
  }

  /** What the window tells of words that were typed a while ago. */
  type(value: string): void {
    this.value = value;
    this.changed();
  }

  choose(label: string): void {
    this.selectedItems = this.items.filter((item) => item.label.endsWith(` ${label}`));
    this.accept();
  }
}

let picker: QuickPick;

const editor = {
  window: { createQuickPick: () => (picker = new QuickPick()) },
  QuickPickItemKind: { Separator: -1 },
  ThemeIcon: Object,
};

const { pickModel } = loadWithEditor(editor, () =>
  require('../../../../../src/editor/chat/modelPicker/modelPicker'),
) as typeof Picker;

const claude = provider('Claude');
const gpt = provider('GPT');

/** A manager whose hosts answer when the test says so. */
function manager() {
  const asked: { refresh: boolean; signal: AbortSignal; answer: (...lists: ProviderModels[]) => void }[] = [];
  const made: Pick<ProviderManager, 'status' | 'listModels'> = {
    status: () => statusOf([claude, gpt]),
    listModels: async function* (signal, { refresh = false } = {}) {
      yield* await new Promise<ProviderModels[]>((resolve) =>
        asked.push({ refresh, signal, answer: (...lists) => resolve(lists) }),
      );
    },
  };
  return { made, asked };
}

function list(status: typeof claude, ...ids: string[]): ProviderModels {
  return { provider: status, models: ids.map((id) => ({ route: status.link.routeFor(id), isConfigured: false })) };
}

/** Everything that can go on has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('pickModel', () => {
  it('is shown at once, busy until all hosts have answered', async () => {
    const { made, asked } = manager();
    const picked = pickModel(made, undefined);
    await settled();
    assert.deepEqual([picker.isShown, picker.busy, picker.labels.length], [true, true, 5]);
    asked[0]?.answer(list(claude, 'one', 'two'), list(gpt, 'three'));
    await settled();
    assert.equal(picker.busy, false);
    assert.ok(['$(blank) one', '$(blank) three'].every((label) => picker.labels.includes(label)));
    picker.choose('three');
    assert.deepEqual(await picked, { providerId: 'gpt', model: 'three' });
    assert.ok(picker.isDisposed);
  });

  it('starts at the choice in force and stays at the row where the user is', async () => {
    const { made, asked } = manager();
    const picked = pickModel(made, { providerId: 'gpt', model: 'GPT-model' });
    assert.deepEqual(
      picker.activeItems.map(({ label }) => label),
      ['$(check) GPT-model'],
    );
    picker.activeItems = picker.items.filter(({ label }) => label === '$(blank) Claude-model');
    await settled();
    asked[0]?.answer(list(claude, 'one', 'Claude-model'));
    await settled();
    assert.deepEqual(
      picker.activeItems.map(({ label }) => label),
      ['$(blank) Claude-model'],
    );
    picker.choose('Auto');
    assert.equal(await picked, 'auto');
  });

  it('points at no row while something is typed, which hides some of them', async () => {
    const { made, asked } = manager();
    const picked = pickModel(made, { providerId: 'gpt', model: 'GPT-model' });
    picker.value = 'two';
    picker.activeItems = [];
    await settled();
    asked[0]?.answer(list(claude, 'one', 'two'));
    await settled();
    assert.deepEqual(picker.activeItems, []);
    picker.choose('Auto');
    await picked;
  });

  it('leaves the focus to VS Code where the rows came after the words that it had not heard of', async () => {
    const { made, asked } = manager();
    const picked = pickModel(made, undefined);
    await settled();
    asked[0]?.answer(list(claude, 'one', 'two'));
    await settled();
    const named = picker.items;
    picker.type('two');
    assert.notEqual(picker.items, named, 'the rows are sent again, without a row to focus');
    assert.deepEqual(picker.items, named);
    const again = picker.items;
    picker.type('tw');
    assert.equal(picker.items, again);
    picker.hide();
    await picked;
  });

  it('asks again by its button, and hears the earlier question no more', async () => {
    const { made, asked } = manager();
    const picked = pickModel(made, undefined);
    await settled();
    picker.press();
    await settled();
    assert.deepEqual(
      asked.map(({ refresh, signal }) => [refresh, signal.aborted]),
      [
        [false, true],
        [true, false],
      ],
    );
    asked[0]?.answer(list(gpt, 'old'));
    asked[1]?.answer(list(claude, 'new'));
    await settled();
    assert.ok(picker.labels.includes('$(blank) new') && !picker.labels.includes('$(blank) old'));
    picker.hide();
    assert.equal(await picked, undefined);
  });

  it('stops the questions when it is closed, and chooses nothing by a row that says something', async () => {
    const { made, asked } = manager();
    const picked = pickModel(made, undefined);
    await settled();
    asked[0]?.answer({ ...list(gpt, 'one'), problem: 'It could not be reached.' });
    await settled();
    picker.choose('Its models are not known');
    picker.press();
    await settled();
    picker.hide();
    assert.equal(await picked, undefined);
    assert.equal(asked[1]?.signal.aborted, true);
  });
});
