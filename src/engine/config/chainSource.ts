import type { ChainLink } from '../failover/api/providerManager';
import type { Event } from '../model/async/event';
import type { ProviderConfig } from '../model/provider/providerConfig';
import type { Route } from '../model/route/route';
import { forwardedByName, ForwardedModels } from '../providers/catalogue/forwardedModels';
import type { ProviderFetch } from '../providers/connection/providerFetch';
import type { ProviderDescriptor } from '../providers/descriptor/providerDescriptor';
import type { ProviderDeps } from '../providers/http/account';
import { createProvider } from '../providers/registry/createProvider';
import { descriptorOf, descriptors } from '../providers/registry/descriptors';
import { endpointOf, routesOf } from '../providers/registry/routes';
import type { ApiKeys } from './apiKeys';
import { configsByKey, defaultChain } from './defaultChain';
import { LocalServerSearch, type LocalServerSearchDeps } from './localServerSearch';
import type { PriceSettings } from './settings/priceSettings';
import { readProviders } from './settings/providerSettings';

export interface ChainSourceDeps extends Omit<LocalServerSearchDeps, 'onFound'> {
  /** The user's own value of `everpair.providers`, undefined when there is none. Never a workspace's. */
  readonly setting: () => unknown;
  /** The user's own prices, read at each rebuild; none where absent. */
  readonly prices?: () => Pick<PriceSettings, 'priceOf'>;
  /** How the requests of a provider are sent; by `fetch` where absent. */
  readonly fetchFor?: (config: ProviderConfig) => ProviderFetch;
  /** The server that Everpair itself runs; none where absent. */
  readonly ownServer?: OwnServer | undefined;
  readonly keys: Pick<ApiKeys, 'get' | 'source' | 'isInEnvironment'>;
  /** Accounts that the host signs in to; absent where it does not. */
  readonly signIn?: ProviderDeps['signIn'];
  /** False where a repository may have written the environment, as a dev container's can. */
  readonly environmentIsUsers: boolean;
  readonly onChain: (chain: BuiltChain) => void;
  /** All there are, where it is absent. */
  readonly descriptors?: readonly ProviderDescriptor[];
}

/** The server that Everpair itself runs. */
export interface OwnServer {
  /** The model that is set up for it. */
  readonly installed: { readonly name: string; readonly contextTokens: number } | undefined;
  /** Asks the server, which is started for it. */
  readonly fetch: typeof globalThis.fetch;
  readonly onDidChange: Event<void>;
  /** Looks whether a model was set up or removed. Fast when nothing is new. */
  refresh(): Promise<void>;
}

/** A chain, and what its making says of consent. */
export interface BuiltChain {
  readonly links: readonly ChainLink[];
  /** What the links were made of, and the entries that are turned off. */
  readonly configs: readonly ProviderConfig[];
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
      configs,
      listed: listed ? routes.filter((route) => this.isAsWritten(route)) : [],
      firstVendor: routes.find(({ providerId }) => providerId === firstVendor),
    });
  }

  /** Awaited before a request: looks for local servers where no setting names the providers. Fast when nothing is new. */
  async prepare(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.deps.ownServer?.refresh();
    if (this.deps.setting() !== undefined) return;
    await Promise.all(this.searches.map((search) => search.run()));
  }

  /** Looks for local servers and their models now, also where a setting names the providers. */
  async lookAgain(): Promise<void> {
    await Promise.all(this.searches.map((search) => search.look()));
  }

  /** What is used where no setting names the providers. */
  async unset(): Promise<readonly ProviderConfig[]> {
    return (await this.fromMachine()).configs;
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
    const configs = defaultChain({ keys, servers, ownModel: this.deps.ownServer?.installed?.name }, this.descriptors);
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

  private linkOf(listed: ProviderConfig, priceOf: PriceSettings['priceOf'] | undefined): ChainLink {
    const descriptor = descriptorOf(listed.type, this.descriptors);
    const { ownServer } = this.deps;
    const isOwn = descriptor.ownServer === true && ownServer !== undefined;
    const config = isOwn ? withInstalled(listed, ownServer) : listed;
    const forwarding = this.forwardedModels.notesFor(endpointOf(config, descriptor));
    const routes = routesOf(config, {
      keyInEnvironment: this.deps.keys.isInEnvironment(config),
      forwardedTo: (_endpoint, model) => forwarding.route(model),
      descriptor,
      priceOf,
    });
    const deps = {
      apiKey: () => this.deps.keys.get(config),
      fetch: isOwn ? ownServer.fetch : (this.deps.fetchFor?.(config) ?? this.deps.fetch),
      clock: this.deps.clock,
      signIn: this.deps.signIn,
      environment: this.deps.environment,
      forwarding,
    };
    return { provider: createProvider(config, deps, descriptor), label: config.label, ...routes };
  }
}

/** Only one model can be asked there: the one that is set up. */
function withInstalled(config: ProviderConfig, { installed }: OwnServer): ProviderConfig {
  if (!installed) return config;
  const { name, contextTokens } = installed;
  return { ...config, model: name, completionModel: name, contextWindow: config.contextWindow ?? contextTokens };
}

interface Chain {
  readonly configs: readonly ProviderConfig[];
  /** The user wrote it down, which is their agreement. */
  readonly listed: boolean;
  /** Id of the provider at the head of a chain that was not listed, where the user themselves gave its key. */
  readonly firstVendor?: string | undefined;
  readonly problems: Parameters<ChainSourceDeps['onProblems']>[0];
}
