import * as l10n from '@vscode/l10n';
import { readProviders } from '../../config/settings/providerSettings';
import { failureDomainOf } from '../../model/failure/failureDomain';
import { candidates } from '../chain/candidates';
import { chainRows } from '../chain/chainRows';
import { routed } from './linkFacts';
import { linkViews } from './linkView';
import { nextStep } from './nextStep';
import { offerView } from './offerView';
import type { LimitView, SetupView } from './protocol';
import type { SetupFacts } from './setupFacts';

/** All that the page of the set-up shows. Pure. */
export function setupView(facts: SetupFacts): SetupView {
  const { entries, isListed, isLooking, removed, testing } = facts;
  if (!entries) return unreadable(isLooking);
  const links = linkViews(chainRows(entries), facts);
  const offers = candidates(entries, facts).map((candidate) => offerView(candidate, facts));
  const found = offers.filter(({ needsKey }) => !needsKey);
  return {
    next: nextStep({ links, found, isAlone: isAlone(entries) }),
    limits: limits(facts),
    ...(isListed || links.length === 0
      ? {}
      : { origin: l10n.t('These were found. With the first change they are written into your settings.') }),
    links,
    ...(removed === undefined ? {} : { removed }),
    ...(testing === undefined ? {} : { test: testing }),
    found,
    isLooking,
    byKey: offers.filter(({ needsKey }) => needsKey),
  };
}

function unreadable(isLooking: boolean): SetupView {
  return {
    problem: l10n.t(
      'everpair.providers is no list, so that no chain can be read from it. Mend it in the settings file.',
    ),
    next: { text: l10n.t('Open the setting.'), action: { type: 'open-setting' } },
    limits: [],
    links: [],
    found: [],
    isLooking,
    byKey: [],
  };
}

function limits({ boundary, hasAllowedHosts }: SetupFacts): readonly LimitView[] {
  return [
    ...(boundary === undefined
      ? []
      : [{ text: l10n.t('A setting holds here: {0}.', boundary), command: 'open-boundary' as const }]),
    ...(hasAllowedHosts
      ? [{ text: l10n.t('Code may go to the allowed hosts only.'), command: 'open-allowed-hosts' as const }]
      : []),
  ];
}

/** All links that are on fail together. */
function isAlone(entries: readonly unknown[]): boolean {
  const on = readProviders(entries).configs.filter(({ enabled }) => enabled);
  return new Set(on.map((config) => failureDomainOf(routed(config, undefined).route.endpoint))).size < 2;
}
