import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open } from './documents';
import { requestsSoFar, setFault } from './lab';

describe('ghost text through the editor’s own commands', () => {
  afterEach(async () => {
    await setFault('anthropic', 'none');
    await vscode.commands.executeCommand('everpair.resetHealth');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

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
