import * as vscode from 'vscode';
import type { Disposable } from '../../../../engine/model';

const maxRecent = 100;

/** The files that the user has or had open, the latest first. */
export class RecentFiles implements Disposable {
  private seen: readonly string[] = [];
  private readonly subscription: vscode.Disposable;

  constructor() {
    this.note(vscode.window.activeTextEditor);
    this.subscription = vscode.window.onDidChangeActiveTextEditor((editor) => this.note(editor));
  }

  uris(): readonly string[] {
    return [...new Set([...this.seen, ...openFiles().map(String)])];
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private note(editor: vscode.TextEditor | undefined): void {
    if (!editor) return;
    const uri = editor.document.uri.toString();
    this.seen = [uri, ...this.seen.filter((each) => each !== uri)].slice(0, maxRecent);
  }
}

/** The files of all tabs, each once, in the order of the tabs; of a comparison the newer side. */
export function openFiles(): readonly vscode.Uri[] {
  const uris = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => {
      if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook) return [input.uri];
      return input instanceof vscode.TabInputTextDiff ? [input.modified] : [];
    });
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}
