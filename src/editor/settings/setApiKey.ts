import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProviderConfig } from '../../engine/model';
import type { ApiKeys, KeySource } from '../../engine/config';

const sources: Record<KeySource, () => string> = {
  stored: () => l10n.t('stored in VS Code'),
  environment: () => l10n.t('from the environment'),
  none: () => l10n.t('no key yet'),
};

interface ProviderChoice extends vscode.QuickPickItem {
  readonly config: ProviderConfig;
  readonly source: KeySource;
}

/** Asks for a provider and its key; an empty key deletes the stored one after a question. */
export async function setApiKey(configs: readonly ProviderConfig[], keys: ApiKeys): Promise<void> {
  const items = await Promise.all(configs.map((config) => choiceOf(config, keys)));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Everpair: Set API Key'),
    placeHolder: l10n.t('Which provider is the key for?'),
  });
  if (!picked) return;
  const { config, source } = picked;
  const key = await vscode.window.showInputBox({
    title: l10n.t('Everpair: API key for {0}', config.label),
    prompt:
      source === 'stored'
        ? l10n.t(
            "The key is kept in VS Code's secret storage on this machine. Leave it empty to delete the stored one.",
          )
        : l10n.t("The key is kept in VS Code's secret storage on this machine."),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => problemOf(text, source),
  });
  if (key === undefined) return;
  if (key.trim() === '') {
    await keys.delete(config.id);
    void vscode.window.showInformationMessage(l10n.t('Everpair: the key for {0} was deleted.', config.label));
    return;
  }
  await keys.store(config.id, key.trim());
  void vscode.window.showInformationMessage(l10n.t('Everpair: the key for {0} is stored.', config.label));
}

async function choiceOf(config: ProviderConfig, keys: ApiKeys): Promise<ProviderChoice> {
  const source = await keys.source(config);
  return { label: config.label, description: config.id, detail: sources[source](), config, source };
}

function problemOf(text: string, source: KeySource): string | undefined {
  const key = text.trim();
  if (key === '') return source === 'stored' ? undefined : l10n.t('Paste the key here.');
  if (/\s/.test(key)) return l10n.t('A key has no spaces or line breaks in it.');
  return undefined;
}
