import * as l10n from '@vscode/l10n';
import { shownValue } from '../model/text/shortened';
import { settingKeys, settingsSection } from './settingKeys';
import type { SettingProblem } from './settingProblem';

export interface ChatSettings {
  /** Whether a model that costs little may be asked for the title of a conversation. */
  readonly titles: 'auto' | 'firstWords';
  /** A prompt that no provider could serve is sent by itself when one can. */
  readonly sendWhenBack: boolean;
}

/** From settings to the way of the chat. Pure. A value that is not understood is read as the one that sends the least. */
export function readChatSettings(values: { readonly titles: unknown; readonly sendWhenBack: unknown }): {
  readonly settings: ChatSettings;
  readonly problems: readonly SettingProblem[];
} {
  const { titles, sendWhenBack } = values;
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
  return {
    settings: {
      titles: titles === undefined || titles === 'auto' ? 'auto' : 'firstWords',
      sendWhenBack: sendWhenBack === undefined || sendWhenBack === true,
    },
    problems,
  };
}
