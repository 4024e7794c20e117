import { shownNumber } from '../model/text/language';

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes for people, in powers of a thousand as disks and hosts count: `1.6 GB`. */
export function shownBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < units.length - 1; unit += 1) value /= 1_000;
  const digits = value < 10 && unit > 1 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${shownNumber(digits)} ${units[unit] ?? ''}`;
}
