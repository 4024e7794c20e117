import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { applyBlock, fixBlock, refusalText } from '../../../engine/edit';
import { nameOf, pathOf } from '../../filePath';
import { commandIds, fixScheme } from '../../ids';
import type { FileChanges } from '../changes/fileChanges';
import { resultText } from '../changes/resultText';
import type { FindingComments, ShownFinding } from './findingComments';
import type { FixDocuments } from './fixDocuments';
import { severityText } from './findingText';

/** What can be done with a finding that is shown. None of it rejects. */
export class FindingActions {
  constructor(
    private readonly comments: FindingComments,
    private readonly documents: FixDocuments,
    private readonly fileChanges: Pick<FileChanges, 'applyChange'>,
  ) {}

  /** Shows what the file would be with the fix. */
  async showFix(shown: ShownFinding): Promise<void> {
    const fixed = await this.fixed(shown);
    if (!fixed) return;
    const { id, uri } = shown;
    const title = l10n.t('{0}: fix of a finding', nameOf(uri));
    await vscode.commands.executeCommand('vscode.diff', uri, this.documents.put(id, uri, fixed.after), title);
  }

  /** Writes the fix into the file. */
  async applyFix(shown: ShownFinding): Promise<void> {
    const fixed = await this.fixed(shown);
    if (!fixed) return;
    const { uri, finding } = shown;
    const result = await this.fileChanges.applyChange({
      label: l10n.t('Review: {0}', finding.what),
      files: [{ uri, ...fixed }],
    });
    const text = `Everpair: ${resultText(result, l10n.t('The fix is applied to {0}.', pathOf(uri)))}`;
    if (result.type === 'refused') void vscode.window.showWarningMessage(text);
    else {
      vscode.window.setStatusBarMessage(text, 5_000);
      this.comments.setResolved(shown, true);
      this.documents.forget(shown.id);
    }
  }

  /** Opens the chat with the lines of the finding and its words. */
  async discuss({ uri, finding, thread }: ShownFinding): Promise<void> {
    const { severity, what, why } = finding;
    const head = l10n.t('A review says of these lines of {0}: {1}: {2}', pathOf(uri), severityText(severity), what);
    const first = thread.range?.start.line ?? 0;
    const lines = { first, last: thread.range?.end.line ?? first };
    await vscode.commands.executeCommand(commandIds.discuss, { uri, ...lines, prompt: [head, why].join('\n').trim() });
  }

  /** The next or the previous one from the cursor, across files, round the end. */
  async go(by: 1 | -1): Promise<void> {
    const all = this.comments.open;
    if (all.length === 0) {
      void vscode.window.showInformationMessage(l10n.t('Everpair: there are no findings.'));
      return;
    }
    const ordered = by === 1 ? all : [...all].reverse();
    const next = ordered.find((each) => isBeyondCursor(each, by)) ?? ordered[0];
    if (next) await this.comments.reveal(next);
  }

  /** The file's text before and after; undefined where it cannot be applied, which the user is told. */
  private async fixed(shown: ShownFinding): Promise<{ readonly before: string; readonly after: string } | undefined> {
    const block = fixBlock(shown.finding);
    if (!block) return undefined;
    try {
      const document = await vscode.workspace.openTextDocument(shown.uri);
      const before = document.getText();
      const application = await applyBlock({ source: before, block, languageId: document.languageId });
      if (application.type === 'changed') return { before, after: application.text };
      if (application.type === 'refused') {
        void vscode.window.showWarningMessage(`Everpair: ${refusalText(application.reason)}`);
        return undefined;
      }
      this.comments.setResolved(shown, true);
      void vscode.window.showInformationMessage(l10n.t('Everpair: the fix is in {0} already.', pathOf(shown.uri)));
    } catch {
      void vscode.window.showWarningMessage(l10n.t('Everpair: {0} cannot be read.', pathOf(shown.uri)));
    }
    return undefined;
  }
}

/** The finding that a command is about: of the thread or the diff that was clicked, of a link, or at the cursor. */
export function findingFor(comments: FindingComments, given: unknown): ShownFinding | undefined {
  if (typeof given === 'string') return comments.byId(given);
  if (given instanceof vscode.Uri && given.scheme === fixScheme) return comments.byId(given.query);
  const thread = comments.all.find((each) => each.thread === given);
  return thread ?? atCursor(comments);
}

function atCursor(comments: FindingComments): ShownFinding | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { uri } = editor.document;
  if (uri.scheme === fixScheme) return comments.byId(uri.query);
  const { line } = editor.selection.active;
  return comments.open.find(
    ({ uri: file, thread: { range } }) =>
      file.toString() === uri.toString() && range && range.start.line <= line && line <= range.end.line,
  );
}

function isBeyondCursor({ uri, thread }: ShownFinding, by: 1 | -1): boolean {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return true;
  const [file, here] = [uri.toString(), editor.document.uri.toString()];
  const line = thread.range?.start.line ?? 0;
  const at = editor.selection.active.line;
  if (file === here) return by === 1 ? line > at : line < at;
  return by === 1 ? file > here : file < here;
}
