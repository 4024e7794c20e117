import * as l10n from '@vscode/l10n';

/** The language of the texts that are shown, as a BCP 47 tag. Numbers, dates and lists are written in it too. */
export function textLanguage(): string {
  return l10n.t({ message: 'en', comment: ['the tag of the language'] });
}

/** A number as the language of the texts writes it: "1,234" in English. */
export function shownNumber(value: number, options?: Intl.NumberFormatOptions): string {
  return value.toLocaleString(textLanguage(), options);
}

/** Values of which one holds: "a, b, or c". */
export function shownAlternatives(values: readonly string[]): string {
  return new Intl.ListFormat(textLanguage(), { type: 'disjunction' }).format(values);
}

/** The direction in which the texts are read. */
export function textDirection(): 'ltr' | 'rtl' {
  return rightToLeft.has(new Intl.Locale(textLanguage()).maximize().script ?? '') ? 'rtl' : 'ltr';
}

/** Scripts that are written from right to left. */
const rightToLeft: ReadonlySet<string> = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm']);
