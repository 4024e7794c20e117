import * as vscode from 'vscode';
import type { ProviderConfig } from '../../engine/model';
import type { ApiKeys, KeySource } from '../../engine/config';

const sources: Record<KeySource, string> = {
  stored: 'stored in VS Code',
  environment: 'from the environment',
  none: 'no key yet',
};

interface ProviderChoice extends vscode.QuickPickItem {
  readonly config: ProviderConfig;
  readonly source: KeySource;
}

/** Asks for a provider and its key; an empty key deletes the stored one after a question. */
export async function setApiKey(configs: readonly ProviderConfig[], keys: ApiKeys): Promise<void> {
  const items = await Promise.all(configs.map((config) => choiceOf(config, keys)));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Everpair: Set API Key',
    placeHolder: 'Which provider is the key for?',
  });
  if (!picked) return;
  const { config, source } = picked;
  const stored = source === 'stored' ? ' Leave it empty to delete the stored one.' : '';
  const key = await vscode.window.showInputBox({
    title: `Everpair: API key for ${config.label}`,
    prompt: `The key is kept in VS Code's secret storage on this machine.${stored}`,
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => problemOf(text, source),
  });
  if (key === undefined) return;
  if (key.trim() === '') {
    await keys.delete(config.id);
    void vscode.window.showInformationMessage(`Everpair: the key for ${config.label} was deleted.`);
    return;
  }
  await keys.store(config.id, key.trim());
  void vscode.window.showInformationMessage(`Everpair: the key for ${config.label} is stored.`);
}

async function choiceOf(config: ProviderConfig, keys: ApiKeys): Promise<ProviderChoice> {
  const source = await keys.source(config);
  return { label: config.label, description: config.id, detail: sources[source], config, source };
}

function problemOf(text: string, source: KeySource): string | undefined {
  const key = text.trim();
  if (key === '') return source === 'stored' ? undefined : 'Paste the key here.';
  if (/\s/.test(key)) return 'A key has no spaces or line breaks in it.';
  return undefined;
}
