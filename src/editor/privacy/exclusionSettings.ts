import * as vscode from 'vscode';
import type { GlobLevels } from '../../engine/privacy';
import { filesSection } from '../ids';
import { settingKeys, settingsSection } from '../../engine/config';
import { settingLevels } from '../settings/settingLevels';

const hiddenKey = 'exclude';

/** The globs of a workspace folder, or those for files in none, as they stand in each settings file. */
export function exclusionLevels(folder: vscode.Uri | undefined): readonly GlobLevels[] {
  const hidden = vscode.workspace.getConfiguration(filesSection, folder).inspect(hiddenKey);
  const own = vscode.workspace.getConfiguration(settingsSection, folder).inspect(settingKeys.exclude);
  return [
    { setting: `${filesSection}.${hiddenKey}`, anywhere: false, ...levelsOf(hidden) },
    { setting: `${settingsSection}.${settingKeys.exclude}`, anywhere: true, ...levelsOf(own) },
  ];
}

export function concernsExclusion(event: vscode.ConfigurationChangeEvent): boolean {
  return [`${filesSection}.${hiddenKey}`, `${settingsSection}.${settingKeys.exclude}`].some((key) =>
    event.affectsConfiguration(key),
  );
}

type Inspected = ReturnType<vscode.WorkspaceConfiguration['inspect']>;

function levelsOf(values: Inspected): Pick<GlobLevels, 'user' | 'narrowing'> {
  const { byDefault, user, machine, workspace, folder } = settingLevels(values);
  return { user: [byDefault, user], narrowing: [...machine, ...workspace, ...folder] };
}
