import * as vscode from 'vscode';
import { prefixBudgetChars, toComment, withFinalNewline } from '../../../engine/completion';
import { notebookOf } from '../../privacy/filePrivacy';

/**
 * Text that is sent before the text of a notebook's cell, `maxChars` at most: the cells above in their order, as far as
 * they may be sent, without their outputs. Empty for a document that is not a cell.
 */
export function textAbove(
  document: vscode.TextDocument,
  maxChars: number,
  mayRelease: (cell: vscode.Uri) => boolean,
): string {
  let text = '';
  for (const cell of cellsAbove(document.uri)) {
    if (text.length >= maxChars) break;
    const own = promptText(cell, document.languageId);
    if (own !== '' && mayRelease(cell.document.uri)) text = own + text;
  }
  return text.length <= maxChars ? text : text.slice(text.indexOf('\n', text.length - maxChars - 1) + 1);
}

/**
 * Whether a document may be sent as a snippet for another one. Of a cell's own notebook, only the cells too far above
 * to be sent as text before it.
 */
export function mayBePiece(document: vscode.Uri, forDocument: vscode.Uri): boolean {
  if (!notebookOf(forDocument) || document.path !== forDocument.path) return true;
  const id = document.toString();
  let length = 0;
  for (const cell of cellsAbove(forDocument)) {
    if (cell.document.uri.toString() === id) return length > prefixBudgetChars;
    length += cell.document.getText().length;
  }
  return false;
}

/** The code cells of a notebook. */
export function codeCellsOf(file: vscode.Uri): readonly vscode.Uri[] {
  const id = file.toString();
  const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === id);
  const cells = notebook?.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code) ?? [];
  return cells.map(({ document }) => document.uri);
}

/** The nearest first. */
function cellsAbove(uri: vscode.Uri): readonly vscode.NotebookCell[] {
  const cells = notebookOf(uri)?.getCells() ?? [];
  const id = uri.toString();
  const own = cells.findIndex(({ document }) => document.uri.toString() === id);
  return cells.slice(0, Math.max(0, own)).reverse();
}

/** The text of a cell, followed by an empty line as between parts of a file. Prose becomes a comment. */
function promptText({ document, kind }: vscode.NotebookCell, languageId: string): string {
  const text = document.getText().replaceAll('\r\n', '\n').trimEnd();
  if (text === '') return '';
  if (languageId === 'markdown') {
    return kind === vscode.NotebookCellKind.Markup
      ? `${text}\n\n`
      : `\`\`\`${document.languageId}\n${text}\n\`\`\`\n\n`;
  }
  const code = kind === vscode.NotebookCellKind.Markup ? toComment(languageId, text) : text;
  return code === undefined ? '' : `${withFinalNewline(code)}\n`;
}
