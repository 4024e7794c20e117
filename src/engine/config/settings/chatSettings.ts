import * as l10n from '@vscode/l10n';
import { shownValue } from '../../model/text/shortened';
import { settingKeys, settingsSection } from './settingKeys';
import type { SettingProblem } from './settingProblem';

export interface ChatSettings {
  /** Whether a model that costs little may be asked for the title of a conversation. */
  readonly titles: 'auto' | 'firstWords';
  /** A prompt that no provider could serve is sent by itself when one can. */
  readonly sendWhenBack: boolean;
  /** The user's own folder of prompt files: a whole path, or one that begins with `~`. Empty where there is none. */
  readonly promptsFolder: string;
}

/** From settings to the way of the chat. Pure. A value that is not understood is read as the one that sends the least. */
export function readChatSettings(values: {
  readonly titles: unknown;
  readonly sendWhenBack: unknown;
  readonly promptsFolder: unknown;
}): {
  readonly settings: ChatSettings;
  readonly problems: readonly SettingProblem[];
} {
  const { titles, sendWhenBack, promptsFolder } = values;
  const problems: SettingProblem[] = [];
  if (titles !== undefined && titles !== 'auto' && titles !== 'firstWords') {
    const name = `${settingsSection}.${settingKeys.chatTitles}`;
    const message = l10n.t(
      '{0} must be "auto" or "firstWords", not {1}. Until then no model is asked for titles.',
      name,
      shownValue(titles),
    );
    problems.push({ key: settingKeys.chatTitles, message });
  }
  if (sendWhenBack !== undefined && typeof sendWhenBack !== 'boolean') {
    const name = `${settingsSection}.${settingKeys.chatSendWhenBack}`;
    const message = l10n.t(
      '{0} must be true or false, not {1}. Until then nothing is sent by itself.',
      name,
      shownValue(sendWhenBack),
    );
    problems.push({ key: settingKeys.chatSendWhenBack, message });
  }
  if (promptsFolder !== undefined && !isFolder(promptsFolder)) {
    const name = `${settingsSection}.${settingKeys.chatPromptsFolder}`;
    const message = l10n.t(
      '{0} must be the whole path of a folder, or begin with "~/", not {1}. Until then no such folder is read.',
      name,
      shownValue(promptsFolder),
    );
    problems.push({ key: settingKeys.chatPromptsFolder, message });
  }
  return {
    settings: {
      titles: titles === undefined || titles === 'auto' ? 'auto' : 'firstWords',
      sendWhenBack: sendWhenBack === undefined || sendWhenBack === true,
      promptsFolder: isFolder(promptsFolder) ? promptsFolder : '',
    },
    problems,
  };
}

/** Of this system or another: settings are shared between machines. */
function isFolder(value: unknown): value is string {
  return typeof value === 'string' && (value === '' || /^(?:\/|~(?:[/\\]|$)|[a-z]:[/\\]|\\\\)/iu.test(value));
}
