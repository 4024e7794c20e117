import { readProviders } from '../../config/settings/providerSettings';
import { failureDomainOf } from '../../model/failure/failureDomain';
import type { ProviderConfig } from '../../model/provider/providerConfig';
import { presetOf } from '../../providers/catalogue/presets/presets';
import { descriptorOf } from '../../providers/registry/descriptors';
import { addressOf } from '../import/account/entry';
import { hostOf } from '../import/plan/importPlan';

/** One entry of the chain, as a set-up shows it. */
export interface ChainRow {
  /** In the list. */
  readonly index: number;
  /** As it was written. */
  readonly entry: unknown;
  /** Undefined where the entry cannot be read. */
  readonly link: ChainRowLink | undefined;
}

export interface ChainRowLink {
  readonly config: ProviderConfig;
  /** With the port where it is not the usual one. */
  readonly host: string;
  /** Labels of the other links that go through the same place, and so fail together with this one. */
  readonly fallsWith: readonly string[];
  readonly keyPage: string | undefined;
  /** Without a key it cannot answer. */
  readonly needsKey: boolean;
}

/** Pure. Links that are turned off add nothing to one another. */
export function chainRows(entries: readonly unknown[]): readonly ChainRow[] {
  const configs = entries.map((entry) => readProviders([entry]).configs[0]);
  const domains = configs.map((config) => config && failureDomainOf(addressOf(config) ?? ''));
  return entries.map((entry, index) => {
    const config = configs[index];
    if (!config) return { index, entry, link: undefined };
    const fallsWith = configs.flatMap((other, at) =>
      at !== index && other?.enabled && config.enabled && domains[at] === domains[index] ? [other.label] : [],
    );
    const { keyPage, needsKey } = keyFactsOf(config);
    return { index, entry, link: { config, host: hostOf(config), fallsWith, keyPage, needsKey } };
  });
}

function keyFactsOf({ type, preset, tenant }: ProviderConfig): Pick<ChainRowLink, 'keyPage' | 'needsKey'> {
  const [known, descriptor] = [presetOf(preset), descriptorOf(type)];
  return {
    keyPage: known?.keyPage ?? descriptor.keyPage,
    needsKey: tenant === undefined && (known ? !known.isServer : descriptor.needsKey),
  };
}
