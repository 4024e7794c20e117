import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './lab';

/** A file in the workspace, not open. */
export async function save(name: string, content: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const file = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
  return file;
}

/** A file of its own with the cursor at its end: a name that was used before might still have its old text. */
export async function open(name: string, content: string): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(await save(name, content));
  putCursorAtEnd(editor);
  return editor;
}

/** Puts other text into a document, with the cursor at its end. */
export async function write(editor: vscode.TextEditor, content: string): Promise<void> {
  const all = new vscode.Range(editor.document.positionAt(0), endOf(editor.document));
  assert.ok(await editor.edit((edit) => edit.replace(all, content)));
  putCursorAtEnd(editor);
}

function putCursorAtEnd(editor: vscode.TextEditor): void {
  const end = endOf(editor.document);
  editor.selection = new vscode.Selection(end, end);
}

function endOf(document: vscode.TextDocument): vscode.Position {
  return document.positionAt(document.getText().length);
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

/** What the newest request sent, as it is shown to the user. */
export async function lastRequestText(): Promise<string> {
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  void vscode.commands.executeCommand('everpair.showLastRequest');
  const document = await eventually(
    async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.window.activeTextEditor?.document;
    },
    (shown) => shown?.uri.scheme === 'everpair-request',
  );
  return document?.getText() ?? '';
}
