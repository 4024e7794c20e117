import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** Lets the engine and the editor speak VS Code's language, where there is a translation. VS Code has read it by now. */
export function useDisplayLanguage(): void {
  const { bundle } = vscode.l10n;
  if (bundle) l10n.config({ contents: bundle });
}
