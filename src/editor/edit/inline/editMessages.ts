import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

export function say(text: string): void {
  void vscode.window.showWarningMessage(`Everpair: ${text}`);
}

/** Says why a whole edit was not put into its file, and offers its text. */
export async function offerResult(why: string, document: vscode.TextDocument, text: string): Promise<void> {
  const [copy, compare] = [l10n.t('Copy the New Text'), l10n.t('Compare')];
  const answer = await vscode.window.showWarningMessage(`Everpair: ${why}`, copy, compare);
  if (answer === copy) await vscode.env.clipboard.writeText(text);
  if (answer !== compare) return;
  const proposed = await vscode.workspace.openTextDocument({ content: text, language: document.languageId });
  await vscode.commands.executeCommand('vscode.diff', document.uri, proposed.uri, l10n.t('File and Edit'));
}
