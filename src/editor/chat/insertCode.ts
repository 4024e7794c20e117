import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

/** Inserts code at the cursor of the editor, in place of its selection, and moves there. Tells the user when it cannot. */
export async function insertCode(target: vscode.TextEditor | undefined, code: string): Promise<void> {
  if (!target || target.document.isClosed) {
    void vscode.window.showInformationMessage(l10n.t('Open a file and place the cursor where the code is to go.'));
    return;
  }
  const { document, selection, viewColumn } = target;
  const editor = await vscode.window.showTextDocument(document, { viewColumn, selection, preserveFocus: false });
  const inserted = await editor.edit((edit) => edit.replace(selection, code));
  if (!inserted) {
    const name = vscode.workspace.asRelativePath(document.uri);
    void vscode.window.showWarningMessage(l10n.t('The code could not be inserted: {0} cannot be edited.', name));
    return;
  }
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
