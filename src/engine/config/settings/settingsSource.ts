import type { Disposable } from '../../model/async/event';

/**
 * A setting as it stands in each settings file; undefined where it is not set. A repository can write the settings of a
 * remote machine (a dev container's customisations), so these may only narrow, like those of a workspace.
 */
export interface SettingLevels {
  readonly byDefault: unknown;
  /** The user's own settings file. */
  readonly user: unknown;
  /** The user's own, for the document's language. */
  readonly userLanguage: unknown;
  /** The settings of the remote machine, in general and for the document's language. */
  readonly machine: readonly unknown[];
  /** Those of the workspace and of the folder, in general and for the document's language. */
  readonly workspace: readonly unknown[];
  readonly folder: readonly unknown[];
}

/** Where settings come from: a host brings it. Keys are those of `settingKeys`. */
export interface SettingsSource {
  levels(key: string): SettingLevels;
  /** The setting in each folder of the workspace; undefined where a folder does not set it. */
  inFolders(key: string): readonly unknown[];
  /** A setting was changed; `affects` says whether it was this one. */
  onDidChange(listener: (affects: (key: string) => boolean) => void): Disposable;
  onDidChangeFolders(listener: () => void): Disposable;
}
