import * as l10n from '@vscode/l10n';
import { shownValue } from '../../model/text/shortened';
import { addressProblem } from '../../providers/http/fetchAddress';
import { settingKeys, settingsSection } from './settingKeys';
import type { SettingProblem } from './settingProblem';

export interface LocalModelSettings {
  /** Empty: the publishers. Undefined: not understood, so nothing is fetched. */
  readonly mirror: string | undefined;
  /** Empty: the extension's own. Undefined: not understood, so nothing is kept. */
  readonly folder: string | undefined;
}

/** From settings to where a local model comes from and is kept. Pure. */
export function readLocalModelSettings(values: { readonly mirror: unknown; readonly folder: unknown }): {
  readonly settings: LocalModelSettings;
  readonly problems: readonly SettingProblem[];
} {
  const problems: SettingProblem[] = [];
  const mirror = values.mirror === undefined ? '' : values.mirror;
  const folder = values.folder === undefined ? '' : values.folder;
  const why = mirrorProblem(mirror);
  if (why !== undefined) {
    const name = `${settingsSection}.${settingKeys.localModelMirror}`;
    const message = l10n.t(
      '{0} cannot be used ({1}). {2} Until then nothing is fetched.',
      name,
      shownValue(mirror),
      why,
    );
    problems.push({ key: settingKeys.localModelMirror, message });
  }
  if (!isFolder(folder)) {
    const name = `${settingsSection}.${settingKeys.localModelFolder}`;
    const message = l10n.t(
      '{0} must be the whole path of a folder, not {1}. Until then nothing is fetched.',
      name,
      shownValue(folder),
    );
    problems.push({ key: settingKeys.localModelFolder, message });
  }
  return {
    settings: {
      mirror: why === undefined && typeof mirror === 'string' ? mirror.trim() : undefined,
      folder: isFolder(folder) ? folder.trim() : undefined,
    },
    problems,
  };
}

function mirrorProblem(value: unknown): string | undefined {
  if (typeof value !== 'string') return l10n.t('It is not a URL.');
  return value.trim() === '' ? undefined : addressProblem(value.trim());
}

/** Of this system or another: settings are shared between machines. */
function isFolder(value: unknown): value is string {
  return typeof value === 'string' && (value.trim() === '' || /^\s*(?:\/|[a-z]:[/\\]|\\\\)/iu.test(value));
}
