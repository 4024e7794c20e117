import * as l10n from '@vscode/l10n';
import type { KeptBackFile, SentFile } from '../../privacy/requestSources';

/** Files named at most in a sentence. */
const maxNamed = 5;

/** Which files stay here, without their text; a sentence. */
export function leftOutText(keptBack: readonly KeptBackFile[]): string {
  const named = keptBack.slice(0, maxNamed).map(({ path }) => path);
  const names = [...named, ...(keptBack.length > maxNamed ? ['…'] : [])].join(', ');
  return keptBack.length === 1
    ? l10n.t('1 file left out: {0}.', names)
    : l10n.t('{0} files left out: {1}.', keptBack.length, names);
}

/** The files of a request, for the user to look at. `sent`: what of them went along, by path. */
export function sentFilesOf(
  diffs: readonly { readonly path: string; readonly masked: readonly string[] }[],
  sent: readonly { readonly path: string; readonly text: string }[],
): readonly SentFile[] {
  return sent.map(({ path, text }) => ({
    path,
    part: l10n.t('changes'),
    chars: text.length,
    masked: diffs.find((diff) => diff.path === path)?.masked ?? [],
  }));
}
