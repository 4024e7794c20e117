import { access, constants, stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FileText } from '../../../engine/edit';
import { pathOf } from '../../filePath';
import { fileOf } from '../../privacy/filePrivacy';

/** A file as the user sees it: the text in the editor counts, not the one on disk. */
export interface FileToChange {
  readonly uri: vscode.Uri;
  /** Undefined where there is no such file. */
  readonly document: vscode.TextDocument | undefined;
  readonly text: FileText;
}

/** One sentence or more, for people. */
export interface Obstacle {
  readonly why: string;
}

/** The text of a file, or why it has none that can be changed. */
export async function openToChange(uri: vscode.Uri): Promise<FileToChange | Obstacle> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString() && !document.isClosed,
  );
  if (open?.isDirty === true || isInMemory(uri)) return { uri, document: open, text: open?.getText() };
  const kind = await kindOf(uri);
  if (kind === undefined) return { uri, document: undefined, text: undefined };
  if (kind !== 'file') return { why: kind };
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const text = document.getText();
    if (!text.includes('\0')) return { uri, document, text };
  } catch {
    // It is the same for who asks.
  }
  return { why: l10n.t('{0} is no text, or too large for the editor.', pathOf(uri)) };
}

/** Why the file cannot be written, undefined where it can. It need not exist. */
export async function readOnlyReason(uri: vscode.Uri): Promise<string | undefined> {
  const reason = l10n.t('{0} is read-only.', pathOf(uri));
  const { scheme, fsPath } = fileOf(uri);
  if (vscode.workspace.fs.isWritableFileSystem(scheme) === false) return reason;
  if (scheme !== 'file') return undefined;
  try {
    // A superuser may write what nobody else may: the mode says what is meant.
    if (((await stat(fsPath)).mode & 0o222) === 0) return reason;
    await access(fsPath, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return reason;
  }
  return undefined;
}

/** In no file of its own: an unsaved document, a cell of a notebook. */
export function isInMemory({ scheme }: vscode.Uri): boolean {
  return scheme === 'untitled' || scheme === 'vscode-notebook-cell';
}

async function kindOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.Directory) === 0 ? 'file' : l10n.t('{0} is a folder.', pathOf(uri));
  } catch (error) {
    const isMissing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
    return isMissing ? undefined : l10n.t('{0} cannot be read.', pathOf(uri));
  }
}
