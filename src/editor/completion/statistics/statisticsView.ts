import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CompletionStatistics } from '../../../engine/completion';
import { commandIds } from '../../ids';
import { statisticsDocument } from './statisticsDocument';

const scheme = 'everpair-statistics';
const address = vscode.Uri.from({ scheme, path: '/Inline completions.md' });

/** Registers the statistics as a read-only document, and its commands. */
export function registerStatistics(statistics: Pick<CompletionStatistics, 'summary' | 'reset'>): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: () =>
      statisticsDocument({ today: statistics.summary(1), week: statistics.summary(7), month: statistics.summary(30) }),
  };
  const show = async (): Promise<void> => {
    changed.fire(address);
    // A user may have turned off the extension with the preview.
    try {
      await vscode.commands.executeCommand('markdown.showPreview', address);
    } catch {
      await vscode.window.showTextDocument(address, { preview: true });
    }
  };
  const reset = async (): Promise<void> => {
    const yes = l10n.t('Reset');
    const question = l10n.t('Everpair: forget what was counted of inline completions so far?');
    if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) !== yes) return;
    statistics.reset();
    changed.fire(address);
  };
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.commands.registerCommand(commandIds.showCompletionStatistics, show),
    vscode.commands.registerCommand(commandIds.resetCompletionStatistics, reset),
  );
}
