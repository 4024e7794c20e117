import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Configuration } from '../../../engine/config';
import { shortHost } from '../../../engine/model';
import { chainFilePath, loadImporter, type ProviderEntry } from '../../../engine/setup';
import { existingEntries, tellNoList } from '../addEntries';

interface Item extends vscode.QuickPickItem {
  readonly entry: ProviderEntry;
}

/** Writes chosen providers into a file of the workspace that a team can share. It holds no key. */
export async function exportChain(configuration: Configuration): Promise<void> {
  const entries = existingEntries(configuration);
  if (!entries) {
    tellNoList();
    return;
  }
  const { hostOf, labelFor, sharedEntries, shareProblem, writeChainFile } = loadImporter();
  const sound = sharedEntries(entries).filter((entry) => shareProblem(entry) === undefined);
  if (sound.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Everpair: there is no provider to export.'));
    return;
  }
  const items = sound.map((entry): Item => {
    const host = hostOf(entry);
    const isHere = /^(?:localhost|127\.|\[::1\])/.test(host);
    return {
      label: labelFor(entry),
      description: entry.model,
      detail: isHere ? `${shortHost(host)} · ${l10n.t('this machine')}` : shortHost(host),
      picked: !isHere,
      entry,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Everpair: Export Chain'),
    placeHolder: l10n.t('Which providers is the team to be offered? Keys are not written.'),
    canPickMany: true,
  });
  const folder = picked && picked.length > 0 ? await folderFor() : undefined;
  if (!picked || !folder) return;
  const uri = vscode.Uri.joinPath(folder.uri, chainFilePath);
  if ((await isThere(uri)) && !(await mayReplace())) return;
  const text = writeChainFile(picked.map(({ entry }) => entry));
  try {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch {
    void vscode.window.showErrorMessage(l10n.t('Everpair: {0} could not be written.', chainFilePath));
    return;
  }
  await vscode.window.showTextDocument(uri);
}

async function folderFor(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  if (folders.length === 0)
    void vscode.window.showInformationMessage(l10n.t('Everpair: open the folder first that the file is for.'));
  return folders[0];
}

function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

async function mayReplace(): Promise<boolean> {
  const replace = l10n.t('Replace');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('{0} is there already. Replace it?', chainFilePath),
    { modal: true },
    replace,
  );
  return answer === replace;
}
