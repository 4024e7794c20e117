import type * as vscode from 'vscode';

/**
 * The rows of an open quick pick that come and go while the user is in it. The row with the focus may be named only while
 * nothing is typed: where what is typed hides it, VS Code gives the focus to no row, and Enter takes nothing.
 */
export class ReplacedRows<T extends vscode.QuickPickItem> {
  private hasFocus = false;

  constructor(private readonly picker: vscode.QuickPick<T>) {
    picker.onDidChangeValue(() => {
      // It was typed before the rows arrived, and is heard of after they were sent.
      if (!this.hasFocus) return;
      this.hasFocus = false;
      picker.items = [...picker.items];
    });
  }

  /** `focused`: the row that gets the focus; VS Code's choice where it is absent. */
  replace(rows: readonly T[], focused?: T): void {
    this.picker.items = rows;
    this.hasFocus = focused !== undefined && this.picker.value === '';
    if (focused !== undefined && this.hasFocus) this.picker.activeItems = [focused];
  }
}
