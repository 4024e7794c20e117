import * as vscode from 'vscode';
import type { CompletionEngine } from '../../completion/engine';

/**
 * Tells of each key: the engine, which learns how the user types, and whoever can prepare for the question that the editor
 * will ask in a moment. What is pasted, formatted or undone is no key.
 */
export function listenToKeys(
  engine: Pick<CompletionEngine, 'typed'>,
  prepare: (document: vscode.TextDocument, position: vscode.Position) => void,
): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
    if (reason !== undefined || document !== vscode.window.activeTextEditor?.document) return;
    const [change] = contentChanges;
    if (!change || contentChanges.length > 1 || !isKey(change)) return;
    const { line, character } = change.range.start;
    const isNewLine = change.text.includes('\n');
    const before = isNewLine ? '' : document.lineAt(line).text.slice(0, character + Math.min(change.text.length, 1));
    engine.typed({ prefix: before });
    prepare(document, change.range.start);
  });
}

/** One character, a pair that the editor closed, a line break with its indentation, or one character deleted. */
function isKey({ text, rangeLength }: vscode.TextDocumentContentChangeEvent): boolean {
  if (text === '') return rangeLength <= 2;
  return text.length === 1 || /^(?:\(\)|\[\]|\{\}|""|''|``|<>)$/.test(text) || /^\r?\n[ \t]*$/.test(text);
}
