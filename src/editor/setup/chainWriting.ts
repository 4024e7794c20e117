import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Configuration } from '../../engine/config';
import type { ChainRow } from '../../engine/setup';
import { existingEntries, tellNoList, writeChain } from './addEntries';

/** Changes the list where the row still is what was shown. False where nothing was changed, which the user is told. */
export async function changeChain(
  configuration: Configuration,
  row: ChainRow,
  change: (list: readonly unknown[], index: number) => readonly unknown[],
): Promise<boolean> {
  // As it is now: it may have changed while the user was choosing.
  const list = existingEntries(configuration);
  if (!list) return tellNoList();
  if (JSON.stringify(list[row.index]) !== JSON.stringify(row.entry)) {
    void vscode.window.showWarningMessage(
      l10n.t('Everpair: the chain was changed meanwhile. Nothing was changed here; look at it again.'),
    );
    return false;
  }
  return writeChain(change(list, row.index));
}
