import * as vscode from 'vscode';

/** Milliseconds. */
const shownForMs = 5_000;

/** Tells why nothing comes, to a user who asked for it; whoever only types is told nothing. */
export function showExcluded(rule: string): void {
  vscode.window.setStatusBarMessage(`Everpair: no completion in this file, it is excluded by ${rule}`, shownForMs);
}
