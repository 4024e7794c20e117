import * as vscode from 'vscode';
import { importScheme } from '../../ids';

/** The report of the last import, as a document that cannot be changed. */
export class ReportDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  // VS Code looks for the event when the provider is registered.
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(importScheme, this);
  private readonly uri = vscode.Uri.from({ scheme: importScheme, path: '/Everpair.md' });
  private text = '';

  provideTextDocumentContent(): string {
    return this.text;
  }

  set(text: string): void {
    this.text = text;
    this.changed.fire(this.uri);
  }

  async show(preserveFocus: boolean): Promise<void> {
    const document = await vscode.workspace.openTextDocument(this.uri);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
