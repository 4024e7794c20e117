import * as l10n from '@vscode/l10n';

/** Whether rules are sent. A value that is not understood sends none. */
export interface RulesSetting {
  readonly isOn: boolean;
  /** Told where the value is not understood. */
  readonly problem?: string;
}

export function readRulesSetting(value: unknown): RulesSetting {
  if (typeof value === 'boolean') return { isOn: value };
  return {
    isOn: false,
    problem: l10n.t('The setting "everpair.chat.rules" has to be true or false. Rules are not sent as it is.'),
  };
}
