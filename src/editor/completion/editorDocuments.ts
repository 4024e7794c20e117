import * as vscode from 'vscode';
import type { ContextDocument, OpenDocuments } from '../../completion/context/documents';
import type { ExcludedFiles } from './excludedFiles';

/** Documents that are told at most. */
const capacity = 20;

/** Where a person's files are, and where they begin. */
const fileSchemes = new Set(['file', 'untitled', 'vscode-remote', 'vscode-notebook-cell']);

/** The open documents with files of the user, as far as they are not excluded. */
export class EditorDocuments implements OpenDocuments, vscode.Disposable {
  /** Visited last first. */
  private visited: readonly string[] = [];
  private readonly subscription: vscode.Disposable;

  constructor(private readonly excluded: ExcludedFiles) {
    for (const { document } of vscode.window.visibleTextEditors) this.visit(document);
    this.subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (!editor) return;
      this.visit(editor.document);
      // Found out by the time that somebody types in it.
      if (isUsersFile(editor.document.uri)) excluded.allows(editor.document.uri);
    });
  }

  find(id: string): ContextDocument | undefined {
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === id);
    return document && isUsersFile(document.uri) && this.excluded.allows(document.uri) ? viewOf(document) : undefined;
  }

  recent(): readonly string[] {
    const visible = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ input }) => input));
    const inTabs = tabs.filter((input) => input instanceof vscode.TabInputText).map(({ uri }) => uri);
    const ids = [...this.visited, ...[...visible, ...inTabs].map((uri) => uri.toString())];
    return [...new Set(ids)].slice(0, capacity);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private visit({ uri }: vscode.TextDocument): void {
    const id = uri.toString();
    this.visited = [id, ...this.visited.filter((each) => each !== id)].slice(0, capacity);
  }
}

/** Not an output channel, the old side of a diff, a commit message. */
export function isUsersFile(uri: vscode.Uri): boolean {
  return fileSchemes.has(uri.scheme) || vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** The full path of a file outside the workspace may tell the user's name, so only its own name is used. */
export function pathOf(uri: vscode.Uri): string {
  if (vscode.workspace.getWorkspaceFolder(uri)) return vscode.workspace.asRelativePath(uri);
  return uri.path.split('/').at(-1) ?? uri.path;
}

function viewOf(document: vscode.TextDocument): ContextDocument {
  const { uri, languageId } = document;
  return {
    id: uri.toString(),
    path: pathOf(uri),
    languageId,
    version: document.version,
    lineCount: document.lineCount,
    text: (first, end) => textOf(document, first, end),
  };
}

function textOf(document: vscode.TextDocument, first: number, end: number): string {
  const last = Math.min(end, document.lineCount) - 1;
  if (last < first) return '';
  if (last === first) return document.lineAt(first).text;
  return document.getText(new vscode.Range(first, 0, last, Number.MAX_SAFE_INTEGER)).replaceAll('\r\n', '\n');
}
