import * as l10n from '@vscode/l10n';
import { trustOf } from '../catalogue/trust';

/** What is wrong with an address to fetch from, a sentence; undefined where it may be used. */
export function addressProblem(address: string): string | undefined {
  if (!URL.canParse(address)) return l10n.t('It is not a URL.');
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return l10n.t('It must begin with https:// or http://.');
  if (protocol === 'http:' && trustOf(hostname) === 'cloud')
    return l10n.t('A host on the public internet needs https.');
  return username === '' && password === '' ? undefined : l10n.t('It must not hold a user name or password.');
}
