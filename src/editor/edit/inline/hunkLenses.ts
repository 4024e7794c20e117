import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { PendingHunk } from '../../../engine/edit';
import { commandIds } from '../../ids';

/**
 * VS Code asks for lenses a moment after a change, and not at all where the editor lost the focus in that moment: what is gone
 * would stay on the screen.
 */
const againMs = 2_000;

/** Lenses above each change that waits: to accept it, to reject it, and to see what was there. */
export class HunkLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  // VS Code looks for the event when the provider is registered.
  private readonly registration = vscode.languages.registerCodeLensProvider({ pattern: '**' }, this);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly hunksOf: (document: vscode.TextDocument) => readonly PendingHunk[]) {}

  refresh(): void {
    this.changed.fire();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), againMs);
  }

  provideCodeLenses(document: vscode.TextDocument): readonly vscode.CodeLens[] & vscode.CodeLens[] {
    return this.hunksOf(document).flatMap((hunk) => lensesOf(document, hunk));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.registration.dispose();
    this.changed.dispose();
  }
}

function lensesOf(document: vscode.TextDocument, { id, lines, old }: PendingHunk): readonly vscode.CodeLens[] {
  const line = Math.min(lines.from, document.lineCount - 1);
  const lens = (title: string, command: string): vscode.CodeLens =>
    new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [document.uri, id] });
  return [
    lens(l10n.t('Accept'), commandIds.acceptInlineHunk),
    lens(l10n.t('Reject'), commandIds.rejectInlineHunk),
    ...(old.length === 0
      ? []
      : [lens(old.length === 1 ? l10n.t('1 old line') : l10n.t('{0} old lines', old.length), commandIds.showOldLines)]),
  ];
}
