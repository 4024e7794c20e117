import * as vscode from 'vscode';
import type { Clock } from '../../../engine/model/clock';

/** Milliseconds without a key and without a move of the cursor. */
const idleAfterMs = 200;

/**
 * Tells where the one cursor of the active editor rests, also where it rests already: then there is time to prepare for
 * what will be typed there.
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
