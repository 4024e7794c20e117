import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { commandIds } from '../../ids';
import type { ChatContext } from './chatContext';

/** Commands that add something to the next prompt and open the chat. */
export function registerContextCommands(context: ChatContext, openChat: () => Promise<void>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand(commandIds.addFileToChat, async (clicked: unknown, selected: unknown) => {
      // From the explorer come the file that was clicked and all that are selected, from the palette nothing.
      const several = Array.isArray(selected) ? selected.filter(isUri) : [];
      const current = vscode.window.activeTextEditor?.document.uri;
      const one = isUri(clicked) ? clicked : current;
      const uris = several.length > 0 ? several : one ? [one] : [];
      if (uris.length === 0) {
        void vscode.window.showInformationMessage(l10n.t('Open the file that is to be added to the chat.'));
        return;
      }
      await openChat();
      await context.drop(uris.map(String));
    }),
    vscode.commands.registerCommand(commandIds.addSelectionToChat, async () => {
      if (!(await context.addSelection())) {
        void vscode.window.showInformationMessage(l10n.t('Select the lines that are to be added to the chat.'));
        return;
      }
      await openChat();
    }),
  );
}

function isUri(value: unknown): value is vscode.Uri {
  return value instanceof vscode.Uri;
}
