import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { nameOf } from '../../../filePath';
import { toolScheme } from '../../../ids';

/** A tool's file beside what would become of it, in VS Code's diff editor. The token is not shown. */
export class Preview implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(toolScheme, this);
  private shown = 0;

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.texts.get(query) ?? '';
  }

  /** Shows both texts until the question is answered. */
  async during<T>(file: string, before: string | undefined, after: string, question: () => Thenable<T>): Promise<T> {
    const place = vscode.Uri.file(file);
    const document = (text: string): vscode.Uri => {
      const query = String((this.shown += 1));
      this.texts.set(query, text);
      return vscode.Uri.from({ scheme: toolScheme, path: place.path, query });
    };
    const [left, right] = [before === undefined ? document('') : place, document(after)];
    await vscode.commands.executeCommand('vscode.diff', left, right, l10n.t('{0} for Everpair', nameOf(place)), {
      preview: true,
    });
    try {
      return await question();
    } finally {
      await this.close(right);
      this.texts.clear();
    }
  }

  dispose(): void {
    this.registration.dispose();
  }

  private async close(right: vscode.Uri): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const own = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === right.toString(),
    );
    await vscode.window.tabGroups.close(own, true);
  }
}
