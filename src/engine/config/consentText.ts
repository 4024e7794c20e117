import * as l10n from '@vscode/l10n';
import type { ConsentReason } from './consentRecord';

const words: Record<ConsentReason, () => string> = {
  local: () => l10n.t('This machine. No consent is needed.'),
  listed: () => l10n.t('Allowed: you listed it in everpair.providers. Take it out there to forbid it.'),
  allowed: () => l10n.t('Allowed: you said so.'),
  never: () => l10n.t('Never: nothing is sent.'),
  postponed: () => l10n.t('Not now: nothing is sent from this window.'),
  'first-vendor': () => l10n.t('Allowed: it was the first vendor whose key you gave.'),
  'not-asked': () => l10n.t('You will be asked before anything is sent.'),
};

/** Why code may or may not go somewhere, as a sentence for a person. */
export function consentText(reason: ConsentReason): string {
  return words[reason]();
}
