import * as vscode from 'vscode';
import type { ContextDocument, DocumentAccess } from '../../../engine/completion';
import { type Allowed, keptBack, type KeptBackFile, type ReleaseDecision } from '../../../engine/privacy';
import { fileOf, type FilePrivacy, notebookOf, placeOf } from '../../privacy/filePrivacy';
import { codeCellsOf, mayBePiece } from './notebookCells';

/** Documents that are sent, and remembered as visited, at most. */
const maxDocuments = 20;

/** URI schemes of a user's files. */
const fileSchemes = new Set(['file', 'untitled', 'vscode-remote', 'vscode-notebook-cell']);

/** The user's open documents, as far as they may be sent. */
export class EditorDocuments implements DocumentAccess, vscode.Disposable {
  /** The last visited first. */
  private visited: readonly string[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(private readonly privacy: FilePrivacy) {
    for (const { document } of vscode.window.visibleTextEditors) this.visit(document);
    this.subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (!editor) return;
      this.visit(editor.document);
      // The decision is known by the time that the user types.
      if (isUsersFile(editor.document.uri)) privacy.known(editor.document.uri, 'itself');
    });
  }

  find(id: string, forDocument: string): ContextDocument | undefined {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === id);
    if (!document || !isUsersFile(document.uri) || !isPiece(document.uri, forDocument)) return undefined;
    const answer = this.answerFor(document.uri, forDocument);
    return answer.allowed ? viewOf(document, answer) : undefined;
  }

  keptBack(forDocument: string): readonly KeptBackFile[] {
    const kept = this.recent().flatMap((id) => {
      const uri = vscode.Uri.parse(id, true);
      if (id === forDocument || !isUsersFile(uri)) return [];
      const answer = this.answerFor(uri, forDocument);
      return answer.allowed ? [] : [{ path: pathOf(uri), reason: answer.reason, rule: answer.rule }];
    });
    // The cells of a notebook are one file.
    return [...new Map(kept.map((file) => [file.path, file])).values()];
  }

  recent(): readonly string[] {
    const visible = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ input }) => input));
    const inTabs = tabs.filter((input) => input instanceof vscode.TabInputText).map(({ uri }) => uri);
    const notebooks = tabs.filter((input) => input instanceof vscode.TabInputNotebook).map(({ uri }) => uri);
    const uris = [...visible, ...inTabs, ...notebooks.flatMap(codeCellsOf)];
    const visited = this.visited.flatMap((id) => [id, ...siblingCells(id)]);
    const ids = [...visited, ...uris.map((uri) => uri.toString())];
    return [...new Set(ids)].slice(0, maxDocuments);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  /**
   * A file outside of the workspace is completed without other files, since it belongs to another project or to none.
   */
  private answerFor(uri: vscode.Uri, forDocument: string): ReleaseDecision {
    if (uri.toString() === forDocument) return this.privacy.known(uri, 'itself');
    const place = placeOf(vscode.Uri.parse(forDocument, true));
    if (place === 'workspace') return this.privacy.known(uri, 'context');
    return keptBack(
      place,
      place === 'outside'
        ? 'another project’s file, which has itself alone'
        : 'a document in no file, which has itself alone',
    );
  }

  private visit({ uri }: vscode.TextDocument): void {
    const id = uri.toString();
    this.visited = [id, ...this.visited.filter((each) => each !== id)].slice(0, maxDocuments);
  }
}

/** Cells that count as visited with another cell of their notebook: the first ones, which mostly have the imports. */
const maxSiblingCells = 6;

function siblingCells(id: string): readonly string[] {
  const notebook = id.startsWith('vscode-notebook-cell:') ? notebookOf(vscode.Uri.parse(id, true)) : undefined;
  return notebook
    ? codeCellsOf(notebook.uri)
        .slice(0, maxSiblingCells)
        .map((uri) => uri.toString())
    : [];
}

/** Whether the document is the one that is completed, or may be sent for it. */
function isPiece(uri: vscode.Uri, forDocument: string): boolean {
  return uri.toString() === forDocument || mayBePiece(uri, vscode.Uri.parse(forDocument, true));
}

/** Not an output channel, the old side of a diff or a commit message. */
export function isUsersFile(uri: vscode.Uri): boolean {
  return fileSchemes.has(uri.scheme) || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/**
 * The full path of a file outside of the workspace may contain the user's name, so only the name of the file is used.
 */
export function pathOf(uri: vscode.Uri): string {
  const file = fileOf(uri);
  if (vscode.workspace.getWorkspaceFolder(file)) return vscode.workspace.asRelativePath(file);
  return uri.path.split('/').at(-1) ?? uri.path;
}

function viewOf(document: vscode.TextDocument, { release }: Allowed): ContextDocument {
  const { uri, languageId } = document;
  return {
    id: uri.toString(),
    path: pathOf(uri),
    languageId,
    version: document.version,
    lineCount: document.lineCount,
    text: (first, end) => textOfLines(document, first, end),
    release,
  };
}

/** Whole lines, with `\n` between them. */
export function textOfLines(document: vscode.TextDocument, first: number, end: number): string {
  const last = Math.min(end, document.lineCount) - 1;
  if (last < first) return '';
  if (last === first) return document.lineAt(first).text;
  return document.getText(new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER)).replaceAll('\r\n', '\n');
}
