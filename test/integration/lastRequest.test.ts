import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open } from './documents';
import { eventually } from './lab';

describe('the last request', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens as a document that shows what a completion sent, to whom, and which of its text was masked', async () => {
    const key = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    await complete(await open('shown.js', `const token = '${key}';\nfunction add(a, b) {`));
    void vscode.commands.executeCommand('everpair.showLastRequest');
    const document = await eventually(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return vscode.window.activeTextEditor?.document;
      },
      (shown) => shown?.uri.scheme === 'everpair-request',
    );
    const text = document?.getText() ?? '';
    assert.match(text, /function add\(a, b\) \{/);
    assert.match(text, /masked: a GitHub token/);
    assert.ok(!text.includes(key));
  });
});
