import * as vscode from 'vscode';
import { settingKeys, settingsSection } from '../ids';

type ByLanguage = Readonly<Record<string, boolean>>;

/** Whether completions are on in a document, by its workspace's settings too. */
export function isEnabledIn(document: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration(settingsSection, document);
  const enabled = settings.get<ByLanguage>(settingKeys.completionsEnabled, {});
  return (enabled[document.languageId] ?? enabled['*']) !== false;
}

/** Whether the user has them on for languages that are not named, whatever a workspace says. */
export function isEnabledByUser(): boolean {
  return userValue()['*'] !== false;
}

/** Turns them on or off for languages that are not named, in the user's settings; resolves to what they are now. */
export async function toggleForUser(): Promise<boolean> {
  const enabled = { ...userValue(), '*': !isEnabledByUser() };
  const settings = vscode.workspace.getConfiguration(settingsSection);
  await settings.update(settingKeys.completionsEnabled, enabled, vscode.ConfigurationTarget.Global);
  return enabled['*'];
}

/** A workspace's value must not become the user's. */
function userValue(): ByLanguage {
  const set = vscode.workspace.getConfiguration(settingsSection).inspect<ByLanguage>(settingKeys.completionsEnabled);
  return set?.globalValue ?? set?.defaultValue ?? {};
}
