import * as l10n from '@vscode/l10n';
import { allowed, type ReleaseDecision, type FileFacts, keptBack, type Use } from './release';
import { isSecretPath } from './secretNames';

/** The rule that is shown for a file with a name of secrets. */
export function secretNameRule(): string {
  return l10n.t('its name, which files with secrets often have');
}

/**
 * The one place that decides whether text of a file may go into a request. A file that is ignored, excluded, outside the
 * workspace or untitled never goes into requests for other files; completions in the last two use their own file alone. A
 * user who adds a file by hand overrules that, except where its name says that it holds secrets. Pure.
 */
export function maySend({ path, place, excludedBy, isTooLarge = false }: FileFacts, use: Use): ReleaseDecision {
  if (isSecretPath(path)) return keptBack('secret-name', secretNameRule());
  if (excludedBy?.reason === 'secret-name') return keptBack('secret-name', excludedBy.rule);
  if (use === 'chosen') return allowed;
  if (excludedBy) return keptBack(excludedBy.reason, excludedBy.rule);
  if (use === 'itself') return allowed;
  if (place === 'outside') return keptBack('outside', l10n.t('its place outside the workspace'));
  if (place === 'untitled') return keptBack('untitled', l10n.t('being in no file yet'));
  return isTooLarge ? keptBack('too-large', l10n.t('its size')) : allowed;
}
