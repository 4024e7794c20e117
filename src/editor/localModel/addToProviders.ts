import * as vscode from 'vscode';
import { settingKeys, settingsSection, withLocalModel } from '../../engine/config';
import { editorSettings } from '../settings/editorSettings';

/** Puts the local model behind the providers that the user has listed. Without a list it is the last by itself. */
export async function addToProviders(name: string): Promise<void> {
  const { user } = editorSettings.levels(settingKeys.providers);
  const entries = Array.isArray(user) ? withLocalModel(user, name) : undefined;
  if (!entries) return;
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  await configuration.update(settingKeys.providers, entries, vscode.ConfigurationTarget.Global);
}
