import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, lastRequestText, open } from './documents';

describe('the last request', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens as a document that shows what a completion sent, to whom, and which of its text was masked', async () => {
    const key = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
    await complete(await open('shown.js', `const token = '${key}';\nfunction add(a, b) {`));
    const text = await lastRequestText();
    assert.match(text, /function add\(a, b\) \{/);
    assert.match(text, /masked: a GitHub token/);
    assert.ok(!text.includes(key));
  });
});
