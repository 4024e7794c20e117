import { allowed, type ReleaseDecision, type FileFacts, keptBack, type Use } from './release';
import { isSecretPath } from './secretNames';

/** What a name of secrets is told as. */
export const secretNameRule = 'its name, which files with secrets often have';

/**
 * The one place that decides whether text of a file may go into a request. A file is never told to others that is ignored,
 * excluded, outside of the workspace or in no file yet; completions in the last two have themselves alone. Who adds a file
 * with their own hand overrules that, but not that its name says that it holds secrets. Pure.
 */
export function maySend({ path, place, excludedBy, isTooLarge = false }: FileFacts, use: Use): ReleaseDecision {
  if (isSecretPath(path)) return keptBack('secret-name', secretNameRule);
  if (excludedBy?.reason === 'secret-name') return keptBack('secret-name', excludedBy.rule);
  if (use === 'chosen') return allowed;
  if (excludedBy) return keptBack(excludedBy.reason, excludedBy.rule);
  if (use === 'itself') return allowed;
  if (place === 'outside') return keptBack('outside', 'its place outside the workspace');
  if (place === 'untitled') return keptBack('untitled', 'being in no file yet');
  return isTooLarge ? keptBack('too-large', 'its size') : allowed;
}
