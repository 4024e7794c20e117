import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ChangeLog, ChangeSummary } from '../../../engine/edit';
import { textLanguage } from '../../../engine/model';
import { pathOf } from '../../filePath';
import { changeUri } from './changeDocuments';
import type { FileChanges } from './fileChanges';
import { resultText } from './resultText';

/** Names of files that a row shows. */
const shownNames = 4;

export interface ChangesListDeps {
  readonly changeLog: () => Promise<ChangeLog>;
  readonly fileChanges: FileChanges;
}

interface Row extends vscode.QuickPickItem {
  readonly change: ChangeSummary;
}

interface Action extends vscode.QuickPickItem {
  readonly act: () => Promise<unknown>;
}

/** The list of changes that Everpair made, and what can be done with each: a quick pick within a quick pick. */
export class ChangesList {
  constructor(private readonly deps: ChangesListDeps) {}

  /** Resolves when the user is through with it. */
  async show(): Promise<void> {
    const changeLog = await this.opened();
    if (!changeLog) return;
    const rows = changeLog.list().map(rowOf);
    if (rows.length === 0) {
      void vscode.window.showInformationMessage(l10n.t('Everpair has changed no files yet.'));
      return;
    }
    const picked = await vscode.window.showQuickPick(rows, {
      title: l10n.t('Everpair: changes to your files'),
      placeHolder: l10n.t('Choose a change to see it or to take it back'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (picked) await this.showOne(picked.change);
  }

  /** What changed in the files, in VS Code's diff editor. */
  async open(id: string): Promise<void> {
    const change = (await this.opened())?.get(id);
    if (!change) return;
    const files = change.files
      .filter(({ state }) => state !== 'unwritten')
      .map(({ uri }) => vscode.Uri.parse(uri, true));
    const title = l10n.t('Change: {0}', change.label);
    const [first] = files;
    if (files.length === 1 && first) {
      const sides = [changeUri(id, first, 'before'), changeUri(id, first, 'after')];
      await vscode.commands.executeCommand('vscode.diff', ...sides, title, { preview: true });
      return;
    }
    const rows = files.map((file) => [file, changeUri(id, file, 'before'), changeUri(id, file, 'after')]);
    await vscode.commands.executeCommand('vscode.changes', title, rows);
  }

  /** Makes it undone and tells what came of it; that can be taken back in its turn. */
  async takeBack(id: string): Promise<void> {
    const change = (await this.opened())?.get(id);
    if (!change) return;
    const result = await this.deps.fileChanges.takeBack(change);
    const text = resultText(result, l10n.t('Taken back: {0}.', change.label));
    if (result.type === 'refused') {
      const show = l10n.t('Show the Change');
      if ((await vscode.window.showWarningMessage(`Everpair: ${text}`, show)) === show) await this.open(id);
      return;
    }
    const again = l10n.t('Make It Again');
    const actions = result.type === 'changed' ? [again] : [];
    const chosen = await vscode.window.showInformationMessage(`Everpair: ${text}`, ...actions);
    if (chosen === again && result.type === 'changed') await this.takeBack(result.id);
  }

  private async showOne(change: ChangeSummary): Promise<void> {
    const actions: readonly Action[] = [
      { label: `$(diff-multiple) ${l10n.t('Show the Change')}`, act: () => this.open(change.id) },
      ...(change.isTakenBack
        ? []
        : [{ label: `$(discard) ${l10n.t('Take Back')}`, act: () => this.takeBack(change.id) }]),
      ...change.files.map(({ uri }) => ({
        label: `$(go-to-file) ${l10n.t('Open {0}', pathOf(vscode.Uri.parse(uri, true)))}`,
        act: async () => vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(uri, true)),
      })),
      {
        label: `$(trash) ${l10n.t('Forget This Change')}`,
        detail: l10n.t('Its texts are deleted, and it cannot be taken back any more.'),
        act: async () => (await this.opened())?.forget(change.id),
      },
      {
        label: `$(clear-all) ${l10n.t('Forget All Changes')}`,
        act: async () => (await this.opened())?.forgetAll(),
      },
    ];
    const picked = await vscode.window.showQuickPick(actions, { title: change.label });
    await picked?.act();
  }

  private async opened(): Promise<ChangeLog | undefined> {
    try {
      return await this.deps.changeLog();
    } catch (error) {
      void vscode.window.showWarningMessage(`Everpair: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}

function rowOf(change: ChangeSummary): Row {
  const names = change.files.map(({ uri }) => pathOf(vscode.Uri.parse(uri, true)));
  const more = names.length - shownNames;
  const shown = names.slice(0, shownNames).join(', ');
  return {
    change,
    label: `${iconOf(change)} ${change.label}`,
    description: [new Date(change.at).toLocaleString(textLanguage()), ...noteOf(change)].join(' · '),
    detail: more > 0 ? l10n.t('{0} and {1} more', shown, more) : shown,
  };
}

function iconOf({ isFinished, isTakenBack, takesBack }: ChangeSummary): string {
  if (!isFinished) return '$(warning)';
  return isTakenBack || takesBack !== undefined ? '$(discard)' : '$(check)';
}

function noteOf({ isFinished, isTakenBack }: ChangeSummary): readonly string[] {
  if (!isFinished) return [l10n.t('not finished')];
  return isTakenBack ? [l10n.t('taken back')] : [];
}
