import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { shortHost } from '../../../engine/model';
import { loadImporter, type ProposedEntry } from '../../../engine/setup';
import { withCredentials } from '../withCredentials';

interface Item extends vscode.QuickPickItem {
  readonly proposed?: ProposedEntry;
}

/** Lets the user choose from what a workspace proposes: nothing is checked. Undefined where the user leaves. */
export async function pickProposed(
  added: readonly ProposedEntry[],
  remarks: readonly string[],
): Promise<readonly ProposedEntry[] | undefined> {
  const items: Item[] = [
    { label: l10n.t('not in your chain'), kind: vscode.QuickPickItemKind.Separator },
    ...added.map((proposed) => ({ ...itemOf(proposed), proposed })),
    ...(remarks.length > 0 ? [{ label: l10n.t('not changed'), kind: vscode.QuickPickItemKind.Separator }] : []),
    ...remarks.map((label) => ({ label })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Everpair: Providers That This Workspace Proposes'),
    placeHolder: l10n.t('What you check is added behind your own. Code may then go to these hosts.'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  const chosen = picked?.flatMap(({ proposed }) => proposed ?? []);
  return chosen && withCredentials(chosen);
}

function itemOf({ entry, host, credential }: ProposedEntry): vscode.QuickPickItem {
  const { labelFor } = loadImporter();
  const models = entry.completionModel === undefined ? entry.model : `${entry.model}, ${entry.completionModel}`;
  const key = credential === undefined ? l10n.t('no key comes along') : l10n.t('key from {0}', credential);
  return { label: labelFor(entry), description: models, detail: `${shortHost(host)} · ${key}` };
}
