import * as vscode from 'vscode';
import { settingKeys, settingsSection } from '../../../engine/config/settingKeys';
import { settingLevels } from '../../settings/settingLevels';

type ByLanguage = Readonly<Record<string, boolean>>;

/** Whether the user has them on for languages that are not named, whatever a workspace says. */
export function isEnabledByUser(): boolean {
  return userValue()['*'] ?? true;
}

/** Turns them on or off for languages that are not named, in the user's settings; resolves to what they are now. */
export async function toggleForUser(): Promise<boolean> {
  const on = !isEnabledByUser();
  await setForUser('*', on);
  return on;
}

/** Turns them on or off for one language, in the user's settings. */
export async function setForUser(languageId: string, on: boolean): Promise<void> {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  const enabled = { ...userValue(), [languageId]: on };
  await settings.update(settingKeys.completionsEnabled, enabled, vscode.ConfigurationTarget.Global);
}

/**
 * The value of a workspace or a remote machine must not become the user's. What is not understood counts as off, as it does
 * for completions.
 */
function userValue(): ByLanguage {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  const { user, byDefault } = settingLevels(settings.inspect(settingKeys.completionsEnabled));
  const value = user === undefined ? (byDefault ?? {}) : user;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { '*': false };
  return Object.fromEntries(Object.entries(value).map(([language, on]) => [language, on === true]));
}
