import * as l10n from '@vscode/l10n';
import { failureDomainOf } from '../../model/failure/failureDomain';
import type { FimSupport } from '../../model/provider/provider';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import type { Route } from '../../model/route/route';
import { isSameModel } from '../../model/route/sameModel';
import { priceInWords } from '../../model/text/priceText';
import { hostOf } from '../../providers/catalogue/hosts';
import { supportOf } from '../../providers/openaiProtocol/fimEndpoints';
import { routesOf } from '../../providers/registry/routes';

/** A provider with the route that its chat takes. */
export interface RoutedLink {
  readonly config: ProviderConfig;
  readonly route: Route;
}

/** Undefined where the entry cannot be read. `known`: the route of the chain as it is asked, which has the user's own prices. */
export function routed(config: ProviderConfig, known: Route | undefined): RoutedLink {
  const isKnown = known?.model === config.model;
  return { config, route: isKnown ? known : routesOf(config).chat };
}

/** What a link adds to the others of its chain, clauses. `fim`: what its host has said. */
export function linkFacts(
  { config, route }: RoutedLink,
  others: readonly RoutedLink[],
  fim: FimSupport | undefined,
): readonly string[] {
  return [
    domainFact(route, others),
    sameModelFact(route, others),
    trustFact(route),
    fimFact(fim ?? knownFim(config, route)),
    priceFact(route),
  ].filter((fact) => fact !== undefined);
}

/** What is known of a provider that is in no chain yet. */
export function offerFacts(config: ProviderConfig): readonly string[] {
  const { route } = routed(config, undefined);
  return [trustFact(route), fimFact(knownFim(config, route)), priceFact(route)].filter((fact) => fact !== undefined);
}

function domainFact(route: Route, others: readonly RoutedLink[]): string {
  const domain = failureDomainOf(route.endpoint);
  const same = others.filter((other) => failureDomainOf(other.route.endpoint) === domain);
  return same.length === 0
    ? l10n.t('a place of its own')
    : l10n.t('the same place as {0}: they fail together', labelsOf(same));
}

function sameModelFact(route: Route, others: readonly RoutedLink[]): string | undefined {
  const domain = failureDomainOf(route.endpoint);
  const same = others.filter(
    (other) => isSameModel(other.route.model, route.model) && failureDomainOf(other.route.endpoint) !== domain,
  );
  return same.length === 0 ? undefined : l10n.t('the same model as {0}, at another place', labelsOf(same));
}

function labelsOf(links: readonly RoutedLink[]): string {
  return links.map(({ config }) => config.label).join(', ');
}

function trustFact({ trust, forwardedTo, traits: { price } }: Route): string | undefined {
  if (forwardedTo !== undefined) return l10n.t('handed on to {0}', forwardedTo);
  if (trust === 'private') return l10n.t('in your own network');
  if (trust === 'cloud') return undefined;
  // What costs something is a gateway to a vendor.
  return price?.input === 0 && price.output === 0
    ? l10n.t('on this machine: it answers without a network')
    : l10n.t('at an address of this machine');
}

/** As far as it is known without asking the host. */
function knownFim({ completionModel, preset }: ProviderConfig, { endpoint, model }: Route): FimSupport | undefined {
  const fim = hostOf(endpoint, preset).fim?.(completionModel ?? model);
  return fim && supportOf(fim);
}

function fimFact(fim: FimSupport | undefined): string | undefined {
  switch (fim) {
    case undefined:
      return undefined;
    case 'native':
      return l10n.t('fills in the middle');
    case 'template':
      return l10n.t('fills in the middle with models made for it');
    case 'none':
      return l10n.t('does not fill in the middle: completions are asked as chat');
  }
}

function priceFact({ traits: { price } }: Route): string {
  return price ? priceInWords(price) : l10n.t('price not known');
}
