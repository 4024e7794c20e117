import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './lab';

/** A file of its own with the cursor at its end: a name that was used before might still have its old text. */
export async function open(name: string, content: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const file = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
  const editor = await vscode.window.showTextDocument(file);
  const end = editor.document.positionAt(content.length);
  editor.selection = new vscode.Selection(end, end);
  return editor;
}

/** Asks and accepts until the text has grown: a suggestion that has not come yet cannot be accepted. */
export async function complete(editor: vscode.TextEditor): Promise<string> {
  const before = editor.document.getText();
  await vscode.commands.executeCommand('everpair.triggerCompletion');
  return eventually(
    async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return editor.document.getText();
    },
    (text) => text !== before,
  );
}
