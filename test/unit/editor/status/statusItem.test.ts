import assert from 'node:assert/strict';
import type * as Item from '../../../../src/editor/status/statusItem';
import type { ManagerStatus, ProviderManager } from '../../../../src/engine/failover/api/providerManager';
import { Emitter } from '../../../../src/engine/model/async/event';
import { virtualClock } from '../../engine/failover/fixtures';
import { down, now, provider, statusOf } from '../fixtures';
import { loadWithEditor } from '../vscodeStub';

class MarkdownString {
  constructor(readonly value: string) {}
}

/** What the user sees of an item. */
interface Shown {
  text: string;
  tooltip: MarkdownString | undefined;
  draws: number;
}

let shown: Shown;

/** As much of the editor as the item touches. */
const editor = {
  window: {
    createStatusBarItem: () => ({
      set text(text: string) {
        shown.text = text;
        shown.draws += 1;
      },
      set tooltip(tooltip: MarkdownString) {
        shown.tooltip = tooltip;
      },
      show: () => undefined,
      dispose: () => undefined,
    }),
  },
  StatusBarAlignment: { Right: 2 },
  ThemeColor: Object,
  MarkdownString,
  Disposable: {
    from: (...all: readonly { dispose(): void }[]) => ({ dispose: () => all.forEach((each) => each.dispose()) }),
  },
};

const { StatusItem } = loadWithEditor(editor, () => require('../../../../src/editor/status/statusItem')) as typeof Item;

const gpt = provider('GPT');
const overloaded = down('Claude', 'overloaded', { until: now + 3_000 });

function shownWith(first: ManagerStatus) {
  const clock = virtualClock();
  const changed = new Emitter<void>();
  shown = { text: '', tooltip: undefined, draws: 0 };
  let status = first;
  const manager: Pick<ProviderManager, 'status' | 'onDidChange'> = {
    status: () => status,
    onDidChange: changed.event,
  };
  const endpoint: Item.ShownEndpoint = {
    view: { state: { kind: 'off' }, clients: [] },
    onDidChange: new Emitter<void>().event,
  };
  const item = new StatusItem(manager, endpoint, clock);
  const become = (next: ManagerStatus): void => {
    status = next;
    changed.fire();
  };
  return { clock, item, become };
}

describe('StatusItem', () => {
  before(() => assert.equal(virtualClock().now(), now));

  it('counts down by itself, on the screen and in the hover', async () => {
    const { clock } = shownWith(statusOf([overloaded, gpt]));
    assert.equal(shown.text, '$(arrow-swap) GPT (Claude overloaded, retry in 3 s)');
    await clock.advance(1_000);
    assert.equal(shown.text, '$(arrow-swap) GPT (Claude overloaded, retry in 2 s)');
    assert.match(shown.tooltip?.value ?? '', /Asked again in 2 s/);
  });

  it('has no timer while nothing counts down, and none left when the time is up', async () => {
    const { clock, become } = shownWith(statusOf([gpt]));
    assert.equal(clock.timers(), 0);
    become(statusOf([overloaded, gpt]));
    assert.equal(clock.timers(), 1);
    await clock.advance(10_000);
    assert.equal(clock.timers(), 0);
    const { draws } = shown;
    become(statusOf([gpt]));
    assert.equal(shown.text, '$(check) GPT');
    assert.equal(shown.draws, draws + 1);
  });

  it('leaves no timer when it is disposed', () => {
    const { clock, item } = shownWith(statusOf([overloaded, gpt]));
    item.dispose();
    assert.equal(clock.timers(), 0);
  });
});
