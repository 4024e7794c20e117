import * as l10n from '@vscode/l10n';

/** A length of time in its largest fitting unit, rounded up: "40 s", "3 min", "2 h". */
export function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  if (seconds < 100) return l10n.t('{0} s', seconds);
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? l10n.t('{0} min', minutes) : l10n.t('{0} h', Math.ceil(minutes / 60));
}
