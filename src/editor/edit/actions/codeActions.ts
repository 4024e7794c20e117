import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { commandIds } from '../../ids';

/** Characters of a problem's message that are told, and messages. */
const maxMessageChars = 200;
const maxMessages = 5;
/** Lines on both sides of a problem that its fix may change, too. */
const neighbours = 3;

const rewrite = vscode.CodeActionKind.RefactorRewrite.append('everpair');

/** Files of the user: no output, no old side of a diff. */
const documents: readonly vscode.DocumentFilter[] = ['file', 'untitled', 'vscode-remote', 'vscode-vfs'].map(
  (scheme) => ({ scheme }),
);

/** What the light bulb offers: to fix a problem in its place or have it explained in the chat, to document selected code or to write tests for it. */
export function registerCodeActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    [...documents],
    { provideCodeActions },
    {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, rewrite],
    },
  );
}

/** Asked at each move of the cursor: it makes objects, and reads and asks nothing. */
function provideCodeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics, only }: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const wants = (kind: vscode.CodeActionKind): boolean => only === undefined || only.contains(kind);
  const actions: vscode.CodeAction[] = [];
  const [first] = diagnostics;
  if (first && wants(vscode.CodeActionKind.QuickFix)) {
    const lines = diagnostics.reduce((all, each) => all.union(each.range), first.range);
    const messages = [...new Set(diagnostics.map(({ message }) => oneLine(message)))].slice(0, maxMessages).join('; ');
    const { uri } = document;
    const fix = { uri, range: withNeighbours(lines, document.lineCount), instruction: l10n.t('Fix: {0}', messages) };
    const explain = { uri, range: wholeLines(lines), argument: messages };
    actions.push(
      action(l10n.t('Fix with Everpair'), vscode.CodeActionKind.QuickFix, commandIds.inlineEdit, fix, diagnostics),
      action(l10n.t('Explain with Everpair'), vscode.CodeActionKind.QuickFix, commandIds.explain, explain, diagnostics),
    );
  }
  if (!range.isEmpty && wants(rewrite)) {
    const about = { uri: document.uri, range };
    actions.push(
      action(l10n.t('Document with Everpair'), rewrite, commandIds.document, about),
      action(l10n.t('Write Tests with Everpair'), rewrite, commandIds.writeTests, about),
    );
  }
  return actions;
}

function action(
  title: string,
  kind: vscode.CodeActionKind,
  command: string,
  about: object,
  diagnostics?: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, kind);
  made.command = { command, title, arguments: [about] };
  if (diagnostics) made.diagnostics = [...diagnostics];
  return made;
}

/** A problem may be an empty range. */
function wholeLines({ start, end }: vscode.Range): vscode.Range {
  return new vscode.Range(start.line, 0, end.line, Math.max(1, end.character));
}

function withNeighbours({ start, end }: vscode.Range, lineCount: number): vscode.Range {
  const last = Math.min(lineCount - 1, end.line + neighbours);
  return new vscode.Range(Math.max(0, start.line - neighbours), 0, last, 1);
}

function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length > maxMessageChars ? `${line.slice(0, maxMessageChars - 1)}…` : line;
}
