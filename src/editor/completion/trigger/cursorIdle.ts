import * as vscode from 'vscode';
import type { Clock } from '../../../engine/model/clock';

/** Milliseconds without a key and without a move of the cursor. */
const rest = 200;

/**
 * Tells where the one cursor of the active editor rests, also where it rests already: then there is time to prepare for
 * what will be typed there.
 */
export function onCursorIdle(
  onRest: (document: vscode.TextDocument, position: vscode.Position) => void,
  clock: Clock,
): vscode.Disposable {
  let timer: unknown;
  const tell = (): void => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.selections.length === 1) onRest(editor.document, editor.selection.active);
  };
  const begin = (): void => {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(tell, rest);
  };
  begin();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(begin),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) begin();
    }),
    { dispose: () => clock.clearTimeout(timer) },
  );
}
