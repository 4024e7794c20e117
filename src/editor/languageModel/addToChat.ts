import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { errorSummary, type Log } from '../../engine/model';
import { vendorId } from '../ids';

/** Commands of VS Code 1.139 itself. The first is not documented, so that it may go. */
const migrateCommand = 'lm.migrateLanguageModelsProviderGroup';
const manageCommand = 'workbench.action.chat.manage';

/**
 * Adds Everpair to the models of VS Code's own Chat: without a GitHub account its picker shows those of extensions only when the user's
 * list names a group of theirs. Elsewhere the list itself opens, where the user can add it. Never rejects.
 */
export async function addToChat(log: Log): Promise<void> {
  const commands = new Set(await vscode.commands.getCommands(true));
  if (commands.has(migrateCommand)) {
    try {
      await vscode.commands.executeCommand(migrateCommand, { name: 'Everpair', vendor: vendorId });
      const text = l10n.t('Everpair is in the model picker of VS Code’s Chat now.');
      const open = l10n.t('Open Chat');
      void vscode.window.showInformationMessage(text, open).then((answer) => {
        if (answer === open) void vscode.commands.executeCommand('workbench.action.chat.open');
      });
      return;
    } catch (error) {
      // It is there already, or VS Code has changed what it takes: the list shows which.
      log.info(`Not added to VS Code's Chat: ${errorSummary(error)}`);
    }
  }
  if (commands.has(manageCommand)) await vscode.commands.executeCommand(manageCommand);
  else
    void vscode.window.showWarningMessage(
      l10n.t('Everpair: this editor has no list of models for its chat. Everpair’s own chat does not need one.'),
    );
}
