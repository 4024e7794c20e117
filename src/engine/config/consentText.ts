import type { ConsentReason } from './consentRecord';

const words: Record<ConsentReason, string> = {
  local: 'This machine. No consent is needed.',
  listed: 'Allowed: you listed it in everpair.providers. Take it out there to forbid it.',
  allowed: 'Allowed: you said so.',
  never: 'Never: nothing is sent.',
  postponed: 'Not now: nothing is sent from this window.',
  'first-vendor': 'Allowed: it was the first vendor whose key you gave.',
  'not-asked': 'You will be asked before anything is sent.',
};

/** Why code may or may not go somewhere, as a sentence for a person. */
export function consentText(reason: ConsentReason): string {
  return words[reason];
}
