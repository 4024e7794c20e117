import * as vscode from 'vscode';
import type { ConversationArchive } from '../../chat/archive';

/** The conversation as a file of the workspace's own storage, or of the window without a folder. */
export class ArchiveFile implements ConversationArchive {
  private readonly folder: vscode.Uri;
  private readonly file: vscode.Uri;

  constructor(context: Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri'>) {
    this.folder = context.storageUri ?? context.globalStorageUri;
    this.file = vscode.Uri.joinPath(this.folder, 'chat.json');
  }

  async read(): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.file));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  }

  /** By way of a second file, so that a crash in the middle leaves the last whole one. */
  async write(text: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(this.folder);
    const next = vscode.Uri.joinPath(this.folder, 'chat.next.json');
    await vscode.workspace.fs.writeFile(next, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(next, this.file, { overwrite: true });
  }

  async setAside(): Promise<void> {
    const aside = vscode.Uri.joinPath(this.folder, 'chat.unreadable.json');
    await vscode.workspace.fs.rename(this.file, aside, { overwrite: true });
  }
}
