import * as vscode from 'vscode';

/** Lines after a change of their document: those below it move, and those in it stay where it begins. */
export function movedRange(
  range: vscode.Range,
  changes: readonly vscode.TextDocumentContentChangeEvent[],
): vscode.Range {
  let { line: first } = range.start;
  let { line: last } = range.end;
  // VS Code tells of the changes from the last to the first, each in the lines before the event.
  for (const { range: old, text } of changes) {
    const delta = text.split('\n').length - 1 - (old.end.line - old.start.line);
    if (delta === 0 || old.start.line > last) continue;
    const isAbove = old.end.line < first || (old.end.line === first && old.end.character === 0);
    if (isAbove) first += delta;
    last = Math.max(last + delta, first);
  }
  return first === range.start.line && last === range.end.line ? range : new vscode.Range(first, 0, last, 0);
}
