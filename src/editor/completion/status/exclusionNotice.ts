import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

const shownForMs = 5_000;

/** Explains why no suggestion comes, to a user who asked for one. A user who only types sees no notice. */
export function showExcluded(rule: string): void {
  vscode.window.setStatusBarMessage(
    l10n.t('Everpair: no completion in this file, it is excluded by {0}', rule),
    shownForMs,
  );
}
