import { isWithin, type Policy } from '../failover/api/policy';
import type { ChainLink } from '../failover/api/providerManager';
import type { Clock } from '../model/async/clock';
import { errorSummary } from '../model/text/errorSummary';
import { type Disposable, Emitter, type Event } from '../model/async/event';
import type { Log } from '../model/log';
import type { ProviderConfig } from '../model/provider/providerConfig';
import type { SignIn } from '../model/provider/signIn';
import { descriptorOf } from '../providers/registry/descriptors';
import { Connections } from '../providers/connection/connections';
import type { NetworkSettings } from '../providers/connection/networkSettings';
import { partedHeaders } from '../providers/http/keyHeaders';
import { secretValues } from '../providers/http/outgoingHeaders';
import { ApiKeys } from './apiKeys';
import { ChainSource, type OwnServer } from './chainSource';
import { type ConsentMemory, type ConsentPrompt, ConsentRecord } from './consentRecord';
import { ClientKeyPassphrases } from './clientKeyPassphrases';
import { configsByKey } from './defaultChain';
import { PolicySource } from './policySource';
import { type PriceSettings, readPrices } from './settings/priceSettings';
import { readProviders } from './settings/providerSettings';
import type { SecretSource } from './secretSource';
import { loadLocalServerSetup } from './local/lateLocalServerSetup';
import type { LocalServerSetup } from './local/localServerSetup';
import { readSmallFile } from './local/smallFile';
import { readSurroundings } from './local/surroundings';
import { settingKeys } from './settings/settingKeys';
import type { SettingProblem } from './settings/settingProblem';
import type { SettingsSource } from './settings/settingsSource';

/** What a host brings. */
export interface ConfigurationDeps {
  readonly settings: SettingsSource;
  readonly secrets: SecretSource;
  readonly signIn: SignIn;
  /** How a person is asked whether code may go to a vendor. */
  readonly consentPrompt: ConsentPrompt;
  /** Where the answers outlive the host. */
  readonly consentMemory: ConsentMemory;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** False where a repository may have written the environment, as a dev container's can. */
  readonly environmentIsUsers: boolean;
  readonly fetch: typeof globalThis.fetch;
  /** What an editor's own settings say of proxies and certificates; absent where the host is no editor. */
  readonly network?: () => NetworkSettings;
  /** The server that Everpair itself runs; none where absent. */
  readonly ownServer?: OwnServer;
  readonly clock: Clock;
  readonly log: Log;
  /** Each key and each secret header that is read, so that the log can keep it out. */
  readonly onKey: (key: string) => void;
  /** All problems of one part of the settings, each time it was read; empty where there are none. */
  readonly onProblems: (part: 'providers' | 'policy' | 'prices', problems: readonly SettingProblem[]) => void;
}

/** Chain, policy, keys and consent of one user, built from settings and kept current once `start` was called. */
export class Configuration implements Disposable {
  readonly consent: ConsentRecord;
  readonly keys: ApiKeys;
  readonly passphrases: ClientKeyPassphrases;
  private readonly connections: Connections;
  private readonly source: ChainSource;
  private readonly policySource: PolicySource;
  private readonly chainChanged: Emitter<readonly ChainLink[]>;
  private readonly keyChanged: Emitter<string>;
  private readonly subscriptions: Disposable[] = [];
  private links: readonly ChainLink[] = [];
  private configs: readonly ProviderConfig[] = [];
  private local: LocalServerSetup | undefined;
  private started: Promise<void> = Promise.resolve();

  constructor(private readonly deps: ConfigurationDeps) {
    const { clock, log, environment } = deps;
    const onListenerError = (error: unknown): void =>
      log.error(`A listener failed: ${errorSummary(error, { where: true })}`);
    this.chainChanged = new Emitter(onListenerError);
    this.keyChanged = new Emitter(onListenerError);
    const announce = (): void => this.chainChanged.fire(this.links);
    this.policySource = new PolicySource(deps.settings, announce, (problems) => deps.onProblems('policy', problems));
    this.consent = new ConsentRecord(deps.consentMemory, deps.consentPrompt, announce);
    this.keys = new ApiKeys({ secrets: deps.secrets, environment, onKey: deps.onKey, clock });
    this.passphrases = new ClientKeyPassphrases(deps.secrets, deps.onKey);
    this.connections = new Connections({
      fetch: deps.fetch,
      settings: deps.network,
      environment: deps.environmentIsUsers ? environment : {},
      passphrase: (providerId) => this.passphrases.get(providerId),
      clock,
    });
    this.source = new ChainSource({
      setting: () => this.userProviders(),
      prices: () => this.userPrices(),
      keys: this.keys,
      signIn: { token: (scopes) => this.token(scopes) },
      fetch: deps.fetch,
      fetchFor: (config) => this.connections.fetchFor(config),
      ownServer: deps.ownServer,
      clock,
      environmentIsUsers: deps.environmentIsUsers,
      environment,
      surroundings: () => readSurroundings({ read: readSmallFile, platform: process.platform, environment }),
      log,
      onChain: ({ links, configs, listed, firstVendor }) => {
        this.hideHeaders();
        this.links = links;
        this.configs = configs;
        this.consent.setListed(listed);
        if (firstVendor) this.consent.noteFirstVendor(firstVendor);
        announce();
      },
      mayAsk: (receiver) => isWithin(receiver, this.policy),
      onProblems: (problems) => deps.onProblems('providers', problems),
    });
  }

  /**
   * The chain was rebuilt, or the boundary or the consent has changed. Both decide which routes of the chain may be
   * asked.
   */
  get onDidChangeChain(): Event<readonly ChainLink[]> {
    return this.chainChanged.event;
  }

  /** Fires with the provider's id when its key was set or deleted. */
  get onDidChangeKey(): Event<string> {
    return this.keyChanged.event;
  }

  /** What the user has decided about failover, as of now. */
  get policy(): Policy {
    return this.policySource.current;
  }

  /** The providers that a key can be set for. */
  get configurable(): readonly ProviderConfig[] {
    const value = this.userProviders();
    return value === undefined ? configsByKey() : readProviders(value).configs;
  }

  /** The value of `everpair.providers` as the user wrote it; undefined where there is none. */
  get listed(): unknown {
    return this.userProviders();
  }

  /** The providers of the chain as it was last built, also where no setting names them. */
  get current(): readonly ProviderConfig[] {
    return this.configs;
  }

  /** What a sign-in has to ask for, where the provider has one in the place of a key. */
  signInScopes(config: ProviderConfig): readonly string[] | undefined {
    return descriptorOf(config.type).signInScopes?.(config);
  }

  /** Awaited before each request: the chain is there, and where no setting names it a local Ollama was looked for. */
  readonly prepare = async (signal: AbortSignal): Promise<void> => {
    await this.started;
    await this.source.prepare(signal);
  };

  /** Servers of models on this machine; their code is loaded at the first use. */
  get localServerSetup(): LocalServerSetup {
    const { fetch, clock, environment } = this.deps;
    this.local ??= new (loadLocalServerSetup())({
      fetch,
      clock,
      environment,
      mayAsk: (receiver) => isWithin(receiver, this.policy),
      setting: () => this.userProviders(),
      unset: () => this.source.unset(),
      lookAgain: () => this.source.lookAgain(),
    });
    return this.local;
  }

  /** Returns before keys are read: a host must not wait for a keyring. */
  start(): void {
    this.subscriptions.push(
      this.deps.settings.onDidChange((affects) => {
        if (affects(settingKeys.providers) || affects(settingKeys.prices)) void this.rebuild();
      }),
      this.keys.onDidChange((providerId) => {
        this.keyChanged.fire(providerId);
        void this.rebuild();
      }),
      this.deps.signIn.onDidChange(() => {
        for (const config of this.configurable) if (this.signInScopes(config)) this.keyChanged.fire(config.id);
      }),
    );
    const { ownServer } = this.deps;
    if (ownServer) this.subscriptions.push(ownServer.onDidChange(() => void this.rebuild()));
    this.started = this.rebuild();
  }

  /** Reads settings and keys now, for who needs the chain of a change that was just made. Never rejects. */
  reload(): Promise<void> {
    return this.rebuild();
  }

  dispose(): void {
    this.policySource.dispose();
    this.keys.dispose();
    void this.connections.dispose();
    this.chainChanged.dispose();
    this.keyChanged.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async token(scopes: readonly string[]): Promise<string | undefined> {
    const token = await this.deps.signIn.token(scopes);
    if (token !== undefined) this.deps.onKey(token);
    return token;
  }

  /** Only the user's own value: a workspace must not choose where keys and code are sent. */
  private userProviders(): unknown {
    return this.deps.settings.levels(settingKeys.providers).user;
  }

  private userPrices(): PriceSettings {
    const prices = readPrices(this.deps.settings.levels(settingKeys.prices).user);
    this.deps.onProblems('prices', prices.problems);
    return prices;
  }

  private hideHeaders(): void {
    for (const { headers } of readProviders(this.userProviders()).configs) {
      for (const value of secretValues(partedHeaders(headers).plain)) this.deps.onKey(value);
    }
  }

  private async rebuild(): Promise<void> {
    try {
      await this.source.rebuild();
    } catch (error) {
      this.deps.log.error(`The providers could not be read: ${errorSummary(error, { where: true })}`);
    }
  }
}
