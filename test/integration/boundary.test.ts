import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { complete, open } from './documents';
import { requestsSoFar } from './lab';

interface Entry {
  readonly type: string;
}

const { Global, Workspace } = vscode.ConfigurationTarget;
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('everpair');

/** A user whose only provider hands its model on to somebody else, so that it is outside of all boundaries but `any`. */
describe('the boundary of the user and of a workspace', () => {
  const userProviders = settings().inspect<readonly Entry[]>('providers')?.globalValue;

  before(async () => {
    const ollama = userProviders?.find(({ type }) => type === 'ollama');
    assert.ok(ollama);
    const elsewhere = { ...ollama, model: 'qwen-cloud', completionModel: 'qwen-cloud' };
    await settings().update('providers', [elsewhere], Global);
  });

  after(async () => {
    await settings().update('boundary', undefined, Global);
    await settings().update('boundary', 'any', Workspace);
    await settings().update('providers', userProviders, Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  async function assertNobodyIsAsked(name: string): Promise<void> {
    await open(name, 'function add(a, b) {');
    const asked = await requestsSoFar();
    await vscode.commands.executeCommand('everpair.triggerCompletion');
    await vscode.commands.executeCommand('everpair.testProviders');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual(await requestsSoFar(), asked);
  }

  it('is the user’s when the workspace’s is wider', async () => {
    await settings().update('boundary', 'local', Global);
    const inspected = settings().inspect('boundary');
    assert.deepEqual([inspected?.globalValue, inspected?.workspaceValue], ['local', 'any']);
    await assertNobodyIsAsked('user.js');
  });

  it('lets code go as soon as the user widens it', async () => {
    await settings().update('boundary', 'any', Global);
    const editor = await open('wide.js', 'function add(a, b) {');
    assert.match(await complete(editor), /Ollama \(lab\)/);
  });

  it('is the workspace’s when that is narrower', async () => {
    await settings().update('boundary', 'private', Workspace);
    await assertNobodyIsAsked('workspace.js');
  });

  it('is the narrowest when the workspace’s is not understood', async () => {
    await settings().update('boundary', 'nonsense', Workspace);
    await assertNobodyIsAsked('nonsense.js');
  });
});
