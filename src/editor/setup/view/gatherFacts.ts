import type { Configuration, KeySource, LocalServers } from '../../../engine/config';
import { boundaryInWords, outsideInWords, type ProviderManager } from '../../../engine/failover';
import { type LinkTest, loadChainSetup, type SetupFacts } from '../../../engine/setup';
import { existingEntries } from '../addEntries';

export interface FactSources {
  readonly configuration: Configuration;
  readonly manager: Pick<ProviderManager, 'status'>;
}

/** What the page itself has found out and done. */
export interface SetupState extends Pick<SetupFacts, 'isLooking' | 'testing' | 'removed'> {
  /** Undefined before they were looked for. */
  readonly servers: LocalServers | undefined;
  readonly tests: ReadonlyMap<string, LinkTest>;
}

/** What is so now, for the view. Makes no request. */
export async function gatherFacts({ configuration, manager }: FactSources, state: SetupState): Promise<SetupFacts> {
  const { chainRows, foundServers } = loadChainSetup();
  const { servers, ...others } = state;
  const { policy, listed } = configuration;
  const entries = existingEntries(configuration);
  const configs = chainRows(entries ?? []).flatMap(({ link }) => link?.config ?? []);
  const keys = new Map<string, KeySource>();
  for (const config of configs) keys.set(config.id, await configuration.keys.source(config));
  const { providers } = manager.status();
  return {
    ...others,
    entries,
    isListed: listed !== undefined,
    environment: process.env,
    servers: servers ? foundServers(servers) : [],
    keys,
    signIns: new Set(configs.filter((config) => configuration.signInScopes(config)).map(({ id }) => id)),
    routes: new Map(providers.map(({ link }) => [link.provider.id, link.chat])),
    offReasons: new Map(
      providers.flatMap(({ link, offReason }) =>
        offReason === undefined ? [] : [[link.provider.id, offReason] as const],
      ),
    ),
    boundary: policy.boundary === 'any' ? undefined : boundaryInWords(policy.boundary),
    hasAllowedHosts: policy.allowedHosts !== undefined,
    outside: (receiver) => outsideInWords(receiver, policy),
  };
}
