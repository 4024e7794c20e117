import * as l10n from '@vscode/l10n';
import { settingsSection } from './settingKeys';
import type { SettingProblem } from './settingProblem';

/** Characters. They go with every request. */
const maxChars = 4_000;

/** The user's own words on what an answer is to be like; none where the value is not understood. */
export function readInstructions(
  key: string,
  value: unknown,
): { readonly text: string; readonly problems: readonly SettingProblem[] } {
  if (typeof value === 'string' && value.length <= maxChars) return { text: value.trim(), problems: [] };
  const name = `${settingsSection}.${key}`;
  const message =
    typeof value === 'string'
      ? l10n.t('{0} is longer than {1} characters. Until it is shorter it is not sent.', name, maxChars)
      : l10n.t('{0} must be a text. Until then it is not sent.', name);
  return { text: '', problems: [{ key, message }] };
}
