import * as vscode from 'vscode';
import { readEndpointSettings, settingKeys, type SettingProblem, settingsSection } from '../../engine/config';
import { editorSettings } from '../settings/editorSettings';

/** What the user wants of the endpoint. Neither a workspace nor the machine at the other end of a remote window has a say. */
export interface WantedEndpoint {
  readonly isEnabled: boolean;
  readonly port: number;
  readonly problems: readonly SettingProblem[];
}

export function wantedEndpoint(): WantedEndpoint {
  const { settings, problems } = readEndpointSettings({
    enabled: editorSettings.levels(settingKeys.endpointEnabled).user,
    port: editorSettings.levels(settingKeys.endpointPort).user,
  });
  const { enabled, port } = settings;
  return { isEnabled: enabled && port !== undefined, port: port ?? 0, problems };
}

export async function enableEndpoint(isEnabled: boolean): Promise<void> {
  const settings = vscode.workspace.getConfiguration(settingsSection);
  await settings.update(settingKeys.endpointEnabled, isEnabled ? true : undefined, vscode.ConfigurationTarget.Global);
}

export function onDidChangeEndpointSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`${settingsSection}.endpoint`)) listener();
  });
}
