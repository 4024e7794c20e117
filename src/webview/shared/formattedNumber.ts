import { textLanguage } from '../../engine/model';

/** "12,400", in the language of the texts. */
export function whole(value: number): string {
  return new Intl.NumberFormat(textLanguage(), { maximumFractionDigits: 0 }).format(value);
}

/** "950", "12.4K": for a place where there is little room. */
export function compact(value: number): string {
  return new Intl.NumberFormat(textLanguage(), { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** "6%" for 0.06. */
export function percent(value: number): string {
  return new Intl.NumberFormat(textLanguage(), { style: 'percent' }).format(value);
}
