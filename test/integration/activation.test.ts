import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../src/editor/ids';
import { requestsSoFar } from './lab';

describe('Everpair in a real extension host', () => {
  const extension = vscode.extensions.getExtension('everpair.everpair');

  before(() => extension?.activate());

  it('activates', () => {
    assert.equal(extension?.isActive, true);
  });

  it('has asked no provider anything by then', async () => {
    assert.deepEqual(await requestsSoFar(), { anthropic: 0, openai: 0, ollama: 0 });
  });

  it('has every command that its manifest offers, and the internal ones', async () => {
    const manifest = extension?.packageJSON as { contributes: { commands: readonly { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    const offered = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      [...offered, ...Object.values(commandIds)].filter((id) => !known.has(id)),
      [],
    );
  });

  it('runs in an untrusted and in a virtual workspace too', () => {
    const manifest = extension?.packageJSON as {
      capabilities: { untrustedWorkspaces: { supported: unknown }; virtualWorkspaces: unknown };
    };
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
  });
});
