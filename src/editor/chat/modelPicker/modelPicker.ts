import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProviderManager, ProviderModels } from '../../../engine/failover';
import type { ModelChoice } from '../../../engine/model';
import { ReplacedRows } from '../../replacedRows';
import { type ModelRow, modelRows } from './modelRows';

interface Row extends vscode.QuickPickItem {
  readonly row: ModelRow;
}

/**
 * Lets the user choose a model for the chat. The hosts are asked for their models while the picker is open. `current`: the choice
 * in force, undefined where the order of the providers decides. Undefined when the user chose nothing.
 */
export async function pickModel(
  manager: Pick<ProviderManager, 'status' | 'listModels'>,
  current: ModelChoice | undefined,
): Promise<ModelChoice | 'auto' | undefined> {
  const picker = vscode.window.createQuickPick<Row>();
  picker.title = l10n.t('Everpair: Choose Model');
  picker.placeholder = l10n.t('Which model shall answer in this chat?');
  picker.matchOnDescription = true;
  // How much a model holds and what it costs can be searched for.
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  const refresh = { iconPath: new vscode.ThemeIcon('refresh'), tooltip: l10n.t('Ask all providers again') };
  picker.buttons = [refresh];
  const rows = new ReplacedRows(picker);
  const lists = new Map<string, ProviderModels>();
  const fill = (): void => {
    const active = picker.activeItems[0]?.row;
    const items = modelRows({ status: manager.status(), lists, current, now: Date.now() }).map(rowOf);
    rows.replace(
      items,
      items.find(({ row }) => (active ? isSame(row, active) : isCurrent(row))),
    );
  };
  let loading = new AbortController();
  const load = async (again: boolean): Promise<void> => {
    loading.abort();
    const mine = (loading = new AbortController());
    picker.busy = true;
    for await (const list of manager.listModels(mine.signal, { refresh: again })) {
      // The picker was closed, or asks again.
      if (mine.signal.aborted) return;
      lists.set(list.provider.link.provider.id, list);
      fill();
    }
    picker.busy = false;
  };
  fill();
  picker.show();
  void load(false);
  const chosen = await new Promise<ModelChoice | 'auto' | undefined>((resolve) => {
    picker.onDidTriggerButton(() => void load(true));
    picker.onDidAccept(() => {
      // Nothing is selected where Enter came while the rows were replaced.
      const [item] = [...picker.selectedItems, ...picker.activeItems];
      const row = item?.row;
      if (row?.kind === 'model') resolve(row.choice);
    });
    picker.onDidHide(() => resolve(undefined));
  });
  loading.abort();
  picker.dispose();
  return chosen;
}

function rowOf(row: ModelRow): Row {
  if (row.kind === 'separator') return { label: row.label, kind: vscode.QuickPickItemKind.Separator, row };
  if (row.kind === 'note') return { label: row.label, detail: row.detail, alwaysShow: false, row };
  return { label: row.label, description: row.description, detail: row.detail, row };
}

function isCurrent(row: ModelRow): boolean {
  return row.kind === 'model' && row.isCurrent;
}

/** The row stays the same while other hosts answer. */
function isSame(row: ModelRow, other: ModelRow): boolean {
  return row.kind === 'model' && other.kind === 'model' && JSON.stringify(row.choice) === JSON.stringify(other.choice);
}
