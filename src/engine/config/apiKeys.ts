import type { Clock } from '../model/async/clock';
import type { Disposable } from '../model/async/event';
import type { ProviderConfig } from '../model/provider/providerConfig';
import { LookupCache } from '../model/async/ttlCache';
import type { ProviderDescriptor } from '../providers/descriptor/providerDescriptor';
import { descriptorOf } from '../providers/registry/descriptors';
import type { SecretSource } from './secretSource';

/** Where a provider's key comes from. */
export type KeySource = 'stored' | 'environment' | 'none';

/** A key that was read holds this long: some editions of VS Code do not tell of a change in another window. */
const keyTtlMs = 60_000;

export interface ApiKeysDeps {
  readonly secrets: SecretSource;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Gets every key that is read, so that the log can keep it out. */
  readonly onKey: (key: string) => void;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** All there are, where it is absent. */
  readonly descriptors?: readonly ProviderDescriptor[];
}

/**
 * Keys of providers: the one in the host's secret storage, else the one in the environment. One entry for each
 * provider, because two windows that write one shared entry would drop each other's keys. A key that was read is kept
 * until it changes: VS Code's storage is in another process, where a read waits until the window has drawn.
 */
export class ApiKeys implements Disposable {
  private readonly stored: LookupCache<string | undefined>;
  private readonly subscription: Disposable;

  constructor(private readonly deps: ApiKeysDeps) {
    this.stored = new LookupCache({ clock: deps.clock, ttlMs: keyTtlMs });
    this.subscription = deps.secrets.onDidChange(({ key }) => this.stored.forget(key));
  }

  async get(config: Pick<ProviderConfig, 'id' | 'type' | 'apiKeyEnv'>): Promise<string | undefined> {
    const key = (await this.read(entry(config.id))) ?? this.fromEnvironment(config);
    if (key !== undefined) this.deps.onKey(key);
    return key;
  }

  async source(config: Pick<ProviderConfig, 'id' | 'type' | 'apiKeyEnv'>): Promise<KeySource> {
    if (await this.isStored(config.id)) return 'stored';
    return this.fromEnvironment(config) === undefined ? 'none' : 'environment';
  }

  async isStored(providerId: string): Promise<boolean> {
    return (await this.read(entry(providerId))) !== undefined;
  }

  isInEnvironment(config: Pick<ProviderConfig, 'type' | 'apiKeyEnv'>): boolean {
    return this.fromEnvironment(config) !== undefined;
  }

  async store(providerId: string, key: string): Promise<void> {
    await this.deps.secrets.store(entry(providerId), key);
    this.stored.forget(entry(providerId));
  }

  async delete(providerId: string): Promise<void> {
    await this.deps.secrets.delete(entry(providerId));
    this.stored.forget(entry(providerId));
  }

  /** Fires with the provider's id when its key was set or deleted, in this window or another. */
  onDidChange(listener: (providerId: string) => void): Disposable {
    return this.deps.secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener(key.slice(prefix.length));
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.stored.clear();
  }

  private read(name: string): Promise<string | undefined> {
    return this.stored.get(name, () => Promise.resolve(this.deps.secrets.get(name)));
  }

  private fromEnvironment({ type, apiKeyEnv }: Pick<ProviderConfig, 'type' | 'apiKeyEnv'>): string | undefined {
    const name = apiKeyEnv ?? descriptorOf(type, this.deps.descriptors).apiKeyEnv;
    const value = name === undefined ? undefined : this.deps.environment[name]?.trim();
    return value === '' ? undefined : value;
  }
}

const prefix = 'everpair.apiKey.';

function entry(providerId: string): string {
  return `${prefix}${providerId}`;
}
