import * as l10n from '@vscode/l10n';

/** The language of the texts that are shown, as a BCP 47 tag. Numbers, dates and lists are written in it too. */
export function textLanguage(): string {
  return l10n.t({ message: 'en', comment: ['the tag of the language'] });
}

/** The direction in which the texts are read. */
export function textDirection(): 'ltr' | 'rtl' {
  return rightToLeft.has(new Intl.Locale(textLanguage()).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** Scripts that are written from right to left. */
const rightToLeft: ReadonlySet<string> = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm']);
