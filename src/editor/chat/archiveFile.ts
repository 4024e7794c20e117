import * as vscode from 'vscode';
import type { ConversationArchive } from '../../engine/chat';
import { PrivateFile } from '../../engine/storage';

const name = 'chat.json';

type Storage = Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri'>;

/** The conversation as a file of the workspace's own storage, or of all windows without a folder. */
export function archiveFile(context: Storage): ConversationArchive {
  const folder = context.storageUri ?? context.globalStorageUri;
  return folder.scheme === 'file' ? new LocalArchive(folder.fsPath) : new VirtualArchive(folder);
}

/** On a disk: for the eyes of its user alone. */
class LocalArchive implements ConversationArchive {
  private readonly file: PrivateFile;

  constructor(folder: string) {
    this.file = new PrivateFile(folder, name);
  }

  read(): Promise<string | undefined> {
    return this.file.read();
  }

  write(text: string): Promise<void> {
    return this.file.write(text);
  }

  changedElsewhere(): Promise<boolean> {
    return this.file.changedElsewhere();
  }

  setAside(): Promise<string> {
    return this.file.setAside();
  }
}

/** In a file system of an editor without a disk, which knows neither modes nor other windows. */
class VirtualArchive implements ConversationArchive {
  private readonly file: vscode.Uri;

  constructor(private readonly folder: vscode.Uri) {
    this.file = vscode.Uri.joinPath(folder, name);
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

  changedElsewhere(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async setAside(): Promise<string> {
    const taken = new Set((await vscode.workspace.fs.readDirectory(this.folder)).map(([each]) => each));
    for (let number = 1; ; number += 1) {
      const aside = `chat.unreadable-${number}.json`;
      if (taken.has(aside)) continue;
      await vscode.workspace.fs.rename(this.file, vscode.Uri.joinPath(this.folder, aside));
      return aside;
    }
  }
}
