import assert from 'node:assert/strict';
import type * as Notice from '../../../../src/editor/status/budgetNotice';
import { commandIds } from '../../../../src/editor/ids';
import { Emitter } from '../../../../src/engine/model/async/event';
import type { BudgetUse } from '../../../../src/engine/failover';
import { provider, statusOf } from '../fixtures';
import { loadWithEditor } from '../vscodeStub';

const shown: string[] = [];
const commands: string[] = [];
const tell =
  (how: string) =>
  (message: string, button: string): Promise<string> => {
    shown.push(`${how}: ${message}`);
    return Promise.resolve(button);
  };
const editor = {
  window: { showInformationMessage: tell('quiet'), showWarningMessage: tell('warning') },
  commands: { executeCommand: (id: string) => commands.push(id) },
};

const { BudgetNotice } = loadWithEditor(editor, () =>
  require('../../../../src/editor/status/budgetNotice'),
) as typeof Notice;

const december = 1_796_083_200_000;
const month = 31 * 24 * 3_600_000;

/** A window's notice; all windows have one memory. */
function window(memory: Map<string, unknown>) {
  const changed = new Emitter<void>();
  let uses: readonly BudgetUse[] = [];
  const manager = {
    status: () => statusOf([provider('OpenAI')], { budgets: uses }),
    onDidChange: changed.event,
  };
  const notice = new BudgetNotice(manager, {
    get: (key: string) => memory.get(key) as undefined,
    update: (key: string, value: unknown) => Promise.resolve(void memory.set(key, value)),
  });
  const used = (dollars: number, more: Partial<BudgetUse> = {}): void => {
    uses = [{ key: 'openai', used: dollars, estimated: 0, usedHere: dollars, limit: 5, until: december, ...more }];
    changed.fire();
  };
  return { used, notice };
}

describe('BudgetNotice', () => {
  beforeEach(() => {
    shown.length = 0;
    commands.length = 0;
  });

  it('is shown once at 80 % and once at 100 % of a month, in all windows and after a reload', async () => {
    const memory = new Map<string, unknown>();
    const { used } = window(memory);
    for (const dollars of [3.99, 4, 4.1, 5.02, 5.1]) used(dollars);
    window(memory).used(5.2);
    assert.deepEqual(shown, [
      'quiet: Everpair: OpenAI has used $4.00 of $5.00 this month.',
      'warning: Everpair: OpenAI has used $5.02 of $5.00 this month. The next providers in your order are asked instead.',
    ]);
    await Promise.resolve();
    assert.deepEqual(commands, [commandIds.openBudgets, commandIds.openBudgets]);
    used(4.5, { until: december + month });
    used(4.5, { limit: 5.5, until: december + month });
    assert.equal(shown.length, 4);
  });

  it('does not tell of 80 % after 100 %', () => {
    const { used } = window(new Map());
    used(6);
    used(4.5);
    assert.equal(shown.length, 1);
  });

  it('is not shown by a window that has spent nothing itself, nor after it was closed', () => {
    const { used, notice } = window(new Map([['everpair.toldBudgets', 'nonsense']]));
    used(4.5, { usedHere: 0 });
    notice.dispose();
    used(4.5);
    assert.deepEqual(shown, []);
  });

  it('names the budget of all as that', () => {
    const { used } = window(new Map());
    used(4, { key: 'all' });
    used(5, { key: 'all' });
    assert.deepEqual(shown, [
      'quiet: Everpair: $4.00 of $5.00 are used this month by all providers.',
      'warning: Everpair: $5.00 of $5.00 are used this month by all providers. Only free models are asked until the next month.',
    ]);
  });
});
