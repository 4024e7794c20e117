import * as vscode from 'vscode';
import { settingsSection, type SettingsSource } from '../../engine/config';
import { settingLevels } from './settingLevels';

/** The settings of Everpair as VS Code has them. */
export const editorSettings: SettingsSource = {
  levels: (key) => settingLevels(vscode.workspace.getConfiguration(settingsSection).inspect(key)),
  inFolders: (key) =>
    (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => {
      const inFolder = vscode.workspace.getConfiguration(settingsSection, uri);
      return settingLevels(inFolder.inspect(key)).folder[0];
    }),
  onDidChange: (listener) =>
    vscode.workspace.onDidChangeConfiguration((event) =>
      listener((key) => event.affectsConfiguration(`${settingsSection}.${key}`)),
    ),
  onDidChangeFolders: (listener) => vscode.workspace.onDidChangeWorkspaceFolders(() => listener()),
};
