import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProviderConfig } from '../../engine/model';
import type { ApiKeys, Configuration, KeySource } from '../../engine/config';
import { askForSignIn } from './microsoftSignIn';

const sources: Record<KeySource, () => string> = {
  stored: () => l10n.t('stored in VS Code'),
  environment: () => l10n.t('from the environment'),
  none: () => l10n.t('no key yet'),
};

interface ProviderChoice extends vscode.QuickPickItem {
  readonly config: ProviderConfig;
}

/** Asks for a provider and its key; an empty key deletes the stored one. Where there is a sign-in, it asks for that. */
export async function setApiKey(configuration: Configuration): Promise<void> {
  const { keys } = configuration;
  const items = await Promise.all(
    configuration.configurable.map((config) => choiceOf(config, configuration.signInScopes(config), keys)),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Everpair: Set API Key'),
    placeHolder: l10n.t('Which provider is the key for?'),
  });
  if (!picked) return;
  await setKeyOf(configuration, picked.config);
}

/** Asks for the key of a provider. Where there is a sign-in, it asks for that. */
export async function setKeyOf(configuration: Configuration, config: ProviderConfig): Promise<void> {
  const { keys } = configuration;
  const scopes = configuration.signInScopes(config);
  if (scopes) {
    const isSignedIn = await askForSignIn(scopes);
    if (isSignedIn) void vscode.window.showInformationMessage(l10n.t('Everpair: signed in for {0}.', config.label));
    return;
  }
  const key = await askForKey(config.label, await keys.source(config));
  if (key === undefined) return;
  if (key === '') {
    await keys.delete(config.id);
    void vscode.window.showInformationMessage(l10n.t('Everpair: the key for {0} was deleted.', config.label));
    return;
  }
  await keys.store(config.id, key);
  void vscode.window.showInformationMessage(l10n.t('Everpair: the key for {0} is stored.', config.label));
}

/** A key without spaces around it; empty where the stored one is to be deleted. Undefined where the user leaves. */
export async function askForKey(label: string, source: KeySource): Promise<string | undefined> {
  const key = await vscode.window.showInputBox({
    title: l10n.t('Everpair: API key for {0}', label),
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
  return key?.trim();
}

async function choiceOf(
  config: ProviderConfig,
  scopes: readonly string[] | undefined,
  keys: ApiKeys,
): Promise<ProviderChoice> {
  const source = await keys.source(config);
  const detail = scopes ? l10n.t('signs in with Microsoft') : sources[source]();
  return { label: config.label, description: config.id, detail, config };
}

function problemOf(text: string, source: KeySource): string | undefined {
  const key = text.trim();
  if (key === '') return source === 'stored' ? undefined : l10n.t('Paste the key here.');
  if (/\s/.test(key)) return l10n.t('A key has no spaces or line breaks in it.');
  return undefined;
}
