import type { SettingLevels, SettingsSource } from '../../engine/config';
import type { JsonFile } from './jsonFile';

/** Settings that are read once: the tool ends before they change. */
export function fileSettings(user: JsonFile, folders: readonly JsonFile[]): SettingsSource {
  return {
    levels: (key): SettingLevels => ({
      byDefault: undefined,
      user: user[key],
      userLanguage: undefined,
      machine: [],
      workspace: [],
      folder: [],
    }),
    inFolders: (key) => folders.map((values) => values[key]),
    onDidChange: never,
    onDidChangeFolders: never,
  };
}

function never(): { dispose(): void } {
  return { dispose: () => undefined };
}
