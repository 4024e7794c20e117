import * as l10n from '@vscode/l10n';
import { readProviders } from '../../config/settings/providerSettings';
import { shortHost } from '../../model/text/shortened';
import type { Candidate } from '../chain/candidates';
import { offerFacts, routed } from './linkFacts';
import type { OfferView } from './protocol';
import type { SetupFacts } from './setupFacts';

/** A name for a candidate among all: of each place there is one. */
export function offerId({ entry: { type, preset, baseUrl } }: Candidate): string {
  return [type, preset, baseUrl].filter((part) => part !== undefined).join(' ');
}

export function offerView(candidate: Candidate, { outside }: Pick<SetupFacts, 'outside'>): OfferView {
  const { entry, label, host, by } = candidate;
  const [config] = readProviders([entry]).configs;
  const warning = config && outside(routed(config, undefined).route);
  return {
    offerId: offerId(candidate),
    label,
    host: shortHost(host),
    model: entry.model,
    facts: [...whyOffered(candidate), ...(config ? offerFacts(config) : [])],
    ...(warning === undefined ? {} : { warning }),
    needsKey: by.kind === 'key',
    ...(by.kind === 'key' && by.page !== undefined ? { keyPage: new URL(by.page).host } : {}),
  };
}

function whyOffered({ by }: Candidate): readonly string[] {
  switch (by.kind) {
    case 'server':
      return [by.models.length === 1 ? l10n.t('one model') : l10n.t('{0} models', by.models.length)];
    case 'variable':
      return [l10n.t('key from {0}', by.name)];
    case 'key':
      return [];
  }
}
