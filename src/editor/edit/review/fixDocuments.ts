import * as vscode from 'vscode';
import { fixScheme } from '../../ids';

/** Files with the fix of a finding in them, for VS Code's diff editor. They can only be read. */
export class FixDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(fixScheme, this);
  }

  /** Undefined where the fix is not known any more. */
  provideTextDocumentContent({ query }: vscode.Uri): string | undefined {
    return this.texts.get(query);
  }

  /** The address of the text. Its path is the file's, so that it has its language and its name. */
  put(findingId: string, file: vscode.Uri, text: string): vscode.Uri {
    this.texts.set(findingId, text);
    const uri = vscode.Uri.from({ scheme: fixScheme, path: file.path, query: findingId });
    this.changed.fire(uri);
    return uri;
  }

  forget(findingId: string): void {
    this.texts.delete(findingId);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
