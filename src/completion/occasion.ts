import { basename } from 'node:path/posix';
import { lineBefore, lineBehind } from './hole';
import type { CompletionQuery } from './engine';

/** Files whose contents must reach no one. */
const secretFiles =
  /^(?:\.env(?:\..*)?|.*\.(?:pem|key|p12|pfx|jks|keystore|kdbx)|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.npmrc|\.pypirc|credentials|secrets?\.(?:ya?ml|json|toml))$/i;

/** Longer lines are data or minified code. */
const longestLine = 2_000;

/** A file whose contents are secret by its name. */
export function isSecretFile(path: string): boolean {
  return secretFiles.test(basename(path.replaceAll('\\', '/')));
}

/**
 * Whether a suggestion could be of use at this place: not inside a word or before code on the same line, not in a line
 * without end. Who asks explicitly is always answered.
 */
export function isOccasion({ hole, explicit }: Pick<CompletionQuery, 'hole' | 'explicit'>): boolean {
  if (isSecretFile(hole.path)) return false;
  const before = lineBefore(hole);
  const behind = lineBehind(hole);
  if (before.length + behind.length > longestLine) return false;
  if (explicit) return true;
  if (hole.prefix.trim() === '' && hole.suffix.trim() === '') return false;
  // Closing brackets and the like may stand behind the cursor: editors write them by themselves.
  return /^[\s)\]}>'"`;,:]*$/.test(behind);
}
