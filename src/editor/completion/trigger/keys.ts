import * as vscode from 'vscode';
import type { CompletionEngine } from '../../../engine/completion';
import type { Composition } from './composition';

/** A key in the active editor. */
export interface Key {
  readonly document: vscode.TextDocument;
  /** Position of the cursor after the typed text. */
  readonly position: vscode.Position;
  readonly isDeletion: boolean;
}

/**
 * Reports each key to the engine, which learns how the user types, and to `onKey`. Pasting, formatting and undoing are
 * no keys.
 */
export function listenToKeys(
  engine: Pick<CompletionEngine, 'typed'>,
  composition: Pick<Composition, 'follow'>,
  onKey: (key: Key) => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    if (reason !== undefined || document !== vscode.window.activeTextEditor?.document) return;
    const [change] = contentChanges;
    if (!change || contentChanges.length > 1) return;
    const isStep = composition.follow(document, change);
    if (!isStep && !isKey(change)) return;
    const position = isStep ? endOf(change) : behind(change);
    engine.typed({ prefix: document.lineAt(position.line).text.slice(0, position.character) });
    // Composed text is not code yet.
    if (isStep) return;
    onKey({ document, position, isDeletion: change.text === '' });
  });
}

function endOf({ text, range }: vscode.TextDocumentContentChangeEvent): vscode.Position {
  return new vscode.Position(range.start.line, range.start.character + text.length);
}

function behind({ text, range }: vscode.TextDocumentContentChangeEvent): vscode.Position {
  const { line, character } = range.start;
  const breaksAt = text.indexOf('\n');
  if (breaksAt >= 0) return new vscode.Position(line + 1, text.length - breaksAt - 1);
  // The cursor stands between the two characters of a pair.
  return new vscode.Position(line, character + Math.min(text.length, 1));
}

/** One character, a pair that the editor closed, a line break with its indentation, or one deleted character. */
function isKey({ text, rangeLength }: vscode.TextDocumentContentChangeEvent): boolean {
  if (text === '') return rangeLength <= 2;
  return text.length === 1 || /^(?:\(\)|\[\]|\{\}|""|''|``|<>)$/.test(text) || /^\r?\n[ \t]*$/.test(text);
}
