import * as vscode from 'vscode';
import { fileOf, placeOf } from './privacy/filePrivacy';

/** As the user knows it. The full path of a file outside the workspace may tell the user's name, so only its own name is used. */
export function pathOf(uri: vscode.Uri): string {
  if (placeOf(uri) === 'workspace') return vscode.workspace.asRelativePath(fileOf(uri));
  return nameOf(uri);
}

export function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').filter(Boolean).at(-1) ?? uri.path;
}

/** What names the language of a fence: the ending of the file's name, where it has one that is plain. */
export function fenceLanguage(uri: vscode.Uri): string {
  return /\.([a-z\d+#]{1,12})$/i.exec(uri.path)?.[1]?.toLowerCase() ?? '';
}
