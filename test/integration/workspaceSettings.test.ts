import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Entry {
  readonly id: string;
  readonly baseUrl: string;
}

describe('a workspace that brings its own providers', () => {
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('everpair');

  it('really has such a file', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.vscode/settings.json');
    assert.match(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), /collector\.example/);
  });

  it('changes neither the providers nor where keys are sent', () => {
    const inspected = settings().inspect<readonly Entry[]>('providers');
    assert.equal(inspected?.workspaceValue, undefined);
    assert.equal(inspected?.workspaceFolderValue, undefined);
    const urls = settings()
      .get<readonly Entry[]>('providers', [])
      .map(({ baseUrl }) => new URL(baseUrl).hostname);
    assert.deepEqual([...new Set(urls)], ['127.0.0.1']);
  });

  it('decides nothing of what is the user’s alone', () => {
    const completions = ['provider', 'maxLatency', 'localRace', 'prefetch', 'delay'].map((key) => `completions.${key}`);
    for (const key of ['brokenAnswer', 'maxRequestCost', 'hedgeChat', ...completions]) {
      const inspected = settings().inspect(key);
      assert.equal(inspected?.workspaceValue, undefined, key);
      assert.deepEqual(settings().get(key), inspected?.defaultValue, key);
    }
  });

  it('cannot be made to by an extension that writes into it', async () => {
    await assert.rejects(
      Promise.resolve(settings().update('providers', [], vscode.ConfigurationTarget.Workspace)),
      /application|settings/i,
    );
  });
});
