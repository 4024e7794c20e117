import * as vscode from 'vscode';
import type { MentionItem } from '../../../engine/chat';
import { pathOf } from '../../filePath';
import { fileItem, folderItem } from './sources/fileSource';

/** What was dropped, as far as it is there: files, also unsaved ones, and folders. */
export async function droppedItems(uris: readonly string[]): Promise<readonly MentionItem[]> {
  const items = await Promise.all(uris.map(itemOf));
  return items.flatMap((item) => item ?? []);
}

async function itemOf(text: string): Promise<MentionItem | undefined> {
  try {
    const uri = vscode.Uri.parse(text, true);
    if (uri.scheme === 'untitled') return fileItem(uri.toString(), pathOf(uri));
    const { type } = await vscode.workspace.fs.stat(uri);
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    return isFolder ? folderItem({ uri: uri.toString(), path: pathOf(uri) }) : fileItem(uri.toString(), pathOf(uri));
  } catch {
    // A text that is no address, or one of a file that is gone.
    return undefined;
  }
}
