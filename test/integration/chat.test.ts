import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './lab';

describe('the chat in a real extension host', () => {
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens in its view', async () => {
    await vscode.commands.executeCommand('everpair.openChat');
  });

  it('opens in an editor tab', async () => {
    await vscode.commands.executeCommand('everpair.openChatInEditor');
    const labels = await eventually(
      () =>
        vscode.window.tabGroups.all.flatMap(({ tabs }) =>
          tabs.filter(({ input }) => input instanceof vscode.TabInputWebview),
        ),
      (tabs) => tabs.length > 0,
    );
    assert.match(labels[0]?.label ?? '', /Everpair/);
  });
});
