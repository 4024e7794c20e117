import * as vscode from 'vscode';
import { type Attachment, attachmentBlock } from '../../../engine/chat';
import type { Disposable } from '../../../engine/model';

const scheme = 'everpair-context';

/** Shows, in a document that cannot be changed, exactly the text that would be sent. */
export class ContextPreview implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration: vscode.Disposable;

  constructor() {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: this.changed.event,
      provideTextDocumentContent: (uri) => this.texts.get(uri.toString()),
    });
  }

  async show(label: string, attachments: readonly Attachment[]): Promise<void> {
    const name = label.replace(/[/\\]/g, ' ');
    const uri = vscode.Uri.from({ scheme, path: `/${name}.md` });
    this.texts.set(uri.toString(), attachments.map(attachmentBlock).join('\n\n'));
    this.changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
