import * as vscode from 'vscode';
import { settingsSection } from '../../engine/config';

/** Opens one setting: in the user's settings file, where lists are edited, or in the settings editor. */
export function showSetting(where: 'file' | 'editor', key: string): Thenable<unknown> {
  const id = `${settingsSection}.${key}`;
  return where === 'file'
    ? vscode.commands.executeCommand('workbench.action.openApplicationSettingsJson', { revealSetting: { key: id } })
    : vscode.commands.executeCommand('workbench.action.openSettings', `@id:${id}`);
}
