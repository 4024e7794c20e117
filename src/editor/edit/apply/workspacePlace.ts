import { realpath } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { pathOf } from '../../filePath';
import type { FilePrivacy } from '../../privacy/filePrivacy';
import { isInMemory, readOnlyReason } from '../changes/fileToChange';

/** Files of one name that are offered at most. */
const mostOfOneName = 12;

/** Where a path of an answer may lead: the files that are there, and the place where there could be one. */
export interface Places {
  readonly existing: readonly vscode.Uri[];
  /** In the first folder of the workspace, or the one that the path names; undefined where there is no folder. */
  readonly place: vscode.Uri | undefined;
}

/** Files at this path from the top of a folder of the workspace. */
export async function placesOf(path: string): Promise<Places> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const places = folders.flatMap(({ name, uri }) => {
    const isNamed = path.startsWith(`${name}/`);
    return [
      ...(isNamed && folders.length > 1 ? [vscode.Uri.joinPath(uri, path.slice(name.length + 1))] : []),
      vscode.Uri.joinPath(uri, path),
    ];
  });
  const isThere = await Promise.all(places.map(isFile));
  return { existing: places.filter((_, index) => isThere[index]), place: places[0] };
}

/** Files whose path ends so, anywhere in the workspace, without what settings exclude. */
export async function filesEndingIn(path: string): Promise<readonly vscode.Uri[]> {
  const pattern = `**/${path.replace(/[[\]{}*?]/g, '?')}`;
  const found = await vscode.workspace.findFiles(pattern, undefined, mostOfOneName);
  return found.filter((uri) => uri.path.endsWith(`/${path}`));
}

/** Why Everpair writes no such file, a sentence; undefined where it may. The file need not exist. */
export async function placeProblem(uri: vscode.Uri, privacy: FilePrivacy): Promise<string | undefined> {
  const name = pathOf(uri);
  if (uri.path.toLowerCase().endsWith('.ipynb')) {
    return l10n.t('{0} is a notebook. Open the cell that the code is for, then apply again.', name);
  }
  const isAllowed = isInMemory(uri) || (await isInWorkspace(uri));
  if (!isAllowed) return l10n.t('{0} is outside the workspace. Open its folder, then apply again.', name);
  const decision = await privacy.ask(uri, 'itself');
  if (!decision.allowed) return l10n.t('{0} is left alone: it is excluded by {1}.', name, decision.rule);
  return readOnlyReason(uri);
}

/** The file itself, not only the link that the workspace shows. */
async function isInWorkspace(uri: vscode.Uri): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (!folder) return false;
  if (uri.scheme !== 'file') return true;
  const [real, top] = [await realPlace(uri), await realPlace(folder)];
  return real === top || real.startsWith(top.endsWith('/') ? top : `${top}/`);
}

/** Of a file that is not there it is that of the nearest folder above. */
async function realPlace(uri: vscode.Uri): Promise<string> {
  try {
    return vscode.Uri.file(await realpath(uri.fsPath)).path;
  } catch {
    const above = vscode.Uri.joinPath(uri, '..');
    if (above.path === uri.path) return uri.path;
    return `${(await realPlace(above)).replace(/\/$/, '')}/${uri.path.slice(uri.path.lastIndexOf('/') + 1)}`;
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
