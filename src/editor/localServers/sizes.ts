import * as l10n from '@vscode/l10n';
import { shownNumber } from '../../engine/model';

/** Bytes as people say them. */
export function shownBytes(bytes: number): string {
  const [unit, size] = bytes >= 1e9 ? (['gigabyte', 1e9] as const) : (['megabyte', 1e6] as const);
  return shownNumber(bytes / size, { style: 'unit', unit, maximumFractionDigits: unit === 'gigabyte' ? 1 : 0 });
}

/** How far a load is: sizes, rate and what is left, as far as they are known. */
export function shownLoad(loadedBytes: number, totalBytes: number, bytesPerSecond: number | undefined): string {
  const [loaded, total] = [shownBytes(loadedBytes), shownBytes(totalBytes)];
  if (bytesPerSecond === undefined) return l10n.t('{0} of {1}', loaded, total);
  const rate = l10n.t('{0} per second', shownBytes(bytesPerSecond));
  if (bytesPerSecond < 1) return l10n.t('{0} of {1}, nothing comes just now', loaded, total);
  return l10n.t(
    '{0} of {1}, {2}, {3} left',
    loaded,
    total,
    rate,
    shownTime((totalBytes - loadedBytes) / bytesPerSecond),
  );
}

function shownTime(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes >= 1
    ? shownNumber(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'short' })
    : shownNumber(Math.ceil(seconds), { style: 'unit', unit: 'second', unitDisplay: 'short' });
}
