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
    { kind: 'separator', label: 'Everywhere' },
    snoozedUntil === undefined
      ? choice('$(bell-slash) Snooze for 5 minutes', { type: 'snooze' })
      : choice('$(bell) Resume', { type: 'resume' }, `snoozed until ${timeOfDay(snoozedUntil)}`),
    ...(snoozedUntil === undefined ? [] : [choice('$(bell-slash) Snooze for 5 minutes more', { type: 'snooze' })]),
    isManual
      ? choice('$(zap) Suggest while typing', { type: 'trigger', trigger: 'automatic' }, 'now only when asked')
      : choice('$(person) Suggest only when asked', { type: 'trigger', trigger: 'manual' }, 'now while typing'),
    choice('$(server) Choose provider…', { type: 'provider' }, provider ?? 'in the order of your list'),
    { kind: 'separator', label: 'Everpair' },
    choice('$(graph) Statistics', { type: 'statistics' }),
    choice('$(gear) Settings', { type: 'settings' }),
    choice('$(output) Show log', { type: 'log' }),
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
    { kind: 'separator', label: 'Here' },
    ...(excludedBy === undefined ? [choice('$(sparkle) Suggest something now', { type: 'ask' })] : []),
    settings.enabled
      ? choice(`$(circle-slash) Turn off for ${languageId}`, language)
      : choice(`$(play) Turn on for ${languageId}`, language),
    isOffInFile
      ? choice('$(play) Turn on in this file', { type: 'file' })
      : choice('$(circle-slash) Turn off in this file', { type: 'file' }),
  ];
}

function choice(label: string, action: OptionAction, description?: string): OptionItem {
  return { kind: 'choice', label, description, action };
}
