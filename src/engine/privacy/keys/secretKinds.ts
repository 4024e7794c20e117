import * as l10n from '@vscode/l10n';

/** The kinds of secrets that can be masked, by their name in English, which stored conversations hold. */
const kinds: Readonly<Record<string, () => string>> = {
  'a GitHub token': () => l10n.t('a GitHub token'),
  'a GitLab token': () => l10n.t('a GitLab token'),
  'a Google key': () => l10n.t('a Google key'),
  'a JSON web token': () => l10n.t('a JSON web token'),
  'a Slack token': () => l10n.t('a Slack token'),
  'a Stripe key': () => l10n.t('a Stripe key'),
  'a bearer token': () => l10n.t('a bearer token'),
  'a bot token': () => l10n.t('a bot token'),
  'a cloud token': () => l10n.t('a cloud token'),
  'a hash of a password': () => l10n.t('a hash of a password'),
  'a key': () => l10n.t('a key'),
  'a key in an address': () => l10n.t('a key in an address'),
  'a package registry token': () => l10n.t('a package registry token'),
  'a password': () => l10n.t('a password'),
  'a password in a command': () => l10n.t('a password in a command'),
  'a password in a connection string': () => l10n.t('a password in a connection string'),
  'a password in an address': () => l10n.t('a password in an address'),
  'a private key': () => l10n.t('a private key'),
  'a service token': () => l10n.t('a service token'),
  'a session': () => l10n.t('a session'),
  'a token in an address': () => l10n.t('a token in an address'),
  'a wallet key': () => l10n.t('a wallet key'),
  'a webhook': () => l10n.t('a webhook'),
  'an AI service key': () => l10n.t('an AI service key'),
  'an API key': () => l10n.t('an API key'),
  'an AWS access key': () => l10n.t('an AWS access key'),
  'an AWS key': () => l10n.t('an AWS key'),
  'an AWS secret key': () => l10n.t('an AWS secret key'),
  'an Azure key': () => l10n.t('an Azure key'),
  'an age key': () => l10n.t('an age key'),
  'an infrastructure token': () => l10n.t('an infrastructure token'),
};

/** The kinds of secrets that were masked, for a person: "a password, an AWS key". */
export function shownSecretKinds(names: readonly string[]): string {
  return names
    .map((name) => kinds[name]?.() ?? name)
    .join(l10n.t({ message: ', ', comment: ['between items of a list'] }));
}
