import * as vscode from 'vscode';
import type { Clock } from '../../../engine/model';

/** Milliseconds without a key and without a move of the cursor. */
const idleAfterMs = 200;

/**
 * Calls `onIdle` where the single cursor of the active editor rests, also at the start: then there is time to prepare.
 */
export function onCursorIdle(
  onIdle: (document: vscode.TextDocument, position: vscode.Position) => void,
  clock: Clock,
): vscode.Disposable {
  let timer: unknown;
  const emit = (): void => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.selections.length === 1) onIdle(editor.document, editor.selection.active);
  };
  const restart = (): void => {
    clock.clearTimeout(timer);
    timer = clock.setTimeout(emit, idleAfterMs);
  };
  restart();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(restart),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) restart();
    }),
    { dispose: () => clock.clearTimeout(timer) },
  );
}
