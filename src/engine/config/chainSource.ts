import type { ChainLink } from '../failover/api/providerManager';
import type { ProviderConfig } from '../model/providerConfig';
import type { Route } from '../model/route';
import { forwardedByName, ForwardedModels } from '../providers/catalogue/forwardedModels';
import type { ProviderDescriptor } from '../providers/descriptor/providerDescriptor';
import { createProvider } from '../providers/registry/createProvider';
import { descriptorOf, descriptors } from '../providers/registry/descriptors';
import { endpointOf, routesOf } from '../providers/registry/routes';
import type { ApiKeys } from './apiKeys';
import { configsByKey, defaultChain } from './defaultChain';
import { LocalServerSearch, type LocalServerSearchDeps } from './localServerSearch';
import type { PriceSettings } from './priceSettings';
import { readProviders } from './providerSettings';

export interface ChainSourceDeps extends Omit<LocalServerSearchDeps, 'onFound'> {
  /** The user's own value of `everpair.providers`, undefined when there is none. Never a workspace's. */
  readonly setting: () => unknown;
  /** The user's own prices, read at each rebuild; none where absent. */
  readonly prices?: () => Pick<PriceSettings, 'priceOf'>;
  readonly keys: Pick<ApiKeys, 'get' | 'source' | 'isInEnvironment'>;
  /** False where a repository may have written the environment, as a dev container's can. */
  readonly environmentIsUsers: boolean;
  readonly onChain: (chain: BuiltChain) => void;
  /** All there are, where it is absent. */
  readonly descriptors?: readonly ProviderDescriptor[];
}

/** A chain, and what its making says of consent. */
export interface BuiltChain {
  readonly links: readonly ChainLink[];
  /** Routes of the user's own setting, as they are written there. */
  readonly listed: readonly Route[];
  /** The first vendor of a chain without a setting, used because the user gave its key. */
  readonly firstVendor: Route | undefined;
}

/** Turns settings, keys and what runs on this machine into the chain, and keeps it current. */
export class ChainSource {
  private built = 0;
  private readonly descriptors: readonly ProviderDescriptor[];
  private readonly searches: readonly LocalServerSearch[];
  private readonly forwardedModels = new ForwardedModels(() => void this.rebuild());

  constructor(private readonly deps: ChainSourceDeps) {
    this.descriptors = deps.descriptors ?? descriptors;
    const searchDeps = { ...deps, onFound: () => this.rebuild() };
    this.searches = this.descriptors.flatMap((descriptor) => {
      const { localServer } = descriptor;
      return localServer ? new LocalServerSearch(descriptor, localServer, searchDeps) : [];
    });
  }

  /** Reads settings and keys again. Makes no request. */
  async rebuild(): Promise<void> {
    this.built += 1;
    const current = this.built;
    const value = this.deps.setting();
    const { configs, listed, firstVendor, problems }: Chain =
      value === undefined ? await this.fromMachine() : { ...readProviders(value, this.descriptors), listed: true };
    // A slower rebuild that began earlier must not overwrite a newer one.
    if (current !== this.built) return;
    const priceOf = this.deps.prices?.().priceOf;
    const links = configs.filter((config) => config.enabled).map((config) => this.linkOf(config, priceOf));
    this.deps.onProblems(problems);
    const routes = links.flatMap(({ chat, completion }) => [chat, completion]);
    this.deps.onChain({
      links,
      listed: listed ? routes.filter((route) => this.isAsWritten(route)) : [],
      firstVendor: routes.find(({ providerId }) => providerId === firstVendor),
    });
  }

  /** Awaited before a request: looks for local servers where no setting names the providers. Fast when nothing is new. */
  async prepare(signal: AbortSignal): Promise<void> {
    if (this.deps.setting() !== undefined || signal.aborted) return;
    await Promise.all(this.searches.map((search) => search.run()));
  }

  private async fromMachine(): Promise<Chain> {
    const sources = new Map(
      await Promise.all(
        configsByKey(this.descriptors).map(
          async (config) => [config.type, await this.deps.keys.source(config)] as const,
        ),
      ),
    );
    const keys = new Set([...sources].flatMap(([type, source]) => (source === 'none' ? [] : type)));
    const servers = new Map(
      this.searches.flatMap(({ descriptor, found }) => (found ? [[descriptor.type, found] as const] : [])),
    );
    const configs = defaultChain({ keys, servers }, this.descriptors);
    const [first] = configs;
    // By a key alone: that something answers at an address is no act of the user's.
    const source = first && sources.get(first.type);
    const isUsers = source === 'stored' || (source === 'environment' && this.deps.environmentIsUsers);
    return { configs, listed: false, firstVendor: isUsers ? first?.id : undefined, problems: [] };
  }

  /** A listed model counts as consent to forwarding only if the model's name shows the forwarding. */
  private isAsWritten({ endpoint, model }: Route): boolean {
    return this.forwardedModels.get(endpoint, model) === forwardedByName(model);
  }

  private linkOf(config: ProviderConfig, priceOf: PriceSettings['priceOf'] | undefined): ChainLink {
    const descriptor = descriptorOf(config.type, this.descriptors);
    const forwarding = this.forwardedModels.notesFor(endpointOf(config, descriptor));
    const routes = routesOf(config, {
      keyInEnvironment: this.deps.keys.isInEnvironment(config),
      forwardedTo: (_endpoint, model) => forwarding.route(model),
      descriptor,
      priceOf,
    });
    const deps = {
      apiKey: () => this.deps.keys.get(config),
      fetch: this.deps.fetch,
      clock: this.deps.clock,
      forwarding,
    };
    return { provider: createProvider(config, deps, descriptor), label: config.label, ...routes };
  }
}

interface Chain {
  readonly configs: readonly ProviderConfig[];
  /** The user wrote it down, which is their agreement. */
  readonly listed: boolean;
  /** Id of the provider at the head of a chain that was not listed, where the user themselves gave its key. */
  readonly firstVendor?: string | undefined;
  readonly problems: Parameters<ChainSourceDeps['onProblems']>[0];
}
