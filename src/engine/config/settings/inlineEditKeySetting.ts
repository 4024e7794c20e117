import * as l10n from '@vscode/l10n';
import { settingKeys, settingsSection } from './settingKeys';
import type { SettingProblem } from './settingProblem';

/** When inline edits have their short key: where nobody else has it, in any case, or not at all. */
export type InlineEditKeyUse = 'free' | 'always' | 'never';

/** Nobody loses a key by a value that is not understood. */
export function readInlineEditKey(value: unknown): {
  readonly use: InlineEditKeyUse;
  readonly problems: readonly SettingProblem[];
} {
  if (value === 'free' || value === 'always' || value === 'never') return { use: value, problems: [] };
  const key = settingKeys.inlineEditKey;
  const name = `${settingsSection}.${key}`;
  const message = l10n.t('{0} must be "free", "always" or "never". Until then Ctrl+I is left alone.', name);
  return { use: 'never', problems: [{ key, message }] };
}
