import * as vscode from 'vscode';
import { ReplacedRows } from '../replacedRows';

/** A row that can be chosen, or a heading. */
export interface MenuRow<T> extends vscode.QuickPickItem {
  readonly action?: T;
}

export interface Menu<T> {
  readonly title: string;
  readonly placeholder: string;
  /** Asked anew with each `redraw`. */
  readonly rows: () => readonly MenuRow<T>[];
  /** Goes on while the menu is open, and is shown as its progress; `signal` aborts when it closes. */
  readonly work?: (signal: AbortSignal, redraw: () => void) => Promise<void>;
  /** A button leads back to the menu before. */
  readonly hasBack?: boolean;
}

/** Shows a menu, whole by keyboard. `back` by its button; undefined where the user leaves. Rejects where its work does. */
export async function choose<T>(menu: Menu<T>): Promise<T | 'back' | undefined> {
  const picker = vscode.window.createQuickPick<MenuRow<T>>();
  picker.title = menu.title;
  picker.placeholder = menu.placeholder;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  // The page of a vendor's keys opens in the browser meanwhile.
  picker.ignoreFocusOut = true;
  if (menu.hasBack) picker.buttons = [vscode.QuickInputButtons.Back];
  const rows = new ReplacedRows(picker);
  const closing = new AbortController();
  const redraw = (): void => {
    if (closing.signal.aborted) return;
    const label = picker.activeItems[0]?.label;
    const all = menu.rows();
    // The row that the user is at stays theirs while others come.
    rows.replace(
      all,
      all.find((row) => row.label === label && row.action !== undefined),
    );
  };
  try {
    redraw();
    return await new Promise<T | 'back' | undefined>((resolve, reject) => {
      picker.onDidTriggerButton(() => resolve('back'));
      picker.onDidAccept(() => {
        // Nothing is selected where Enter came while the rows were replaced.
        const [row] = [...picker.selectedItems, ...picker.activeItems];
        if (row?.action !== undefined) resolve(row.action);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
      if (!menu.work) return;
      picker.busy = true;
      menu.work(closing.signal, redraw).then(() => (picker.busy = false), reject);
    });
  } finally {
    closing.abort();
    picker.dispose();
  }
}
