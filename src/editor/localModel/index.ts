import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { LocalModelHandle, type LocalModelProblem } from '../../engine/localModel';
import { type Log, systemClock } from '../../engine/model';
import { commandIds } from '../ids';
import { setUpLocalModel } from './setUpLocalModel';

/** The local model of this machine; undefined where the extension has no folder on a disk. */
export function createLocalModel(
  context: vscode.ExtensionContext,
  log: Log,
  onToken: (token: string) => void,
): LocalModelHandle | undefined {
  const { scheme, fsPath } = context.globalStorageUri;
  if (scheme !== 'file') return undefined;
  return new LocalModelHandle({
    storage: path.join(fsPath, 'localModel'),
    guard: path.join(context.extensionPath, 'dist', 'localModelGuard.js'),
    fetch: (input, init) => globalThis.fetch(input, init),
    clock: systemClock,
    log,
    onToken,
    onProblem: (problem) => void tell(problem),
  });
}

/** The command that sets a model up, changes it or removes it. */
export function registerLocalModel(model: LocalModelHandle | undefined, log: Log): vscode.Disposable {
  return vscode.commands.registerCommand(commandIds.setUpLocalModel, () => setUpLocalModel(model, log));
}

async function tell({ message }: LocalModelProblem): Promise<void> {
  const setUp = l10n.t('Set Up Local Model…');
  if ((await vscode.window.showWarningMessage(`Everpair: ${message}`, setUp)) === setUp) {
    await vscode.commands.executeCommand(commandIds.setUpLocalModel);
  }
}
