import * as l10n from '@vscode/l10n';
import type { CompletionFacts } from '../status/completionState';
import { timeOfDay } from '../status/languageStatusView';

/** What an option does. */
export type OptionAction =
  | { readonly type: 'ask' | 'file' | 'snooze' | 'resume' | 'provider' | 'statistics' | 'settings' | 'log' }
  | { readonly type: 'language'; readonly languageId: string; readonly enabled: boolean }
  | { readonly type: 'trigger'; readonly trigger: 'automatic' | 'manual' };

export type OptionItem =
  | { readonly kind: 'separator'; readonly label: string }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly description: string | undefined;
      readonly action: OptionAction;
    };

/** The rows of the options menu. Without a document, only the rows for all documents. Pure. */
export function completionOptions({
  document,
  snoozedUntil,
  trigger,
  provider,
}: {
  readonly document: Pick<CompletionFacts, 'languageId' | 'settings' | 'isOffInFile' | 'excludedBy'> | undefined;
  readonly snoozedUntil: number | undefined;
  readonly trigger: 'automatic' | 'manual';
  /** Label of the provider that the user has chosen to be asked first. */
  readonly provider: string | undefined;
}): readonly OptionItem[] {
  const isManual = trigger === 'manual';
  return [
    ...(document ? documentOptions(document) : []),
    { kind: 'separator', label: l10n.t('Everywhere') },
    snoozedUntil === undefined
      ? choice(l10n.t('$(bell-slash) Snooze for 5 minutes'), { type: 'snooze' })
      : choice(l10n.t('$(bell) Resume'), { type: 'resume' }, l10n.t('snoozed until {0}', timeOfDay(snoozedUntil))),
    ...(snoozedUntil === undefined
      ? []
      : [choice(l10n.t('$(bell-slash) Snooze for 5 minutes more'), { type: 'snooze' })]),
    isManual
      ? choice(
          l10n.t('$(zap) Suggest while typing'),
          { type: 'trigger', trigger: 'automatic' },
          l10n.t('now only when asked'),
        )
      : choice(
          l10n.t('$(person) Suggest only when asked'),
          { type: 'trigger', trigger: 'manual' },
          l10n.t('now while typing'),
        ),
    choice(l10n.t('$(server) Choose provider…'), { type: 'provider' }, provider ?? l10n.t('in the order of your list')),
    { kind: 'separator', label: 'Everpair' },
    choice(l10n.t('$(graph) Statistics'), { type: 'statistics' }),
    choice(l10n.t('$(gear) Settings'), { type: 'settings' }),
    choice(l10n.t('$(output) Show log'), { type: 'log' }),
  ];
}

function documentOptions({
  languageId,
  settings,
  isOffInFile,
  excludedBy,
}: Pick<CompletionFacts, 'languageId' | 'settings' | 'isOffInFile' | 'excludedBy'>): readonly OptionItem[] {
  const language = { type: 'language', languageId, enabled: !settings.enabled } as const;
  return [
    { kind: 'separator', label: l10n.t('Here') },
    ...(excludedBy === undefined ? [choice(l10n.t('$(sparkle) Suggest something now'), { type: 'ask' })] : []),
    settings.enabled
      ? choice(l10n.t('$(circle-slash) Turn off for {0}', languageId), language)
      : choice(l10n.t('$(play) Turn on for {0}', languageId), language),
    isOffInFile
      ? choice(l10n.t('$(play) Turn on in this file'), { type: 'file' })
      : choice(l10n.t('$(circle-slash) Turn off in this file'), { type: 'file' }),
  ];
}

function choice(label: string, action: OptionAction, description?: string): OptionItem {
  return { kind: 'choice', label, description, action };
}
