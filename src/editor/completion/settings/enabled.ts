import * as vscode from 'vscode';
import { settingKeys, settingsSection } from '../../../engine/config';
import { settingLevels } from '../../settings/settingLevels';

type ByLanguage = Readonly<Record<string, boolean>>;

/** Whether the user has completions on for unnamed languages. The settings of a workspace do not count. */
export function isEnabledByUser(): boolean {
  return userValue()['*'] ?? true;
}

/** Turns completions on or off for unnamed languages in the user's settings. Resolves to the new state. */
export async function toggleForUser(): Promise<boolean> {
  const on = !isEnabledByUser();
  await setForUser('*', on);
  return on;
}

/** Turns completions on or off for one language in the user's settings. */
export async function setForUser(languageId: string, on: boolean): Promise<void> {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  const enabled = { ...userValue(), [languageId]: on };
  await settings.update(settingKeys.completionsEnabled, enabled, vscode.ConfigurationTarget.Global);
}

/**
 * The user's own value, since a value of a workspace or a remote machine must not become the user's. An invalid value
 * counts as off, as for completions.
 */
function userValue(): ByLanguage {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  const { user, byDefault } = settingLevels(settings.inspect(settingKeys.completionsEnabled));
  const value = user === undefined ? (byDefault ?? {}) : user;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { '*': false };
  return Object.fromEntries(Object.entries(value).map(([language, on]) => [language, on === true]));
}
