import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { settingKeys, settingsSection } from '../../engine/config';
import { type JsonFile, readJsonFile } from './jsonFile';

/** The settings of a folder that count: each can only narrow what the user has set. */
const narrowing: readonly string[] = [settingKeys.boundary, settingKeys.allowedHosts, settingKeys.exclude];

export interface FolderSettings {
  /** Of each file, those that narrow. */
  readonly values: readonly JsonFile[];
  /** What the files say besides, for a person. */
  readonly problems: readonly string[];
}

/**
 * What `everpair.json` and `.vscode/settings.json` say in this folder and those above it. A repository writes them: they may keep code from
 * leaving, and never send it anywhere.
 */
export async function folderSettings(folder: string, userFile: string | undefined): Promise<FolderSettings> {
  const values: JsonFile[] = [];
  const problems: string[] = [];
  for (const each of upwards(folder)) {
    const own = path.join(each, 'everpair.json');
    const plain = own === userFile ? undefined : await readJsonFile(own);
    if (plain) {
      values.push(plain);
      const ignored = Object.keys(plain).filter((key) => key !== '$schema' && !narrowing.includes(key));
      if (ignored.length > 0)
        problems.push(
          l10n.t(
            '{0} belongs to the folder, so that only "boundary", "allowedHosts" and "exclude" count of it, and not {1}. Name it with --config if it is yours.',
            own,
            ignored.map((key) => `"${key}"`).join(', '),
          ),
        );
    }
    const editor = await readJsonFile(path.join(each, '.vscode', 'settings.json'));
    if (editor) values.push(Object.fromEntries(narrowing.map((key) => [key, editor[`${settingsSection}.${key}`]])));
  }
  return { values, problems };
}

function upwards(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}
