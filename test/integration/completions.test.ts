import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, requestsSoFar, setFault } from './lab';

describe('ghost text through the editor’s own commands', () => {
  afterEach(async () => {
    await setFault('anthropic', 'none');
    await vscode.commands.executeCommand('everpair.resetHealth');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  /** A file of its own with the cursor at its end: a name that was used before might still have its old text. */
  async function open(name: string, content: string): Promise<vscode.TextEditor> {
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
  async function complete(editor: vscode.TextEditor): Promise<string> {
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

  it('fills what the first provider says', async () => {
    const editor = await open('first.js', 'function add(a, b) {');
    assert.equal(await complete(editor), 'function add(a, b) {\n  return a + b; // Claude (lab)\n}');
  });

  it('fills what the next one says when the first is overloaded', async () => {
    await setFault('anthropic', 'overloaded');
    const editor = await open('second.py', 'def add(a, b):');
    assert.match(await complete(editor), /^def add\(a, b\):\n\s+return a \+ b\s+# GPT \(lab\)$/);
  });

  it('keeps the document’s line ends', async () => {
    const editor = await open('windows.js', 'function add(a, b) {');
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    assert.equal(await complete(editor), 'function add(a, b) {\r\n  return a + b; // Claude (lab)\r\n}');
  });

  it('asks nobody in a file of secrets', async () => {
    await open('.env', 'SECRET=');
    const before = await requestsSoFar();
    await vscode.commands.executeCommand('everpair.triggerCompletion');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual(await requestsSoFar(), before);
  });
});
